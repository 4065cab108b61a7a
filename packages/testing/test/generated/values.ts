/** Values that fit a schema of the OpenAPI document, found from the schema alone; ids are those of records there are. */
import * as fc from "fast-check"
import { document } from "../http/document.ts"
import type { JsonSchema } from "../http/jsonSchema.ts"

/** Ids of records, by the name of the field that holds one: `driverId`. */
export type IdsFor = (field: string) => ReadonlyArray<string>

/** `field` is what the value is called. */
export type ValuesOf = (schema: JsonSchema, field?: string) => fc.Arbitrary<unknown>

export const valuesWith = (idsFor: IdsFor): ValuesOf => {
  const known = new Map<JsonSchema, Map<string, fc.Arbitrary<unknown>>>()

  const valuesOf: ValuesOf = (given, field = "") => {
    const ofSchema = known.get(given) ?? new Map<string, fc.Arbitrary<unknown>>()
    known.set(given, ofSchema)
    const found = ofSchema.get(field) ?? made(together(given), field)
    ofSchema.set(field, found)
    return found
  }

  const made = (schema: JsonSchema, field: string): fc.Arbitrary<unknown> => {
    if ("const" in schema) return fc.constant(schema["const"])
    if (isList(schema["enum"])) return fc.constantFrom(...schema["enum"])
    const options = schema["anyOf"] ?? schema["oneOf"]
    if (isList(options)) return fc.oneof(...options.map((option) => valuesOf(option as JsonSchema, field)))
    if (isList(schema["examples"])) return fc.constantFrom(...schema["examples"])
    switch (schema["type"]) {
      case "object":
        return objects(schema)
      case "array":
        return arrays(schema, field)
      case "string":
        return strings(schema, field)
      case "integer":
        return fc.integer(between(schema, -1_000, 100_000))
      case "number":
        return fc.double({ ...between(schema, -1_000, 1_000), noNaN: true })
      case "boolean":
        return fc.boolean()
      case "null":
        return fc.constant(null)
      default:
        return fc.jsonValue({ maxDepth: 2 })
    }
  }

  const objects = (schema: JsonSchema): fc.Arbitrary<unknown> => {
    const properties = Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, JsonSchema>>)
    const required = (schema["required"] ?? []) as Array<string>
    const more = schema["additionalProperties"]
    const named = fc.record(
      Object.fromEntries(properties.map(([name, property]) => [name, valuesOf(property, name)])),
      { requiredKeys: required },
    )
    if (typeof more !== "object" || more === null) return named
    const others = fc.dictionary(fc.constantFrom("FR", "x"), valuesOf(more as JsonSchema), { maxKeys: 2 })
    return fc.tuple(others, named).map(([some, fields]) => ({ ...some, ...fields }))
  }

  const arrays = (schema: JsonSchema, field: string): fc.Arbitrary<unknown> => {
    const first = schema["prefixItems"]
    if (isList(first)) return fc.tuple(...first.map((item) => valuesOf(item as JsonSchema)))
    const minLength = Number(schema["minItems"] ?? 0)
    const maxLength = Math.min(Number(schema["maxItems"] ?? Infinity), minLength + 2)
    const items = valuesOf((schema["items"] ?? {}) as JsonSchema, field.replace(/s$/, ""))
    return fc.array(items, { minLength, maxLength })
  }

  const strings = (schema: JsonSchema, field: string): fc.Arbitrary<string> => {
    const ids = namesRecord.test(field) ? idsFor(field) : []
    if (ids.length > 0) return fc.constantFrom(...ids)
    const { format, maxLength = 10, minLength = 0, pattern } = schema as Told
    switch (format) {
      case "uuid":
        return fc.uuid()
      case "date-time":
        return moments.map((at) => at.toISOString())
      case "date":
        return moments.map((at) => at.toISOString().slice(0, 10))
      default:
        return pattern === undefined
          ? fc.string({ minLength, maxLength: Math.min(maxLength, 20) })
          : like(pattern, maxLength)
    }
  }
  return valuesOf
}

/** What is read of a string's schema. */
interface Told {
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
}

/** Fields that hold the id of a record, or several; a client is folded `into` another. */
const namesRecord = /^(id|into|.*Ids?|pickupZone|dropOffZone)$/

const moments = fc.date({
  min: new Date("2025-01-01T00:00:00Z"),
  max: new Date("2035-12-31T00:00:00Z"),
  noInvalidDate: true,
})

const likenesses = new Map<string, fc.Arbitrary<string>>()
function like(pattern: string, maxLength: number): fc.Arbitrary<string> {
  const found =
    likenesses.get(pattern) ??
    fc.stringMatching(new RegExp(pattern), { size: "xsmall" }).map((text) => text.toWellFormed())
  likenesses.set(pattern, found)
  return found.filter((text) => text.length <= maxLength)
}

/** The interval a number lies in; where the schema names none beyond what numbers can hold, a usual one. */
function between(
  schema: JsonSchema,
  least: number,
  most: number,
): { readonly min: number; readonly max: number } {
  const above = schema["exclusiveMinimum"]
  const min = Number(typeof above === "number" ? above + 1 : (schema["minimum"] ?? -Infinity))
  const max = Number(schema["maximum"] ?? Infinity)
  return {
    min: Math.abs(min) < Number.MAX_SAFE_INTEGER ? min : least,
    max: Math.abs(max) < Number.MAX_SAFE_INTEGER ? max : most,
  }
}

/** The schema itself where only its name is given, and with what stands beside it. */
function together(given: JsonSchema): JsonSchema {
  const name = given["$ref"]
  const schemas = document.components.schemas as Readonly<Record<string, JsonSchema>>
  const schema = typeof name === "string" ? schemas[name.split("/").at(-1)!]! : given // the document has no dangling name
  const { allOf, ...own } = schema
  return isList(allOf) ? Object.assign({}, own, ...allOf.map((part) => together(part as JsonSchema))) : schema
}

function isList(value: unknown): value is ReadonlyArray<unknown> {
  return Array.isArray(value)
}
