/** What a host adds stands in the contract wherever ours does, and nothing else moves. */
import { Exact, rowFields, type RuleKind, UnitPrice } from "@caleche/core"
import { Schema } from "effect"
import { OpenApi } from "effect/http-api"
import { describe, expect, it } from "vitest"
import { makeApi } from "../../src/Api.ts"

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

/** Kinds of a union by their text: in which order they stand says nothing. */
const inOrder = (name: string, value: unknown): unknown =>
  name === "anyOf" && Array.isArray(value)
    ? value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    : value
