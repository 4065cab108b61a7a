/** Whom a book names at every place it can, and what is said of those who are not the operator's. */
import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { newOwners, unknownOwners } from "../../../src/pricing/bookOwners.ts"
import { emptyBook, PriceBook } from "../../../src/pricing/PriceBook.ts"
import { AgencyId, ClientId } from "../../../src/shared/Ids.ts"
import { uuid } from "../../samples.ts"
import { at, withAt } from "../whole/asJson.ts"
import { fullBook } from "./fullBook.ts"

const decode = Schema.decodeUnknownSync(PriceBook)
const client = (n: number) => ClientId.make(uuid(n))
const agency = (n: number) => AgencyId.make(uuid(n))
const [ourClient, ourAgency] = [client(51), agency(52)]
const nobody = { clients: [], agencies: [] }
const empty = emptyBook("EUR")

const when = (...agencies: ReadonlyArray<string>) => ({
  kind: "TIME_RULE",
  id: "when",
  name: "When",
  when: { agencies },
  effect: { percentage: "0.10" },
})
/** The book of everything, with conditions that name agencies as well, and with one that names none. */
const conditional = [
  ["tariffs.0.rules.1", when(ourAgency)],
  ["rules.0.scope", { agencies: [ourAgency] }],
  ["rules.1", { ...when(ourAgency), id: "other" }],
  ["rules.2", { ...when(), id: "everybody", when: { clientTypes: ["PRIVATE"] } }],
].reduce((json: unknown, [place, value]) => withAt(json, place as string, value), fullBook)

const clientPlaces = ["packages.0.clientId", "rates.0.clientId", "tariffs.0.clientId"]
const agencyPlaces = [
  "routes.0.agencyId",
  "packages.1.agencyId",
  "rates.1.agencyId",
  "tariffs.0.rules.1.when.agencies.0",
  "rules.0.scope.agencies.0",
  "rules.1.when.agencies.0",
]

describe("whom a book names", () => {
  it("is each client and agency once, however often", () => {
    expect(newOwners(decode(conditional), empty)).toEqual({ clients: [ourClient], agencies: [ourAgency] })
    expect(newOwners(empty, empty)).toEqual(nobody)
  })

  it("is asked only of those the book did not name before, wherever it did", () => {
    const book = decode(conditional)
    expect(newOwners(book, book)).toEqual(nobody)
    const before = { ...empty, rules: book.rules, rates: book.rates.slice(0, 1) }
    expect(newOwners(book, before)).toEqual(nobody)
    expect(newOwners(book, { ...before, rules: [] })).toEqual({ clients: [], agencies: [ourAgency] })
    expect(newOwners(book, { ...before, rates: [] })).toEqual({ clients: [ourClient], agencies: [] })
    expect(newOwners(empty, book)).toEqual(nobody)
  })

  it.each(clientPlaces)("is a client at %s", (place) => {
    const book = decode(withAt(conditional, place, client(61)))
    expect(newOwners(book, decode(conditional))).toEqual({ clients: [client(61)], agencies: [] })
  })

  it.each(agencyPlaces)("is an agency at %s", (place) => {
    const book = decode(withAt(conditional, place, agency(62)))
    expect(newOwners(book, decode(conditional))).toEqual({ clients: [], agencies: [agency(62)] })
  })

  it("is a client to be asked for where it is called by the id of an agency the book knows, and the other way", () => {
    const swapped = withAt(withAt(conditional, "rates.0.clientId", ourAgency), "rates.1.agencyId", ourClient)
    expect(newOwners(decode(swapped), decode(conditional))).toEqual({
      clients: [client(52)],
      agencies: [agency(51)],
    })
  })
})

describe("a place that names nobody of the operator", () => {
  const told = (json: unknown, there: Partial<typeof asked>, asked = newOwners(decode(json), empty)) =>
    unknownOwners(decode(json), asked, { ...nobody, ...there }).map(
      ({ issue, path }) => `${path.join(".")} ${issue}`,
    )

  it("is each that names them, in the order of the book", () => {
    const clients = clientPlaces.map((place) => `${place} names no client of this operator`)
    const agencies = agencyPlaces.map((place) => `${place} names no agency of this operator`)
    expect(told(conditional, { clients: [ourClient], agencies: [ourAgency] })).toEqual([])
    expect(told(conditional, { agencies: [ourAgency] })).toEqual(clients)
    expect(told(conditional, { clients: [ourClient] })).toEqual(agencies)
    expect(told(conditional, {})).toEqual([
      agencies[0],
      clients[0],
      agencies[1],
      clients[1],
      agencies[2],
      clients[2],
      ...agencies.slice(3),
    ])
  })

  it("has its position in its list, numbers as numbers", () => {
    const json = withAt(conditional, "rules.1.when.agencies.1", agency(62))
    const asked = newOwners(decode(json), decode(conditional))
    expect(unknownOwners(decode(json), asked, nobody)).toEqual([
      { path: ["rules", 1, "when", "agencies", 1], issue: "names no agency of this operator" },
    ])
    expect(at(json, "rules.1.when.agencies.1")).toBe(agency(62))
  })

  it("is none of those who were not asked for", () => {
    expect(told(conditional, {}, nobody)).toEqual([])
  })

  it("is one that names a client by the id of an agency of the operator, and the other way", () => {
    const swapped = withAt(withAt(fullBook, "rates.0.clientId", ourAgency), "rates.1.agencyId", ourClient)
    expect(told(swapped, { clients: [ourClient], agencies: [ourAgency] })).toEqual([
      "rates.0.clientId names no client of this operator",
      "rates.1.agencyId names no agency of this operator",
    ])
  })
})
