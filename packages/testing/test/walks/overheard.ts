/** All that a server tells those who run it: log lines of every level, spans with their attributes and events, metrics. */
import { Cause, Exit, Layer, Logger, References, Tracer } from "effect"

export const overheard = () => {
  const lines: Array<string> = []
  const spans: Array<Tracer.NativeSpan> = []
  const logger = Logger.make<unknown, void>((options) => {
    lines.push(Logger.formatJson.log(options), Logger.formatLogFmt.log(options))
  })
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    },
  })
  const layer: Layer.Layer<never> = Layer.mergeAll(
    Logger.layer([logger, Logger.tracerLogger]),
    Layer.succeed(References.MinimumLogLevel, "All"),
    Layer.succeed(Tracer.Tracer, tracer),
  )
  /** What was told since the last time, one piece a line. */
  const told = (): ReadonlyArray<string> => [
    ...lines.splice(0),
    ...spans.splice(0).map((span) => {
      const { name, attributes, status, _events = [] } = span
      const ended =
        status._tag === "Ended" && Exit.isFailure(status.exit) ? Cause.pretty(status.exit.cause) : ""
      const events = _events.map(([event, , more]) => [event, more])
      return `span ${name} ${JSON.stringify([...attributes])} ${JSON.stringify(events)} ${ended}`
    }),
  ]
  return { layer, told }
}
