/** What goes back: status, headers and a JSON text; and the problem documents errors become. */
import { Exit, Schema } from "effect"
import { problemContentType } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import { type AnswerableError, problemTable } from "../problems/problemTable.ts"

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An answer whose body is made while it is read. */
export interface StreamedAnswer extends Omit<Answer, "body"> {
  readonly body: ReadableStream<Uint8Array>
}

/** On every answer: browsers neither guess its type, nor show it in a frame, nor tell others its address, nor keep it. */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
} as const

export const toResponse = (
  answer: Omit<Answer, "body"> & { readonly body: string | ReadableStream<Uint8Array> | null },
  requestId: string,
): Response =>
  new Response(answer.body, {
    status: answer.status,
    headers: { ...securityHeaders, "x-request-id": requestId, ...answer.headers },
  })

export const isAnswerable = (error: { readonly _tag: string }): error is AnswerableError =>
  Object.hasOwn(problemTable, error._tag)

type Encode = (error: unknown) => Exit.Exit<unknown, Schema.SchemaError>
const encoders = new Map<string, Encode>(
  Object.entries(problems).map(([name, codec]) => [
    name,
    Schema.encodeUnknownExit(Schema.toCodecJson(codec)),
  ]),
)

/**
 * The problem document of an error. `conditional`: the request said `If-Match`, so that a stale version is a failed
 * precondition (412) and no conflict.
 */
export const problemAnswer = (error: AnswerableError, conditional = false): Answer => {
  const name = error._tag === "StaleVersion" && !conditional ? "StaleVersionConflict" : error._tag
  const encoded = encoders.get(name)!(error) // `problems` has a codec for every answerable error
  if (Exit.isFailure(encoded)) throw new Error(`no problem document for ${name}`)
  const body = encoded.value as { readonly status: number } // what every problem codec encodes to
  return writtenProblem(body, headersOf(error))
}

/** A problem document that is written already. */
export const writtenProblem = (
  body: { readonly status: number },
  headers: Record<string, string> = {},
): Answer => ({
  status: body.status,
  headers: { "content-type": problemContentType, ...headers },
  body: JSON.stringify(body),
})

function headersOf(error: AnswerableError): Record<string, string> {
  switch (error._tag) {
    case "Unauthorized":
      return { "www-authenticate": 'Bearer realm="caleche"' }
    case "MethodNotAllowed":
      return { allow: error.allowed.join(", ") }
    case "RateLimited":
      return { "retry-after": String(error.retryAfterSeconds) }
    case "StorageFailed":
    case "RequestTimedOut":
      return { "retry-after": "1" }
    default:
      return {}
  }
}
