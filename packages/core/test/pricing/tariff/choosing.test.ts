import { Result } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { levelsOf } from "../../../src/pricing/Levels.ts"
import { compileTariffs } from "../../../src/pricing/tariff/compileTariffs.ts"
import { priceByTariff } from "../../../src/pricing/tariff/priceByTariff.ts"
import { AgencyId, ClientId } from "../../../src/shared/Ids.ts"
import { check, classes } from "../../properties.ts"
import { arithmetic, bookWith, net, priceOf, type Ride, situationOf, tariff } from "./demo.ts"

const client = ClientId.make("01890a5d-ac96-774b-bcce-000000000031")
const invoiced = AgencyId.make("01890a5d-ac96-774b-bcce-000000000032")
const booked = AgencyId.make("01890a5d-ac96-774b-bcce-000000000033")
const ride: Ride = { at: "2026-05-07T14:00:00+02:00", km: 38, minutes: 55 }
const asker = { clientId: client, agencyInvoiced: invoiced, agencyBooked: booked }

/** Tariffs that differ in nothing but what decides between them. */
const candidate = (id: string, more: Record<string, unknown> = {}) =>
  tariff("BERLINE", "2.00", "50.00", "45.00", { id, name: id, ...more })
const compiled = (candidates: ReadonlyArray<object>) => compileTariffs(bookWith({ tariffs: candidates }))
const chosen = (candidates: ReadonlyArray<object>, asked: Ride = { ...ride, ...asker }) => {
  const price = priceOf(asked, compiled(candidates))
  return { id: price.tariff.id, rejected: price.trace.rejected.filter(({ kind }) => kind === "TARIFF") }
}

describe("the tariff that counts", () => {
  it("is the client's, then the one of the agency invoiced, of the agency that booked, then the operator's", () => {
    const all = [
      candidate("operators"),
      candidate("booked", { agencyId: booked }),
      candidate("invoiced", { agencyId: invoiced }),
      candidate("clients", { clientId: client }),
    ]
    for (const [at, id] of ["operators", "booked", "invoiced", "clients"].entries())
      expect(chosen(all.slice(0, at + 1)).id).toBe(id)
    expect(chosen(all, ride).id).toBe("operators")
  })

  it("is for its own category before any, yet the level comes first", () => {
    expect(
      chosen([candidate("any", { vehicleCategory: null, validFrom: "2026-05-01" }), candidate("own")]).id,
    ).toBe("own")
    expect(chosen([candidate("any", { vehicleCategory: null, agencyId: booked }), candidate("own")]).id).toBe(
      "any",
    )
    expect(
      chosen([candidate("any", { vehicleCategory: null }), candidate("vans", { vehicleCategory: "VAN" })]).id,
    ).toBe("any")
  })

  it("is valid on the local day of the pickup, both ends included", () => {
    const may = candidate("may", { validFrom: "2026-05-01", validUntil: "2026-05-31" })
    const rest = candidate("rest")
    const on = (at: string) => chosen([rest, may], { ...ride, at }).id
    expect(on("2026-05-01T00:00:00+02:00")).toBe("may")
    expect(on("2026-04-30T23:59:59+02:00")).toBe("rest")
    expect(on("2026-05-31T23:59:59+02:00")).toBe("may")
    expect(on("2026-05-31T22:00:00Z")).toBe("rest")
  })

  it("is the one valid from later, then the first by id; whatever was not chosen is named with the reason", () => {
    const rivals = [
      candidate("b", { validFrom: "2026-01-01" }),
      candidate("a", { validFrom: "2026-01-01" }),
      candidate("older", { validFrom: "2025-01-01" }),
      candidate("ever"),
      candidate("asleep", { active: false, validFrom: "2026-04-01" }),
      candidate("over", { validFrom: "2026-04-01", validUntil: "2026-05-06" }),
      candidate("any", { vehicleCategory: null }),
      candidate("agencys", { agencyId: booked, validFrom: "2027-01-01" }),
    ]
    const { id, rejected } = chosen(rivals, { ...ride, agencyBooked: booked })
    expect(id).toBe("a")
    expect(rejected.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
      "agencys: OUT_OF_DATE",
      "asleep: INACTIVE",
      "over: OUT_OF_DATE",
      "b: LOWER_RANK",
      "older: LOWER_RANK",
      "ever: LOWER_RANK",
      "any: LOWER_RANK",
    ])
    expect(
      chosen([candidate("mine", { agencyId: booked }), candidate("theirs")], { ...ride, ...asker }).rejected,
    ).toEqual([{ kind: "TARIFF", id: "theirs", label: "theirs", reason: "LOWER_LEVEL" }])
  })

  it("does not depend on the order of the book", () => {
    const seen = classes(["an owner", "a date", "any category", "a tie but for the id"])
    const candidates = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
        vehicleCategory: fc.constantFrom("BERLINE", null, "VAN"),
        owner: fc.constantFrom({}, { clientId: client }, { agencyId: invoiced }, { agencyId: booked }),
        dates: fc.constantFrom(
          {},
          { validFrom: "2026-01-01" },
          { validFrom: "2026-06-01" },
          { validUntil: "2026-03-01" },
        ),
      }),
      { selector: ({ id }) => id, minLength: 2 },
    )
    const written = (
      rows: ReadonlyArray<{ id: string; vehicleCategory: string | null; owner: object; dates: object }>,
    ) =>
      rows.map(({ dates, id, owner, vehicleCategory }) =>
        candidate(id, { vehicleCategory, ...owner, ...dates }),
      )
    check(
      fc.property(
        candidates.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        ([rows, shuffled]) => {
          const situation = situationOf({ ...ride, ...asker })
          const of = (list: typeof rows) => {
            const price = priceByTariff(compiled(written(list)), situation, levelsOf(situation.context))
            return Result.isSuccess(price)
              ? { id: price.success.tariff.id, rejected: price.success.trace.rejected }
              : price.failure
          }
          seen.note(
            rows.some(({ owner }) => "clientId" in owner || "agencyId" in owner) && "an owner",
            rows.some(({ dates }) => "validFrom" in dates || "validUntil" in dates) && "a date",
            rows.some(({ vehicleCategory }) => vehicleCategory === null) && "any category",
            new Set(rows.map(({ id: _, ...rest }) => JSON.stringify(rest))).size < rows.length &&
              "a tie but for the id",
          )
          expect(of(shuffled)).toEqual(of(rows))
        },
      ),
      150,
    )
    seen.enough()
  })
})

describe("no tariff price", () => {
  const failure = (candidates: ReadonlyArray<object>, asked: Ride = ride) => {
    const situation = situationOf(asked)
    return Result.getOrThrow(
      Result.flip(priceByTariff(compiled(candidates), situation, levelsOf(situation.context))),
    )
  }

  it("without a tariff for the category, or with one that gives neither base nor minimum", () => {
    expect(failure([candidate("vans", { vehicleCategory: "VAN" })])).toEqual({ reason: "NO_TARIFF" })
    expect(failure([candidate("any")], { ...ride, category: undefined })).toEqual({ reason: "NO_TARIFF" })
    const night = { kind: "TIME_RULE", id: "n", name: "n", when: {}, effect: { amount: "5.00" } }
    expect(failure([candidate("only-more", { rules: [night] })])).toEqual({ reason: "NO_TARIFF" })
  })

  it("but the minimum where a tariff has nothing else, whatever multiplies nothing", () => {
    const minimum = { kind: "MINIMUM_FARE", id: "m", name: "m", amount: "80.00" }
    const twice = { kind: "TIME_RULE", id: "n", name: "n", when: {}, effect: { factor: "2" } }
    const price = priceOf(ride, compiled([candidate("least", { rules: [minimum, twice] })]))
    expect(net(price), `${arithmetic(price)}`).toBe("80.00")
  })

  it("without what its rules need: kilometres, minutes and cost are never taken for nothing", () => {
    expect(failure([candidate("usual")], { at: ride.at, km: 38 })).toEqual({
      reason: "MISSING",
      fields: ["durationMinutes"],
    })
    expect(failure([candidate("usual")], { at: ride.at })).toEqual({
      reason: "MISSING",
      fields: ["distanceKm", "durationMinutes"],
    })
    const overCost = { kind: "MARK_UP", id: "m", name: "m", over: { markUp: "0.20" } }
    expect(failure([candidate("cost", { rules: [overCost] })])).toEqual({
      reason: "MISSING",
      fields: ["cost"],
    })
  })
})
