/** The headers an answer has beside its body, as the document says them: where the record is, its version, when to ask again. */

/** A part of the document; only what is looked into has a type. */
type Part = Readonly<Record<string, unknown>>

interface Answered {
  readonly operationId: string
  readonly responses: Readonly<Record<string, AnsweredWith>>
}
interface AnsweredWith {
  readonly content?: Readonly<Record<string, object>>
}

const header = (description: string, schema: Part, isRequired: boolean): Part => ({
  description,
  ...(isRequired ? { required: true } : {}),
  schema,
})

const etag = header(
  'The version of the record, for If-Match; of a row of the price book that of the book: "3".',
  { type: "string", pattern: '^"[1-9][0-9]{0,8}"$|^"0"$', maxLength: 11 },
  true,
)
const location = header(
  "The path of the record.",
  { type: "string", pattern: "^/v1/[a-z-]+/[A-Za-z0-9_-]{1,64}$", maxLength: 200 },
  true,
)
const retryAfter = header(
  "After how many seconds asking again is worth it.",
  { type: "integer", minimum: 1, maximum: 86_400, format: "int64" },
  false,
)
const challenge = header(
  "The kind of credential that is asked for.",
  { type: "string", maxLength: 200 },
  true,
)

/** The operation at `path` with the headers of its answers. */
export const withAnswerHeaders = <O extends Answered>(
  operation: O,
  path: string,
  schemas: Readonly<Record<string, Part>>,
): O => {
  const headersOf = (status: string, answer: AnsweredWith): Part => ({
    ...(status.startsWith("2") && isVersioned(operation.operationId, answer, schemas) ? { ETag: etag } : {}),
    ...(status === "201" && !path.includes("{") ? { Location: location } : {}),
    ...(status === "401" ? { "WWW-Authenticate": challenge } : {}),
    ...(status === "429" || status === "503" ? { "Retry-After": retryAfter } : {}),
  })
  const responses = Object.entries(operation.responses).map(([status, answer]) => {
    const headers = headersOf(status, answer)
    return [status, Object.keys(headers).length === 0 ? answer : { ...answer, headers }]
  })
  return { ...operation, responses: Object.fromEntries(responses) }
}

/** Rows of the price book show no version of their own. */
const ofRow = /^(zones|routes|packages|rates|tariffs|rules|fees|agencyRoutes)\.(create|get|replace|edit)$/

function isVersioned(
  operationId: string,
  { content }: AnsweredWith,
  schemas: Readonly<Record<string, Part>>,
): boolean {
  if (ofRow.test(operationId)) return true
  const { schema } = (content?.["application/json"] ?? {}) as { readonly schema?: Part } // a media type of the document
  const name = typeof schema?.["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined
  const { properties } = ((name === undefined ? schema : schemas[name]) ?? {}) as {
    readonly properties?: Part
  } // likewise
  return properties !== undefined && "version" in properties
}
