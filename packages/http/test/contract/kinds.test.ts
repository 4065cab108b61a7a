/** What a host adds stands in the contract wherever ours does, and nothing else moves. */
import {
  type AnyTripKind,
  Exact,
  PhoneReadings,
  rowFields,
  type RuleKind,
  tripKinds,
  UnitPrice,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import { OpenApi } from "effect/http-api"
import { describe, expect, it } from "vitest"
import { makeApi } from "../../src/Api.ts"
import { handlers } from "../../src/handlers/handlers.ts"
import { makeCalls } from "../../src/serving/calls.ts"

const Toll = Schema.Struct({
  kind: Schema.Literal("TOLL"),
  ...rowFields,
  perTrip: UnitPrice.UnitPrice,
})
const toll = {
  kind: "TOLL",
  schema: Toll,
  compile:
    ({ perTrip }) =>
    () => ({ phase: "amount", amount: Exact.ofUnitPrice(perTrip), inputs: {} }),
  notMonotone: () => [],
} satisfies RuleKind<typeof Toll.Type>

const ours = OpenApi.fromApi(makeApi())
const theirs = OpenApi.fromApi(makeApi({ ruleKinds: { TOLL: toll } }))

/** Unions of the document that name SEASON, each by the kinds it is of. */
function unionsOf(part: unknown, found: Array<ReadonlyArray<string>> = []) {
  if (typeof part !== "object" || part === null) return found
  if ("anyOf" in part && Array.isArray(part.anyOf)) {
    const kinds = part.anyOf.map((one: { properties?: { kind?: { enum?: [string] } } }) =>
      String(one.properties?.kind?.enum?.[0]),
    )
    if (kinds.includes("SEASON")) found.push(kinds)
  }
  for (const inner of Object.values(part)) unionsOf(inner, found)
  return found
}

/** Each enumeration of the document that names OFF_GRID, and how often a trip has details. */
function tripTypesOf(part: unknown, found = { enums: new Set<string>(), named: 0, details: 0 }) {
  if (typeof part !== "object" || part === null) return found
  if ("enum" in part && Array.isArray(part.enum) && part.enum.includes("OFF_GRID")) {
    found.enums.add(part.enum.join())
    found.named++
  }
  if ("properties" in part && Object.hasOwn(part.properties as object, "details")) found.details++
  for (const inner of Object.values(part)) tripTypesOf(inner, found)
  return found
}

/** The document without the host's part of those unions. */
const without = (part: unknown): unknown => {
  if (Array.isArray(part))
    return part.filter((one) => !JSON.stringify(one).startsWith(tollBegins)).map(without)
  if (typeof part !== "object" || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, without(inner)]))
}
const tollBegins = '{"type":"object","properties":{"kind":{"type":"string","enum":["TOLL"]'

describe("a host's rule kind in the contract", () => {
  it("stands in every union of rules", () => {
    const before = unionsOf(ours)
    const after = unionsOf(theirs)
    expect(before.length).toBeGreaterThanOrEqual(8)
    expect(after).toHaveLength(before.length)
    for (const kinds of after) expect(kinds.filter((kind) => kind === "TOLL")).toHaveLength(1)
    for (const kinds of before) expect(kinds).not.toContain("TOLL")
  })

  it("moves nothing else: without it, the document is ours", () => {
    const sorted = (document: unknown) => JSON.stringify(document, inOrder)
    expect(sorted(without(theirs)) === sorted(without(ours))).toBe(true)
    expect(sorted(theirs) === sorted(ours)).toBe(false)
  })

  it("is refused under another name", () => {
    expect(() => makeApi({ ruleKinds: { PEAGE: toll } })).toThrow("TOLL is handed over under the name PEAGE")
  })
})

describe("a host's trip type in the contract", () => {
  const shuttle: AnyTripKind = {
    ...tripKinds.OFF_GRID,
    tripType: "SHUTTLE" as never, // the types do not know a host's
    details: Schema.Struct({ seats: Schema.Int.check(Schema.isLessThan(60)) }),
  }
  const withShuttle = OpenApi.fromApi(makeApi({ tripTypes: { SHUTTLE: shuttle } }))

  it("stands wherever ours do, and its details in every trip; without one no trip has any", () => {
    const before = tripTypesOf(ours)
    expect([...before.enums]).toEqual(["TRANSFER,EXCURSION,DISPO,OFF_GRID"])
    expect(before.details).toBe(0)
    const after = tripTypesOf(withShuttle)
    expect([...after.enums]).toEqual(["TRANSFER,EXCURSION,DISPO,OFF_GRID,SHUTTLE"])
    expect(after.named).toBe(before.named)
    expect(before.named).toBeGreaterThan(20)
    expect(after.details).toBeGreaterThan(6)
  })

  it("makes no second schema of a name", () => {
    const names = (document: { readonly components: { readonly schemas: object } }) =>
      Object.keys(document.components.schemas).toSorted()
    expect(names(withShuttle)).toEqual(names(ours))
    expect(names(theirs)).toEqual(names(ours))
  })

  it("is read by its own schema in a request", async () => {
    const [preview] = makeCalls(makeApi({ tripTypes: { SHUTTLE: shuttle } }), handlers).filter(
      ({ name }) => name === "preview",
    )
    const refused = (tripType: string, details: unknown) =>
      Effect.runPromise(
        Effect.flip(
          preview!
            .perform({
              params: {},
              query: {},
              headers: {},
              body: {
                tripType,
                pricingMode: "MANUAL",
                trip: { pickupAt: "2030-01-01T00:00:00Z", details },
              },
            })
            .pipe(
              Effect.provideService(PhoneReadings, PhoneReadings.of({ during: (decode) => decode })),
            ) as unknown as Effect.Effect<
            unknown,
            { readonly errors: ReadonlyArray<{ readonly path: string }> }
          >, // refused before anything is asked for
        ),
      ).then(({ errors }) => errors.map(({ path }) => path))
    expect(await refused("FERRY", { seats: 3 })).toEqual(["tripType", "trip"])
    expect(await refused("SHUTTLE", { seats: "3" })).toEqual(["trip.details.seats", "trip"])
    expect(await refused("SHUTTLE", { seats: 60 })).toEqual(["trip.details.seats", "trip"])
    expect(await refused("FERRY", {})).toEqual(["tripType", "trip.details.seats", "trip"])
  })
})

/** Kinds of a union by their text: in which order they stand says nothing. */
const inOrder = (name: string, value: unknown): unknown =>
  name === "anyOf" && Array.isArray(value)
    ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : value
