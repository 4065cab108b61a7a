/**
 * Errors over HTTP are problem documents (RFC 9457): `type`, `title`, `status`, `code`, `detail` and the error's own fields.
 *
 * One codec an error: what the server writes, what the OpenAPI document says and what the typed client gives back agree.
 */
import { UpTo } from "@caleche/core"
import { Schema, SchemaTransformation } from "effect"
import { HttpApiSchema } from "effect/http-api"
import type { ProblemRow } from "./ProblemRow.ts"
import { type AnswerableError, problemTable } from "./problemTable.ts"

export const problemContentType = "application/problem+json"

/** Where a code is explained; relative, so that each deployment answers for itself. */
export const problemType = (code: string): string => `/errors/${code}`

type Code = AnswerableError["_tag"]
type ErrorOf<Tag extends Code> = Extract<AnswerableError, { readonly _tag: Tag }>

/** The class of an error as `Schema.TaggedError` makes it. */
interface ErrorClass<E> extends Schema.Codec<E, unknown> {
  readonly fields: Schema.Struct.Fields
  readonly identifier: string
}

/**
 * The codec between an error and its problem document. `status` differs from the table's where one error has two
 * meanings; fields listed in `hidden` stay on the server and are `restored` by the client.
 */
export const problem = <E extends AnswerableError>(
  error: ErrorClass<E> & (new (fields: never) => E),
  options: { readonly status?: number; readonly restored?: Partial<E> } = {},
): Schema.Codec<E, unknown> => {
  const code = tagOf(error)
  // The row of a tag takes the error of that tag.
  const { title, detail, ...row } = problemTable[code] as unknown as ProblemRow<E>
  const status = options.status ?? row.status
  const hidden = new Set(["_tag", "cause", ...Object.keys(options.restored ?? {})])
  const shown = Object.entries(error.fields).filter(([name]) => !hidden.has(name))
  const make = error as new (fields: never) => E
  const fixed = { type: problemType(code), title, status, code }
  const document = Schema.Struct({
    type: Schema.Literal(fixed.type),
    title: UpTo(200),
    status: Schema.Literal(status),
    code: Schema.Literal(code),
    detail: UpTo(10_000),
    ...Object.fromEntries(status === 404 ? shown.map(asAsked) : shown),
  }).annotate({ identifier: options.status === undefined ? code : `${code}${status}` })
  const codec = document.pipe(
    Schema.decodeTo(
      Schema.toType(error as Schema.Codec<E, unknown>),
      SchemaTransformation.transform<E, typeof document.Type>({
        // The document's other members are exactly the class's fields.
        decode: (body) => new make({ ...pick(body, shown), ...options.restored } as never),
        encode: (failure) => ({ ...fixed, detail: detail(failure), ...pick(failure, shown) }),
      }),
    ),
    Schema.annotate({ httpApiStatus: status, description: title }),
    HttpApiSchema.asJson({ contentType: problemContentType }),
  )
  return codec as unknown as Schema.Codec<E, unknown> // built from fields known only at run time
}

/** An id that names nothing is told as it was asked for, which may be no id at all. */
function asAsked([name, field]: readonly [string, Schema.Constraint]): readonly [string, Schema.Constraint] {
  if (name === "ids") return [name, Schema.Array(UpTo(8_192)).check(Schema.isMaxLength(1_000))]
  return [name, /^id$|Id$/.test(name) ? UpTo(8_192) : field]
}

/** A problem document made without its error: for ids that are none, which no error can carry. */
export const plainProblem = <Tag extends Code>(
  code: Tag,
  fields: Omit<ErrorOf<Tag>, keyof Error | "_tag"> | Record<string, string>,
) => {
  const { status, title, detail } = problemTable[code] as unknown as ProblemRow<typeof fields> // as above
  return { type: problemType(code), title, status, code, detail: detail(fields), ...fields }
}

function pick(from: object, shown: ReadonlyArray<readonly [string, unknown]>): Record<string, unknown> {
  const entries = new Map(Object.entries(from))
  return Object.fromEntries(shown.flatMap(([name]) => (entries.has(name) ? [[name, entries.get(name)]] : [])))
}

function tagOf<E extends AnswerableError>(error: ErrorClass<E>): Code {
  return error.identifier as Code // TaggedError's identifier is its tag
}
