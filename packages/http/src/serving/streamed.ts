/** Answers too long to be held whole: the body is made as fast as its reader takes it, and no further when he leaves. */
import { Effect, Stream } from "effect"
import type { AnswersFile } from "../contract/requests.ts"
import type { StreamedAnswer } from "./Answer.ts"

/** What a stream's file is called where its endpoint cannot say: a stream has no place for a name. */
const names = new WeakMap<object, string>()

/** The stream, whose file is called `fileName`. */
export const named = <S extends Stream.Stream<Uint8Array, unknown, unknown>>(
  stream: S,
  fileName: string,
): S => {
  names.set(stream, fileName)
  return stream
}

/** Letters, digits and the like: nothing that ends a header's string, or names a folder. */
const nameOf = (stream: object, otherwise: string): string =>
  (names.get(stream) ?? otherwise).replace(/[^\w.-]+/g, "-")

/** The body begins with a 200, so that a failure on the way can only break it off: readers see that it did not end. */
export const streamedAnswer = <R>(
  stream: Stream.Stream<Uint8Array, unknown, R>,
  status: number,
  { contentType, fileName }: AnswersFile["Service"],
): Effect.Effect<StreamedAnswer, never, R> =>
  stream.pipe(
    Stream.tapCause((cause) => Effect.logWarning("answer broken off", cause)),
    Stream.toReadableStreamEffect({ strategy: { highWaterMark: 0 } }),
    Effect.map((body) => ({
      status,
      headers: {
        "content-type": contentType.startsWith("text/") ? `${contentType}; charset=utf-8` : contentType,
        "content-disposition": `attachment; filename="${nameOf(stream, fileName)}"`,
      },
      body,
    })),
  )

/** The answer without its body, for HEAD: nobody will read it. */
export const withoutBody = async (
  answer: StreamedAnswer,
): Promise<Omit<StreamedAnswer, "body"> & { readonly body: null }> => {
  await answer.body.cancel()
  return { ...answer, body: null }
}
