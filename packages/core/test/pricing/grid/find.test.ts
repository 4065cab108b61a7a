import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { End, Route, TransferPackage } from "../../../src/pricing/book/Route.ts"
import type { ZoneStrategy } from "../../../src/pricing/book/Zone.ts"
import { compileZones } from "../../../src/pricing/zones/compileZones.ts"
import { kmBetween, spherePoint } from "../../../src/pricing/zones/Sphere.ts"
import type { Place } from "../../../src/shared/Place.ts"
import { check, classes } from "../../properties.ts"
import { strategies, zoneOf } from "../zones/demoZones.ts"
import { ask, type Asked, hotel, lumiere, otherAgency, otherClient, packageOf, routeOf } from "./demoGrid.ts"

/** Five circles in a row, each overlapping the next, and one that is not active. */
const zones = ["A", "B", "C", "D", "E", "OFF"].map((id, n) =>
  zoneOf({
    id,
    name: id,
    active: id !== "OFF",
    priority: n % 2,
    factor: n % 2 === 0 ? "1.10" : "1.00",
    shape: { type: "RADIUS", centre: [2 + 0.1 * (n % 5), 48.8], radiusKm: 5 + (n % 2) },
  }),
)
const spots = [0, 0.05, 0.1, 0.2, 0.25, 0.3, 0.9].map((east) => [2 + east, 48.8] as const)

const anyEnd = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ zoneIds: fc.subarray(["A", "B", "C", "D", "E", "OFF"], { minLength: 1 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      address: fc.record({
        label: fc.constant("address"),
        position: fc.constantFrom(...spots),
        toleranceMetres: fc.constantFrom(150, 4_000),
      }),
    }),
  },
)
const anyRow = fc.record(
  {
    id: fc.integer({ min: 0, max: 9_999 }).map((n) => `r${n}`),
    name: fc.constant("row"),
    from: anyEnd,
    to: anyEnd,
    vehicleCategory: fc.constantFrom("BERLINE", "BERLINE", "VAN", null),
    unitPrice: fc.integer({ min: 1, max: 999 }).map((n) => `${n}.00`),
    oneWay: fc.boolean(),
    active: fc.constantFrom(true, true, true, true, false),
    validFrom: fc.constantFrom("2026-01-01", "2026-03-01", "2026-05-07", "2026-06-01"),
    validUntil: fc.constantFrom("2026-05-07", "2026-12-31", "2026-12-31"),
  },
  { requiredKeys: ["id", "name", "from", "to", "vehicleCategory", "unitPrice"] },
)
const unique = <A extends { readonly id: string }>(row: fc.Arbitrary<A>, maxLength: number) =>
  fc.uniqueArray(row, { selector: ({ id }) => id, maxLength, size: "max" })
const owned = (owner: object) => anyRow.map((row) => ({ ...row, ...owner }))

const routes = unique(
  fc.oneof(anyRow, owned({ agencyId: lumiere }), owned({ agencyId: otherAgency })),
  60,
).map((written) => written.map(routeOf))
const packages = unique(
  fc.oneof(
    anyRow,
    owned({ agencyId: lumiere }),
    owned({ clientId: hotel }),
    owned({ clientId: otherClient, agencyId: lumiere }),
  ),
  40,
).map((written) => written.map((row) => packageOf({ ...row, tripType: "TRANSFER" })))

const place = fc
  .constantFrom(...spots)
  .map(([longitude, latitude]): Place => ({ label: "there", longitude, latitude }))
const asked: fc.Arbitrary<Asked> = fc.record({
  from: place,
  to: place,
  category: fc.constantFrom("BERLINE", "BERLINE", "VAN", "MINIBUS"),
  on: fc.constantFrom("2026-02-01", "2026-05-07", "2026-05-08"),
  context: fc.constantFrom(
    {},
    { agencyInvoiced: lumiere },
    { agencyInvoiced: lumiere, agencyBooked: lumiere },
    { agencyInvoiced: otherAgency, agencyBooked: lumiere },
    { clientId: hotel, agencyInvoiced: lumiere },
    { clientId: hotel },
    { clientId: hotel, agencyBooked: otherAgency },
  ),
})
const book = fc.record({ currency: fc.constant("EUR"), routes, packages })

type Row = Route | TransferPackage
interface Told {
  readonly id: string
  readonly kind: string
  readonly reason: string
}

/** Read off "Which price wins" word by word: every row in turn, no index. */
const literally = (
  {
    packages,
    routes,
  }: { readonly packages: ReadonlyArray<TransferPackage>; readonly routes: ReadonlyArray<Route> },
  { category, context, from, on, to }: Asked,
  strategy: ZoneStrategy,
): {
  readonly first: (Told & { readonly reversed: boolean }) | undefined
  readonly rejected: ReadonlyArray<Told>
} => {
  const compiled = compileZones(zones, strategy)
  const isAt = (end: End, there: Place): boolean => {
    if ("zoneIds" in end) return end.zoneIds.some((id) => id === compiled.locate(there).zone?.zone.id)
    const [longitude, latitude] = end.address.position
    const km = kmBetween(spherePoint(longitude, latitude), spherePoint(there.longitude!, there.latitude!)) // both are given
    return km <= end.address.toleranceMetres / 1_000
  }
  const client = (row: Row) => ("clientId" in row ? row.clientId : undefined)
  const ofAgency = (agency: string | undefined) => (row: Row) =>
    agency !== undefined && client(row) === undefined && row.agencyId === agency
  const own = (row: Row) => client(row) === undefined && row.agencyId === undefined
  const all = [
    ...packages.map((row) => ({ kind: "PACKAGE", row })),
    ...routes.map((row) => ({ kind: "ROUTE", row })),
  ]
  const agencies = [context?.agencyInvoiced, context?.agencyBooked]
  const levels: ReadonlyArray<(kind: string, row: Row) => boolean> = [
    (kind, row) => kind === "PACKAGE" && context?.clientId !== undefined && client(row) === context.clientId,
    (_, row) => ofAgency(agencies[0])(row),
    (_, row) => agencies[1] !== agencies[0] && ofAgency(agencies[1])(row),
    (kind, row) => kind === "PACKAGE" && own(row),
    (kind, row) => kind === "ROUTE" && own(row),
  ]
  let first: (Told & { readonly reversed: boolean }) | undefined
  const rejected: Array<Told> = []
  for (const level of levels) {
    const candidates = all
      .filter(({ kind, row }) => level(kind, row))
      .flatMap(({ kind, row }) => {
        const straight = isAt(row.from, from) && isAt(row.to, to)
        if (!straight && !(isAt(row.from, to) && isAt(row.to, from))) return []
        const absent =
          row.active === false
            ? "INACTIVE"
            : (row.validFrom ?? "") > on! || (row.validUntil ?? "9999") < on! // every trip here has a day
              ? "OUT_OF_DATE"
              : undefined
        const other =
          row.vehicleCategory === null || row.vehicleCategory === category ? undefined : "OTHER_CATEGORY"
        const against = !straight && row.oneWay === true ? "OTHER_DIRECTION" : undefined
        const reasons = [absent, other, against].filter((reason) => reason !== undefined)
        return reasons.length > 1 ? [] : [{ kind, row, reversed: !straight, reason: reasons[0] }]
      })
      .toSorted((a, b) => {
        const keys = ({ kind, reversed, row }: (typeof candidates)[number]) => [
          ("address" in row.from ? 0 : 1) + ("address" in row.to ? 0 : 1),
          row.vehicleCategory === category ? 0 : row.vehicleCategory === null ? 1 : 2,
          row.oneWay === true ? 0 : reversed ? 2 : 1,
          -Number((row.validFrom ?? "0").replaceAll("-", "")),
          row.id,
          kind,
        ]
        const [left, right] = [keys(a), keys(b)]
        const at = left.findIndex((key, n) => key !== right[n])
        return left[at]! < right[at]! ? -1 : 1 // no two rows have one id and kind
      })
    const isLower = first !== undefined
    for (const { kind, reason, reversed, row } of candidates)
      if (reason === undefined && first === undefined) first = { id: row.id, kind, reversed, reason: "" }
      else rejected.push({ id: row.id, kind, reason: reason ?? (isLower ? "LOWER_LEVEL" : "LOWER_RANK") })
  }
  return { first, rejected }
}

describe("the agreed price of any trip", () => {
  it("is the one a reading of all rows in turn gives, with every row that gave way, in any order of the rows", () => {
    const seen = classes([
      "no row fits",
      "agency row",
      "client package",
      "operator package",
      "operator route",
      "two-way row reversed",
      "one-way row",
      "an address end",
      "overlapping zones",
      "several rows of one level",
      "lower levels told",
      "another category told",
      "an absent row told",
      "another direction told",
    ])
    check(
      fc.property(
        book.chain((drawn) =>
          fc.tuple(
            fc.constant(drawn),
            fc.shuffledSubarray([...drawn.routes], { minLength: drawn.routes.length }),
            fc.shuffledSubarray([...drawn.packages], { minLength: drawn.packages.length }),
          ),
        ),
        asked,
        fc.constantFrom(...strategies),
        ([drawn, routes, packages], trip, strategy) => {
          const compiled = compileZones(zones, strategy)
          const answer = ask(drawn, trip, compiled)
          const { first, rejected } = literally(drawn, trip, strategy)
          const { match } = answer
          const told = new Set(answer.rejected.map(({ reason }) => reason))
          seen.note(
            match === undefined && "no row fits",
            match?.level.source === "AGENCY_GRID" && "agency row",
            match?.level.source === "CLIENT_PACKAGE" && "client package",
            match?.level.source === "GRID" && match.kind === "PACKAGE" && "operator package",
            match?.level.source === "GRID" && match.kind === "ROUTE" && "operator route",
            match?.reversed === true && "two-way row reversed",
            match?.row.oneWay === true && "one-way row",
            match !== undefined &&
              ("address" in match.row.from || "address" in match.row.to) &&
              "an address end",
            compiled.locate(trip.from).others.length > 0 && "overlapping zones",
            told.has("LOWER_RANK") && "several rows of one level",
            told.has("LOWER_LEVEL") && "lower levels told",
            told.has("OTHER_CATEGORY") && "another category told",
            (told.has("INACTIVE") || told.has("OUT_OF_DATE")) && "an absent row told",
            told.has("OTHER_DIRECTION") && "another direction told",
          )
          expect(
            match && { id: match.row.id, kind: match.kind, reversed: match.reversed, reason: "" },
          ).toEqual(first)
          expect(answer.rejected.map(({ id, kind, reason }) => ({ id, kind, reason }))).toEqual(rejected)
          expect(ask({ ...drawn, routes, packages }, trip, compiled)).toEqual(answer)
        },
      ),
      600,
    )
    seen.enough()
  })

  it("is an agency's where it has a row, whatever the operator's rows say; without it, exactly the next level's", () => {
    const seen = classes(["agency row", "an operator row beneath", "nothing beneath"])
    check(
      fc.property(book, asked, (drawn, trip) => {
        const withoutClient = { ...trip, context: { agencyInvoiced: lumiere } }
        const compiled = compileZones(zones, "SPECIFICITY")
        const { match } = ask(drawn, withoutClient, compiled)
        const isAgencys = match?.level.source === "AGENCY_GRID"
        const own = ask(drawn, { ...trip, context: {} }, compiled).match
        seen.note(
          isAgencys && "agency row",
          isAgencys && own !== undefined && "an operator row beneath",
          isAgencys && own === undefined && "nothing beneath",
        )
        // Every row of the agency that wins is taken away in turn, until its level has no match.
        let left = drawn
        for (let next = match; next !== undefined && next.level.source === "AGENCY_GRID";) {
          const gone = next.row
          left = {
            ...left,
            routes: left.routes.filter((row) => row !== gone),
            packages: left.packages.filter((row) => row !== gone),
          }
          next = ask(left, withoutClient, compiled).match
        }
        const after = ask(left, withoutClient, compiled).match
        expect(after?.row).toBe(own?.row)
        expect(after?.price).toEqual(own?.price)
        if (!isAgencys) expect(match?.row).toBe(own?.row)
      }),
      500,
    )
    seen.enough()
  })
})
