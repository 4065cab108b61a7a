/**
 * Valid bodies, made from the schemas of the OpenAPI document and from what each field is called. Rules a schema cannot
 * say are met by `samples`: an endpoint whose made-up body is refused as invalid needs a line there.
 */
import { document } from "../http/document.ts"
import type { JsonSchema } from "../http/jsonSchema.ts"
import type { Endpoint } from "./endpoints.ts"

/** What names and ids a body is filled with. */
export interface Filling {
  /** Stands in every free text and e-mail address. */
  readonly label: string
  /** An id of a record, by the name of the field that holds it: `driverId`. */
  readonly idFor: (field: string) => string
  /** An optional field to say as well: the names that lead to it. */
  readonly also?: ReadonlyArray<string>
}

/** A ride; what is to be attached to a ride is a fee. */
const line = ({ label, also }: Filling) => ({
  description: label,
  unitPrice: "85.00",
  vatRate: "0.10",
  ...(also?.at(-1) === "forLineId"
    ? { kind: "FEE" }
    : { kind: "TRANSPORT", trip: { pickupAt: "2031-06-01T08:00:00Z", durationMinutes: 30 } }),
})

/** A discount that is spoken of says how much it is. */
const discounts = ({ also }: Filling) => (also?.[0] === "discounts" ? { discounts: [{ share: "0.05" }] } : {})

/** A square of Paris. */
const area = {
  type: "POLYGON",
  coordinates: [
    [
      [2.3, 48.8],
      [2.4, 48.8],
      [2.4, 48.9],
      [2.3, 48.9],
      [2.3, 48.8],
    ],
  ],
}

/** The first tier is the last one as well. */
const tariff = { rules: [{ tiers: [{ upToKm: null }] }] }

const renamed = ({ label }: Filling) => ({ name: `${label} of another name` })

/** A book of its own: its rows lie in its one zone, unless it is a zone that is tried. */
const book = ({ also, idFor }: Filling) => ({
  ...tariff,
  tariffs: [tariff],
  zones: [{ id: also?.at(-1) === "zoneIds" ? "elsewhere" : idFor("zoneId"), shape: area }],
})

const reached = ({ label }: Filling) => ({
  email: `${label.toLowerCase()}@example.org`,
  phone: "+33142987654",
})

/** Fields that stand in place of, or beside, those made up. */
const samples: Readonly<Record<string, (filling: Filling) => object>> = {
  "clients.create": (filling) => ({
    ...reached(filling),
    ...(filling.also?.at(-1) === "agencyId" ? { type: "BUSINESS" } : {}),
  }),
  "clients.write": ({ label }) => ({ text: label }),
  "drivers.create": reached,
  // A client of the agency's own, unless it is the client that is tried.
  "agencyQuotes.request": ({ also, idFor }) =>
    also?.at(-1) === "clientId" ? {} : { clientId: idFor("companyId") },
  "agencyQuotes.edit": ({ label }) => ({ comment: `${label} of another kind` }),
  "agencyStaff.edit": ({ label }) => ({ name: `${label} of another name` }),
  "agencies.edit": ({ label }) => ({ name: `${label} of another name` }),
  "drivers.addAbsence": () => ({ from: "2035-01-01T00:00:00Z", until: "2035-01-02T00:00:00Z" }),
  "vehicles.edit": ({ label }) => ({ name: `${label} of another name` }),
  "drivers.edit": ({ label }) => ({ name: `${label} of another name` }),
  "quotes.create": (filling) => ({
    tripType: "OFF_GRID",
    pricingMode: "MANUAL",
    lines: [line(filling)],
    ...discounts(filling),
  }),
  "zones.create": () => ({ shape: area }),
  "zones.replace": (filling) => ({ ...renamed(filling), shape: area }),
  "zones.edit": renamed,
  "routes.replace": renamed,
  "routes.edit": renamed,
  "packages.replace": renamed,
  "rates.replace": renamed,
  "tariffs.create": () => tariff,
  "tariffs.replace": (filling) => ({ ...renamed(filling), ...tariff }),
  "tariffs.edit": renamed,
  "rules.replace": renamed,
  "fees.replace": renamed,
  "fees.edit": renamed,
  "agencyRoutes.edit": renamed,
  "priceBook.replace": book,
  "priceBook.check": book,
  "quotes.addLine": line,
  "quotes.addDiscount": () => ({ share: "0.05" }),
  "quotes.editLine": ({ label }) => ({ description: `${label} of another name` }),
  "quotes.setTrip": () => ({ tripType: "OFF_GRID", pricingMode: "MANUAL" }),
  "pricing.preview": (filling) => ({
    tripType: "OFF_GRID",
    pricingMode: "MANUAL",
    lines: [line(filling)],
    ...discounts(filling),
  }),
}

/** A body the endpoint takes; undefined for one without. */
export const bodyOf = (endpoint: Endpoint, filling: Filling): unknown => {
  if (endpoint.body === undefined) return undefined
  const made = valueOf(endpoint.body, "", filling, filling.also ?? [])
  return over(made, samples[endpoint.name]?.(filling))
}

/** `made` with what the sample says, at any depth. */
function over(made: unknown, sample: unknown): unknown {
  if (sample === undefined) return made
  if (Array.isArray(made) && Array.isArray(sample)) return sample.map((item, at) => over(made[at], item))
  if (!isObject(made) || !isObject(sample)) return sample
  const said = Object.entries(sample).map(([name, value]) => [name, over(made[name], value)])
  return { ...made, ...Object.fromEntries(said) }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function valueOf(given: JsonSchema, field: string, filling: Filling, also: ReadonlyArray<string>): unknown {
  const schema = resolved(given)
  if ("const" in schema) return schema["const"]
  if (Array.isArray(schema["enum"])) return schema["enum"][0]
  const options = schema["anyOf"] ?? schema["oneOf"] ?? schema["allOf"]
  if (Array.isArray(options)) return valueOf(options[0] as JsonSchema, field, filling, also)
  switch (schema["type"]) {
    case "object":
      return objectOf(schema, filling, also)
    case "array":
      return [valueOf((schema["items"] ?? {}) as JsonSchema, field.replace(/s$/, ""), filling, also)]
    case "string":
      return textOf(field, filling)
    case "integer":
    case "number":
      return schema["minimum"] ?? 1
    case "boolean":
      return true
    default:
      return {}
  }
}

/** Fields that say something new of any record. */
const changeable = ["notes", "internalNotes", "name", "lastName", "label"]

function objectOf(schema: JsonSchema, filling: Filling, also: ReadonlyArray<string>): object {
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, JsonSchema>>
  const required = (schema["required"] ?? []) as ReadonlyArray<string>
  const [first, ...rest] = also
  // A change of nothing would change nothing: where no field must be said, one is said all the same.
  const changed = required.length > 0 ? undefined : changeable.find((name) => name in properties)
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name) || name === first || name === changed)
      .map(([name, property]) => [name, valueOf(property, name, filling, name === first ? rest : [])]),
  )
}

/** Fields that hold the id of a record, or several; a client is folded `into` another. */
const namesRecord = /^(into|.*Ids?)$/

/** A text that fits what the field is called. */
function textOf(field: string, { label, idFor }: Filling): string {
  if (field === "id") return label
  if (namesRecord.test(field)) return idFor(field)
  if (/At$|^at$/.test(field)) return "2031-06-01T08:00:00Z"
  if (/date|day|until|^from$|^to$/i.test(field)) return "2031-06-01"
  if (/email/i.test(field)) return `${label.toLowerCase()}@example.org`
  if (/phone/i.test(field)) return "+33142987654"
  if (/country/i.test(field)) return "FR"
  if (/currency/i.test(field)) return "EUR"
  if (/rate$|percentage|share/i.test(field)) return "0.10"
  if (/price|amount|net$|^per(Hour|Block)/i.test(field)) return "85.00"
  if (/quantity|km$/i.test(field)) return "1"
  if (/vatNumber/i.test(field)) return "FR40303265045"
  if (/siren/i.test(field)) return "303265045"
  return label
}

/** The schema itself, where only its name is given. */
function resolved(schema: JsonSchema): JsonSchema {
  const name = schema["$ref"]
  const schemas = document.components.schemas as Readonly<Record<string, JsonSchema>>
  return typeof name === "string" ? schemas[name.split("/").at(-1)!]! : schema // the document has no dangling name
}

/** Where ids stand in the body of an endpoint, as paths for `also`: each once, also where several kinds of row have it. */
export const idsIn = (given: JsonSchema | undefined): ReadonlyArray<ReadonlyArray<string>> =>
  given === undefined ? [] : [...new Map(found(given).map((path) => [path.join("."), path])).values()]

function found(given: JsonSchema): ReadonlyArray<ReadonlyArray<string>> {
  const schema = resolved(given)
  const options = schema["anyOf"] ?? schema["oneOf"] ?? schema["allOf"]
  if (Array.isArray(options)) return options.flatMap((option) => found(option as JsonSchema))
  if (schema["type"] === "array") return found((schema["items"] ?? {}) as JsonSchema)
  const properties = Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, JsonSchema>>)
  return properties.flatMap(([name, property]) =>
    namesRecord.test(name) ? [[name]] : found(property).map((path) => [name, ...path]),
  )
}
