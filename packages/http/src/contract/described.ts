/** What the document says beside what the contract's types say: what things are about and mean, examples, the size of integers. */
import type { Action } from "@caleche/core"
import { withAnswerHeaders } from "./answerHeaders.ts"
import { answers, problemAnswers } from "./answers.ts"
import { examples } from "./examples.ts"
import { credentialMeaning, fields, operationMeaning, parameters } from "./meanings.ts"

/** A part of the document; only what is looked into has a type. */
type Part = Readonly<Record<string, unknown>>

const groups: Readonly<Record<string, string>> = {
  Agencies: "Partner agencies: they bring clients and may have prices of their own.",
  "Agency staff": "An agency's people: invited, and let in.",
  "Agency quotes and orders": "What an agency asks for, answers and follows.",
  Clients: "Persons and companies that carry a trip project and are billed.",
  Contacts: "People, and what they are to clients; their data exported and erased.",
  Quotes: "Offers with priced lines, from draft to acceptance.",
  Pricing: "Prices explained without anything being stored.",
  Orders: "Accepted quotes: the pipeline, its orders, their end.",
  Missions: "Single rides of orders, from assignment to completion.",
  Drivers: "Those who drive, their missions and absences.",
  Vehicles: "What is driven.",
  "Price book": "All prices of the operator as one versioned document.",
  Zones: "Areas and points prices apply to.",
  Routes: "Agreed prices from zone to zone.",
  Packages: "Agreed prices of whole trips.",
  Rates: "Prices of hire by time.",
  Tariffs: "Prices computed from distance and time.",
  Rules: "Factors and supplements by time, day and season.",
  Fees: "What is charged beside the ride.",
  "Agencies' routes": "Prices agreed with one agency.",
}

/** The whole document, described. Throws for a group or an example that the contract does not have, or has not described. */
export const described = (document: Part): Part => {
  const left = new Set(Object.keys(examples))
  const { paths, tags } = document as {
    readonly tags: ReadonlyArray<{ readonly name: string }>
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  } // as it was generated
  const { components } = document as {
    readonly components: {
      readonly schemas: Readonly<Record<string, Part>>
      readonly securitySchemes: Readonly<Record<string, Part>>
    }
  } // likewise
  const made = {
    ...document,
    servers: [
      {
        url: "/",
        description: "The server that answered with this document, in production, staging or local.",
        "x-internal": false,
      },
    ],
    tags: tags.map((tag) => {
      const description = groups[tag.name]
      if (description === undefined) throw new Error(`nothing says what the group ${tag.name} is about`)
      return { ...tag, description }
    }),
    paths: mapped(paths, (item, path) =>
      mapped(item, (operation) => {
        left.delete(operation.operationId)
        return withAnswerHeaders(explained(answered(exemplified(operation))), path, components.schemas)
      }),
    ),
  }
  const securitySchemes = mapped(components.securitySchemes, (scheme) => ({
    ...scheme,
    description: credentialMeaning,
  }))
  const schemas = mapped(components.schemas, (schema, name) => {
    const told = problemAnswers[name]
    return told === undefined ? schema : { ...schema, examples: [JSON.parse(told)] }
  })
  if (left.size > 0) throw new Error(`examples of no operation: ${[...left].join(", ")}`)
  return plain({ ...made, components: { ...components, schemas, securitySchemes } }) as Part // an object stays one
}

interface Operation {
  readonly operationId: string
  readonly summary?: string
  readonly description?: string
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> }
  readonly responses: Readonly<Record<string, Response>>
  readonly parameters?: ReadonlyArray<Parameter>
  readonly "x-permission"?: Action
}

interface Parameter {
  readonly in: string
  readonly name: string
  readonly description?: string
  readonly schema: Part
}

interface Response {
  readonly content?: Readonly<Record<string, object>>
}

function exemplified(operation: Operation): Operation {
  const shown = examples[operation.operationId]
  const { requestBody } = operation
  const json = requestBody?.content["application/json"]
  if (shown === undefined) return operation
  if (requestBody === undefined || json === undefined)
    throw new Error(`${operation.operationId} takes no body to give an example of`)
  const content = {
    ...requestBody.content,
    "application/json": { ...json, examples: mapped(shown, (value) => ({ value })) },
  }
  return { ...operation, requestBody: { ...requestBody, content } }
}

/** Who may ask, and what each parameter is. */
function explained(operation: Operation): Operation {
  const { "x-permission": action, parameters: given = [] } = operation
  const headers = given.filter((each) => each.in === "header").map(({ name }) => name)
  return {
    ...operation,
    ...(action === undefined ? {} : { description: operationMeaning(action, headers) }),
    parameters: given.map((each) => {
      const description = each.in === "header" ? undefined : parameters[each.name]
      return description === undefined ? each : { ...each, description }
    }),
  }
}

/** Its answer is shown beside it. */
function answered(operation: Operation): Operation {
  const told = answers[operation.operationId]
  if (told === undefined) return operation
  const responses = mapped(operation.responses, ({ content, ...response }, status): Response => {
    const json = content?.["application/json"]
    if (json === undefined || !status.startsWith("2"))
      return content === undefined ? response : { ...response, content }
    const examples = { answer: { value: JSON.parse(told) as unknown } }
    return { ...response, content: { ...content, "application/json": { ...json, examples } } }
  })
  return { ...operation, responses }
}

/**
 * Schemas in their plainest form: integers say their size (ids are none, and no number here passes 2^53), and what holds of
 * a value beside its type stands beside its type.
 */
function plain(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(plain)
  if (typeof part !== "object" || part === null) return part
  const { allOf, ...own } = mapped(part as Part, (value, name) =>
    name === "examples" ? value : plain(value),
  ) // an object it is
  const whole = allOf === undefined ? own : together(own, allOf as ReadonlyArray<Part>) // schemas of the document
  const inner = isSchemaOfObject(whole) ? { ...whole, properties: mapped(whole.properties, told) } : whole
  return inner["type"] === "integer" && !("format" in inner) ? { ...inner, format: "int64" } : inner
}

function isSchemaOfObject(part: Part): part is { readonly properties: Readonly<Record<string, Part>> } {
  const { properties, type } = part
  return (
    type === "object" && typeof properties === "object" && properties !== null && !("detail" in properties)
  )
}

/** A field that means the same wherever it stands says what. */
const told = (field: Part, name: string): Part =>
  "$ref" in field || "description" in field || !Object.hasOwn(fields, name)
    ? field
    : { ...field, description: fields[name] }

/** One schema that says what several do; they stay apart where two speak of the same thing. */
function together(own: Part, parts: ReadonlyArray<Part>): Part {
  const names = [own, ...parts].flatMap((part) => Object.keys(part))
  return new Set(names).size === names.length && !names.includes("$ref")
    ? Object.assign({}, own, ...parts)
    : { ...own, allOf: parts }
}

function mapped<A, B>(
  from: Readonly<Record<string, A>>,
  make: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, make(value, name)]))
}
