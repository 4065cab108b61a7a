/** As much of JSON Schema as our OpenAPI document uses; a keyword it does not know is an error, not a pass. */

export type JsonSchema = { readonly [keyword: string]: unknown }
type Definitions = Readonly<Record<string, JsonSchema>>

const silent = new Set([
  "format",
  "description",
  "title",
  "default",
  "examples",
  "contentMediaType",
  "contentSchema",
])

/** What is wrong with `value`, as paths with a reason. */
export const faults = (
  schema: JsonSchema,
  value: unknown,
  definitions: Definitions,
  at = "$",
): ReadonlyArray<string> =>
  Object.entries(schema).flatMap(([keyword, rule]) => {
    if (silent.has(keyword)) return []
    const check = keywords[keyword]
    if (check === undefined)
      throw new Error(`the document uses ${keyword}, which this validator does not know`)
    return check(rule as never, value, definitions, at, schema) // a keyword's rule has the keyword's form
  })

type Check = (
  rule: never,
  value: unknown,
  definitions: Definitions,
  at: string,
  schema: JsonSchema,
) => ReadonlyArray<string>

const unless = (ok: boolean, fault: string) => (ok ? [] : [fault])
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
}

const patterns = new Map<string, RegExp>()
function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, "u")
  patterns.set(pattern, known)
  return known
}

const keywords: Readonly<Record<string, Check>> = {
  type: (rule: string | ReadonlyArray<string>, value, _, at) =>
    unless(
      [rule].flat().some((type) => types[type]!(value)),
      `${at}: not ${String(rule)}`,
    ),
  $ref: (rule: string, value, definitions, at) =>
    faults(definitions[rule.split("/").at(-1)!]!, value, definitions, at),
  anyOf: (rule: ReadonlyArray<JsonSchema>, value, definitions, at) => {
    const each = rule.map((option) => faults(option, value, definitions, at))
    return each.some((found) => found.length === 0)
      ? []
      : [`${at}: fits none of ${rule.length}`, ...each.flat()]
  },
  allOf: (rule: ReadonlyArray<JsonSchema>, value, definitions, at) =>
    rule.flatMap((part) => faults(part, value, definitions, at)),
  not: (rule: JsonSchema, value, definitions, at) =>
    unless(faults(rule, value, definitions, at).length > 0, `${at}: what it must not be`),
  enum: (rule: ReadonlyArray<unknown>, value, _, at) =>
    unless(rule.includes(value), `${at}: not one of ${rule.join(", ")}`),
  const: (rule: unknown, value, _, at) => unless(rule === value, `${at}: not ${String(rule)}`),
  properties: (rule: Record<string, JsonSchema>, value, definitions, at) =>
    isObject(value)
      ? Object.entries(rule).flatMap(([name, schema]) =>
          name in value ? faults(schema, value[name], definitions, `${at}.${name}`) : [],
        )
      : [],
  required: (rule: ReadonlyArray<string>, value, _, at) =>
    isObject(value) ? rule.filter((name) => !(name in value)).map((name) => `${at}.${name}: missing`) : [],
  additionalProperties: (rule: boolean | JsonSchema, value, definitions, at, schema) => {
    if (!isObject(value)) return []
    const known = (schema["properties"] ?? {}) as object
    const more = Object.entries(value).filter(([name]) => !Object.hasOwn(known, name))
    if (rule === false) return more.map(([name]) => `${at}.${name}: not known`)
    return rule === true
      ? []
      : more.flatMap(([name, item]) => faults(rule, item, definitions, `${at}.${name}`))
  },
  items: (rule: JsonSchema | false, value, definitions, at, schema) => {
    if (!Array.isArray(value)) return []
    const named = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"].length : 0
    const rest = value.slice(named)
    if (rule === false) return unless(rest.length === 0 || named === 0, `${at}: more than ${named}`)
    return rest.flatMap((item, i) => faults(rule, item, definitions, `${at}[${named + i}]`))
  },
  prefixItems: (rule: ReadonlyArray<JsonSchema>, value, definitions, at) =>
    Array.isArray(value)
      ? rule.flatMap((item, i) =>
          i < value.length ? faults(item, value[i], definitions, `${at}[${i}]`) : [],
        )
      : [],
  minItems: (rule: number, value, _, at) =>
    Array.isArray(value) ? unless(value.length >= rule, `${at}: fewer than ${rule}`) : [],
  maxItems: (rule: number, value, _, at) =>
    Array.isArray(value) ? unless(value.length <= rule, `${at}: more than ${rule}`) : [],
  pattern: (rule: string, value, _, at) =>
    typeof value === "string" ? unless(compiled(rule).test(value), `${at}: not like ${rule}`) : [],
  minLength: (rule: number, value, _, at) =>
    typeof value === "string" ? unless(value.length >= rule, `${at}: shorter than ${rule}`) : [], // of 0 or 1
  maxLength: (rule: number, value, _, at) =>
    typeof value === "string"
      ? unless(value.length <= rule || [...value].length <= rule, `${at}: longer than ${rule}`)
      : [],
  minimum: (rule: number, value, _, at) =>
    typeof value === "number" ? unless(value >= rule, `${at}: below ${rule}`) : [],
  exclusiveMinimum: (rule: number, value, _, at) =>
    typeof value === "number" ? unless(value > rule, `${at}: not above ${rule}`) : [],
  maximum: (rule: number, value, _, at) =>
    typeof value === "number" ? unless(value <= rule, `${at}: above ${rule}`) : [],
}
