/** A request continues the trace of its caller (W3C Trace Context), and carries an id that also stands in the log. */
import { Tracer } from "effect"

const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/

/** The caller's span, when it sent one. */
export const parentOf = (headers: Headers): Tracer.ExternalSpan | undefined => {
  const match = traceparent.exec(headers.get("traceparent") ?? "")
  if (match === null || /^0+$/.test(match[1]!) || /^0+$/.test(match[2]!)) return undefined
  return Tracer.externalSpan({
    traceId: match[1]!,
    spanId: match[2]!,
    sampled: (Number.parseInt(match[3]!, 16) & 1) === 1,
  })
}

/** The caller's `X-Request-Id`, when it is a plain one; otherwise a new UUID. */
export const requestIdOf = (headers: Headers): string => {
  const given = headers.get("x-request-id")
  return given !== null && /^[\w.-]{1,64}$/.test(given) ? given : crypto.randomUUID()
}
