/** What holds of every price, whatever the book, the trip and who asks: properties 1 to 7, over the whole engine. */
import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { afterEach, describe, expect, it } from "vitest"
import { corrections } from "../../../src/pricing/corrections/corrections.ts"
import { makeDiscount, NewDiscount } from "../../../src/pricing/Discount.ts"
import type { PriceLine } from "../../../src/pricing/PriceLine.ts"
import { discount } from "../../../src/pricing/totals/discount.ts"
import { totalsOf } from "../../../src/pricing/totals/totalsOf.ts"
import { validateBook } from "../../../src/pricing/validateBook.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { DiscountId } from "../../../src/shared/Ids.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"
import { check, classes } from "../../properties.ts"
import { lineId, uuid } from "../../samples.ts"
import {
  agencies,
  amountsTimes,
  anyAsker,
  anyBook,
  anyTrip,
  type BookJson,
  compiled,
  decoded,
  isDstNight,
  riskyBook,
  type Row,
  tried,
} from "./books.ts"

const usualZone = process.env["TZ"]
afterEach(() => {
  if (usualZone === undefined) delete process.env["TZ"]
  else process.env["TZ"] = usualZone
})

const success = (result: ReturnType<typeof tried>) => (Result.isSuccess(result) ? result.success : undefined)
const said = (result: ReturnType<typeof tried>) =>
  JSON.stringify(
    Result.isSuccess(result)
      ? { lines: result.success.lines, warnings: result.success.warnings }
      : result.failure,
  )
const shuffled = <A>(list: ReadonlyArray<A>) => fc.shuffledSubarray([...list], { minLength: list.length })
const arithmetic = (lines: ReadonlyArray<Pick<PriceLine, "net" | "explanation">>) =>
  JSON.stringify(lines.map(({ explanation, net }) => [net, explanation?.parts]))

describe("every price", () => {
  it("1: totals are the sums of their lines, VAT is rounded once a group, and the parts of each line add up to its net", () => {
    const seen = classes([
      "several VAT rates",
      "DST night",
      "overlapping zones",
      "agency row",
      "package",
      "minimum fare",
      "grid",
      "hire",
    ])
    check(
      fc.property(anyBook, anyTrip, anyAsker, (book, trip, asker) => {
        const priced = success(tried(compiled(book), trip, asker))
        if (priced === undefined) return
        const { lines } = priced
        const totals = totalsOf(lines, "EXCL_VAT")
        const groups = Map.groupBy(lines, ({ vat }) => `${vat.category} ${vat.rate}`)
        let [net, tax] = [0n, 0n]
        for (const group of groups.values()) {
          const base = group.reduce((all, line) => all + BigInt(line.net), 0n)
          net += base
          tax += (2n * base * BigInt(group[0]!.vat.rate) + 10_000n) / 20_000n // a group has a line
        }
        expect(
          [totals.net, totals.tax, totals.gross, totals.rounding, totals.payable, totals.vat.length].map(
            String,
          ),
        ).toEqual([net, tax, net + tax, 0, net + tax, groups.size].map(String))
        for (const { explanation, net } of lines) {
          const amounts = explanation!.parts.map(({ amount }) => Exact.parse(amount)!) // computed and written
          expect(Exact.equals(Exact.sum(amounts), Exact.of(net, 100)), `${arithmetic(lines)}`).toBe(true)
          expect(explanation!.parts.at(-1)!.kind).toBe("ROUNDING") // there is always one
        }
        const kinds = lines.flatMap(({ explanation }) => explanation!.parts.map(({ kind }) => kind)) // the same
        const isOverlapped = lines[0]!.explanation!.rejected.some(({ kind }) => kind === "ZONE") // the same
        seen.note(
          groups.size > 1 && "several VAT rates",
          isDstNight(trip.pickupAt) && "DST night",
          isOverlapped && "overlapping zones",
          lines[0]!.source === "AGENCY_GRID" && "agency row", // a price has a line
          kinds.includes("PACKAGE") && "package",
          kinds.includes("MINIMUM_FARE") && "minimum fare",
          kinds.includes("ROUTE") && "grid",
          trip.tripType !== "TRANSFER" && "hire",
        )
      }),
      500,
    )
    seen.enough()
  })

  it("2: depends on nothing but trip, book and context: no list's order, no zone of the process", () => {
    const parts = ["zones", "routes", "packages", "rates", "tariffs", "rules", "fees"] as const
    const orders = anyBook.chain((book) =>
      fc.tuple(...parts.map((part) => shuffled(book[part]))).map(
        (lists) =>
          [
            book,
            { ...book, ...Object.fromEntries(parts.map((part, n) => [part, lists[n]!])) } as BookJson, // all parts
          ] as const,
      ),
    )
    const seen = classes(["DST night", "priced", "several rows"])
    const timeZone = fc.constantFrom("Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu")
    check(
      fc.property(orders, anyTrip, anyAsker, timeZone, ([book, other], trip, asker, zone) => {
        const usual = tried(compiled(book), trip, asker)
        expect(said(tried(compiled(book), trip, asker))).toBe(said(usual))
        process.env["TZ"] = zone
        expect(said(tried(compiled(other), trip, asker))).toBe(said(usual))
        seen.note(
          isDstNight(trip.pickupAt) && "DST night",
          Result.isSuccess(usual) && "priced",
          book.routes.length > 1 && book.packages.length > 1 && "several rows",
        )
      }),
      150,
    )
    seen.enough()
  })

  it("3: never falls with more kilometres, minutes or passengers, of a book without a warning", () => {
    const seen = classes(["transfer", "dispo", "excursion", "more costs more", "grid", "a warning"])
    const more = fc.record({
      km: fc.integer({ min: 0, max: 100 }),
      minutes: fc.integer({ min: 0, max: 400 }),
      passengers: fc.integer({ min: 0, max: 3 }),
    })
    check(
      fc.property(riskyBook, anyTrip, anyAsker, more, (book, trip, asker, added) => {
        if (validateBook(decoded(book)).warnings.length > 0) {
          seen.note("a warning")
          return
        }
        const ready = compiled(book)
        const larger = {
          ...trip,
          distanceKm: (Number(trip.distanceKm) + added.km).toFixed(3),
          durationMinutes: trip.durationMinutes + added.minutes,
          passengers: trip.passengers + added.passengers,
        }
        const [less, most] = [success(tried(ready, trip, asker)), success(tried(ready, larger, asker))]
        if (less === undefined || most === undefined) return
        const [before, after] = [less, most].map(({ lines }) => totalsOf(lines, "EXCL_VAT").net)
        expect(after!, `${arithmetic(most.lines)}\nafter\n${arithmetic(less.lines)}`).toBeGreaterThanOrEqual(
          before!,
        ) // two
        seen.note(
          trip.tripType === "TRANSFER" && "transfer",
          trip.tripType === "DISPO" && "dispo",
          trip.tripType === "EXCURSION" && "excursion",
          after! > before! && "more costs more",
          less.lines[0]!.source !== "TARIFF" && "grid", // a price has a line
        )
      }),
      400,
    )
    seen.enough()
  })

  it("4: an agency's route beats every row of the operator; without it the next level has its own price", () => {
    const seen = classes(["next level priced", "next level has none", "cheaper without"])
    check(
      fc.property(anyBook, anyTrip, anyAsker, (book, drawn, asker) => {
        const trip = { ...drawn, tripType: "TRANSFER" as const }
        const grid = { ...asker, mode: "FIXED_GRID" as const, fallback: "NONE" as const }
        const own = { ...grid, clientId: undefined, agencyInvoiced: agencies[0], agencyBooked: undefined }
        const of = (rows: ReadonlyArray<Row>) => rows.filter(({ agencyId }) => agencyId !== agencies[0])
        const others = { ...book, routes: of(book.routes), packages: of(book.packages) }
        const anywhere = ["paris", "ring", "cdg", "codes"]
        const route = {
          id: "of-the-agency",
          name: "of the agency",
          agencyId: agencies[0],
          from: { zoneIds: anywhere },
          to: { zoneIds: anywhere },
          vehicleCategory: null,
          unitPrice: "250.00",
        }
        const withIt = success(tried(compiled({ ...others, routes: [...others.routes, route] }), trip, own))
        if (withIt === undefined) return // an end in no zone
        const [transport] = withIt.lines
        expect([transport!.net, transport!.source, transport!.explanation!.parts[0]!.id]).toEqual([
          25_000,
          "AGENCY_GRID",
          "of-the-agency",
        ]) // it is priced
        const without = tried(compiled(others), trip, own)
        expect(said(without)).toBe(said(tried(compiled(others), trip, { ...own, agencyInvoiced: undefined })))
        const next = success(without)
        seen.note(
          next === undefined ? "next level has none" : "next level priced",
          next !== undefined && next.lines[0]!.net < 25_000 && "cheaper without", // it is priced
        )
      }),
      300,
    )
    seen.enough()
  })

  it("5: what took as long and as far as was billed is not corrected", () => {
    const seen = classes(["dispo", "excursion", "package", "overage"])
    check(
      fc.property(anyBook, anyTrip, anyAsker, fc.boolean(), (book, drawn, asker, isDispo) => {
        const trip = { ...drawn, tripType: isDispo ? ("DISPO" as const) : ("EXCURSION" as const) }
        const priced = success(tried(compiled(book), trip, { ...asker, mode: "DYNAMIC" }))
        if (priced === undefined) return
        const [transport, ...attached] = priced.lines
        const overages = attached.filter(({ kind }) => kind === "OVERAGE")
        const terms = transport!.terms! // a hire has terms
        if (overages.length === 0 && terms.overagePerKm !== undefined) return // its kilometres were not quoted
        const km = Schema.decodeUnknownSync(Quantity)(trip.distanceKm)
        const quoted = { terms, transport: transport!, overages } // a price has a line
        const taken = { seconds: terms.billedMinutes * 60, km }
        expect(corrections(quoted, taken, "EUR"), `${arithmetic(priced.lines)}`).toEqual([])
        seen.note(
          isDispo ? "dispo" : "excursion",
          terms.method === "PACKAGE" && "package",
          overages.some(({ net }) => net > 0) && "overage",
        )
      }),
      300,
    )
    seen.enough()
  })

  it("6: k times every amount of the book is k times every price, to the rounding", () => {
    const seen = classes(["grid", "tariff", "hire"])
    check(
      fc.property(anyBook, anyTrip, anyAsker, fc.constantFrom(2, 3, 10, 0.5), (book, trip, asker, k) => {
        const usual = success(tried(compiled(book), trip, asker))
        const scaled = success(tried(compiled(amountsTimes(book, k)), trip, asker))
        expect(scaled?.lines.length).toBe(usual?.lines.length)
        for (const [at, { net }] of (usual?.lines ?? []).entries())
          expect(
            Math.abs(scaled!.lines[at]!.net - k * net), // as many lines
            `${arithmetic(scaled!.lines)}\n${arithmetic(usual!.lines)}`,
          ).toBeLessThanOrEqual((k + 1) / 2)
        if (usual !== undefined)
          seen.note(
            trip.tripType !== "TRANSFER"
              ? "hire"
              : usual.lines[0]!.source === "TARIFF" // a price has a line
                ? "tariff"
                : "grid",
          )
      }),
      300,
    )
    seen.enough()
  })

  it("7: no discount takes a VAT group of it or its total below zero", () => {
    const decode = Schema.decodeUnknownSync(NewDiscount)
    const terms = fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 10_000 }).map((n) => ({ share: (n / 10_000).toFixed(4) })),
        fc.integer({ min: 1, max: 60_000 }).map((n) => ({ amount: (n / 100).toFixed(2) })),
      ),
      { minLength: 1, maxLength: 3 },
    )
    const seen = classes(["several VAT rates", "capped", "not capped"])
    check(
      fc.property(anyBook, anyTrip, anyAsker, terms, (book, trip, asker, granted) => {
        const priced = success(tried(compiled(book), trip, asker))
        if (priced === undefined) return
        const lines = priced.lines.map((line, n): PriceLine => ({ ...line, id: lineId(n) }))
        const discounts = granted.map((each, n) =>
          makeDiscount(decode({ name: "off", ...each }), DiscountId.make(uuid(3_000 + n)), "EUR"),
        )
        const off = discount(discounts, lines, "EXCL_VAT", "EUR")
        const totals = totalsOf([...lines, ...off.lines], "EXCL_VAT")
        expect(totals.net).toBeGreaterThanOrEqual(0)
        for (const { base, tax } of totals.vat) expect([base >= 0, tax >= 0]).toEqual([true, true])
        const isCapped = off.discounts.some(({ capped }) => capped === true)
        seen.note(totals.vat.length > 1 && "several VAT rates", isCapped ? "capped" : "not capped")
      }),
      300,
    )
    seen.enough()
  })
})
