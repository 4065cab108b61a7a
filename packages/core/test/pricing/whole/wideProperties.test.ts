/** Properties 1 to 7 once more, over books of everything there is at once. */
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
import { times } from "../../../src/shared/UnitPrice.ts"
import { check, classes } from "../../properties.ts"
import { lineId, uuid } from "../../samples.ts"
import { agencies, anyAsker, compiled, decoded, isDstNight, type Row, tried } from "./books.ts"
import { calmBook, reordered, scaledBy, wideBook, wideTrip } from "./wideBooks.ts"

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
const arithmetic = (lines: ReadonlyArray<Pick<PriceLine, "net" | "explanation">>) =>
  JSON.stringify(lines.map(({ explanation, net }) => [net, explanation?.parts]))
const partsOf = (lines: ReadonlyArray<PriceLine | Omit<PriceLine, "id">>) =>
  lines.flatMap(({ explanation }) => explanation?.parts ?? [])

describe("every price of a wide book", () => {
  it("1: adds up: parts to nets, quantity and unit price to nets, nets to totals, VAT by group", () => {
    const seen = classes([
      "several VAT rates",
      "DST night",
      "overlapping zones",
      "agency row",
      "client row",
      "package",
      "minimum fare",
      "grid",
      "hire",
      "across a border",
      "a part of a time",
      "an hour's fraction",
    ])
    check(
      fc.property(wideBook, wideTrip, anyAsker, (book, trip, asker) => {
        const priced = success(tried(compiled(book), trip, asker))
        if (priced === undefined) return
        const { lines } = priced
        const { gross, net, payable, rounding, tax, vat } = totalsOf(lines, "EXCL_VAT")
        expect([net, gross, payable, rounding]).toEqual([
          lines.reduce((all, line) => all + line.net, 0),
          net + tax,
          gross,
          0,
        ])
        expect(tax).toBe(vat.reduce((all, group) => all + group.tax, 0))
        for (const { base, category, rate, tax } of vat) {
          const own = lines.filter((line) => line.vat.category === category && line.vat.rate === rate)
          expect(base).toBe(own.reduce((all, line) => all + line.net, 0))
          expect(tax).toBe(Exact.round(Exact.of(base * rate, 10_000), 0))
        }
        for (const line of lines) {
          const { parts } = line.explanation! // computed and written
          const sum = Exact.sum(parts.map(({ amount }) => Exact.parse(amount)!)) // the same
          expect(Exact.equals(sum, Exact.of(line.net, 100)), `${arithmetic(lines)}`).toBe(true)
          expect(parts.map(({ kind }) => kind === "ROUNDING").lastIndexOf(false)).toBe(parts.length - 2)
          expect(times(line.quantity, line.unitPrice, "EUR")).toBe(line.net)
          expect(line.net, `${arithmetic(lines)}`).toBeGreaterThanOrEqual(0)
        }
        const kinds = partsOf(lines).map(({ kind }) => kind)
        const [{ explanation, source }] = lines as [PriceLine] // a price has a line
        seen.note(
          vat.length > 1 && "several VAT rates",
          isDstNight(trip.pickupAt) && "DST night",
          explanation!.rejected.some(({ kind }) => kind === "ZONE") && "overlapping zones",
          source === "AGENCY_GRID" && "agency row",
          source === "CLIENT_PACKAGE" && "client row",
          kinds.includes("PACKAGE") && "package",
          kinds.includes("MINIMUM_FARE") && "minimum fare",
          kinds.includes("ROUTE") && "grid",
          trip.tripType !== "TRANSFER" && "hire",
          lines.some(({ kind }) => kind === "SHARE") && "across a border",
          partsOf(lines).some(({ inputs }) => "minutesWithin" in inputs) && "a part of a time",
          partsOf(lines).some(({ amount }) => amount.includes("/")) && "an hour's fraction",
        )
      }),
      700,
    )
    seen.enough()
  })

  it("2: depends on no list's order, however deep, and on no zone of the process", () => {
    const seen = classes(["DST night", "priced", "another order", "hire"])
    const zone = fc.constantFrom("Pacific/Kiritimati", "America/St_Johns", "Asia/Kathmandu")
    check(
      fc.property(wideBook, fc.nat(), wideTrip, anyAsker, zone, (book, seed, trip, asker, zone) => {
        const usual = tried(compiled(book), trip, asker)
        const other = reordered(book, seed)
        process.env["TZ"] = zone
        expect(said(tried(compiled(other), trip, asker))).toBe(said(usual))
        seen.note(
          isDstNight(trip.pickupAt) && "DST night",
          Result.isSuccess(usual) && "priced",
          JSON.stringify(other) !== JSON.stringify(book) && "another order",
          trip.tripType !== "TRANSFER" && "hire",
        )
      }),
      300,
    )
    seen.enough()
  })

  it("3: never falls with more kilometres, minutes or passengers, where the book has no warning", () => {
    const seen = classes([
      "transfer",
      "dispo",
      "excursion",
      "more costs more",
      "agreed",
      "a warning",
      "whole kilometres",
      "whole-trip tiers",
      "a sum",
    ])
    const more = fc.record({
      km: fc.integer({ min: 0, max: 100_000 }),
      minutes: fc.integer({ min: 0, max: 400 }),
      passengers: fc.integer({ min: 0, max: 3 }),
    })
    check(
      fc.property(calmBook, wideTrip, anyAsker, more, (book, trip, asker, added) => {
        if (validateBook(decoded(book)).warnings.length > 0) {
          seen.note("a warning")
          return
        }
        const ready = compiled(book)
        const larger = {
          ...trip,
          distanceKm: (Number(trip.distanceKm) + added.km / 1_000).toFixed(3),
          durationMinutes: trip.durationMinutes + added.minutes,
          passengers: trip.passengers + added.passengers,
        }
        const [less, most] = [success(tried(ready, trip, asker)), success(tried(ready, larger, asker))]
        if (less === undefined || most === undefined) return
        const [before, after] = [less, most].map(({ lines }) => totalsOf(lines, "EXCL_VAT").net)
        expect(after!, `${arithmetic(most.lines)}\nafter\n${arithmetic(less.lines)}`).toBeGreaterThanOrEqual(
          before!,
        ) // two
        const written = JSON.stringify(book)
        seen.note(
          trip.tripType === "TRANSFER" && "transfer",
          trip.tripType === "DISPO" && "dispo",
          trip.tripType === "EXCURSION" && "excursion",
          after! > before! && "more costs more",
          less.lines[0]!.source !== "TARIFF" && "agreed", // a price has a line
          trip.tripType !== "TRANSFER" && written.includes('"wholeKm":true') && "whole kilometres",
          written.includes("WHOLE_TRIP") && "whole-trip tiers",
          written.includes('"SUM"') && "a sum",
        )
      }),
      1_000,
    )
    seen.enough()
  })

  it("4: under FIXED_GRID an agency's route active at the pickup beats every operator row; without it the next level's price", () => {
    const seen = classes([
      "invoiced",
      "booked",
      "active",
      "out of date",
      "next level priced",
      "next level has none",
    ])
    const validity = fc.constantFrom<Row>(
      {},
      { validFrom: "2026-03-28", validUntil: "2026-03-29" },
      { validFrom: "2026-05-08" },
      { validUntil: "2026-10-24" },
      { active: false },
    )
    check(
      fc.property(
        wideBook,
        wideTrip,
        anyAsker,
        validity,
        fc.boolean(),
        (book, drawn, asker, valid, isBooked) => {
          const { foreignKm: _, ...near } = drawn
          const trip = { ...near, tripType: "TRANSFER" as const }
          const own = {
            ...asker,
            mode: "FIXED_GRID" as const,
            fallback: "NONE" as const,
            clientId: undefined,
            agencyInvoiced: isBooked ? undefined : agencies[0],
            agencyBooked: isBooked ? agencies[0] : undefined,
          }
          const of = (rows: ReadonlyArray<Row>) => rows.filter(({ agencyId }) => agencyId !== agencies[0])
          // A rule for the agency's trips would tell the two askers apart.
          const rules = book.rules.filter((rule) => !JSON.stringify(rule).includes(agencies[0]))
          const others = { ...book, rules, routes: of(book.routes), packages: of(book.packages) }
          const anywhere = { zoneIds: ["paris", "ring", "cdg", "codes"] }
          const route = {
            id: "of-the-agency",
            name: "of the agency",
            agencyId: agencies[0],
            from: anywhere,
            to: anywhere,
            vehicleCategory: null,
            unitPrice: "250.00",
          }
          const withIt = tried(
            compiled({ ...others, routes: [...others.routes, { ...route, ...valid }] }),
            trip,
            own,
          )
          const without = tried(compiled(others), trip, own)
          const nobody = { ...own, agencyInvoiced: undefined, agencyBooked: undefined }
          expect(said(without)).toBe(said(tried(compiled(others), trip, nobody)))
          const { validFrom = "", validUntil = "9999" } = valid as { validFrom?: string; validUntil?: string } // drawn above
          const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(
            new Date(trip.pickupAt),
          )
          const isActive = valid["active"] !== false && day >= validFrom && day <= validUntil
          const found = success(withIt)
          const isWithin = Result.isSuccess(tried(compiled({ ...others, routes: [route] }), trip, own))
          if (!isWithin) return // an end in no zone
          const nets = ({ lines }: { readonly lines: ReadonlyArray<Pick<PriceLine, "net">> }) => lines[0]!.net // a price has a line
          if (isActive)
            expect([found?.lines[0]?.source, found && nets(found)]).toEqual(["AGENCY_GRID", 25_000])
          else expect(found && nets(found)).toEqual(success(without) && nets(success(without)!))
          seen.note(
            isBooked ? "booked" : "invoiced",
            isActive ? "active" : "out of date",
            Result.isSuccess(without) ? "next level priced" : "next level has none",
          )
        },
      ),
      300,
    )
    seen.enough()
  })

  it("5: what took as long and as far as was billed is not corrected; what took more is, and entered again is the same", () => {
    const seen = classes(["dispo", "excursion", "HOURLY", "BUCKETS", "PACKAGE", "overage", "corrected"])
    check(
      fc.property(
        wideBook,
        wideTrip,
        anyAsker,
        fc.nat(600),
        fc.boolean(),
        (book, drawn, asker, more, isDispo) => {
          const { foreignKm: _, ...near } = drawn
          const trip = { ...near, tripType: isDispo ? ("DISPO" as const) : ("EXCURSION" as const) }
          const priced = success(tried(compiled(book), trip, asker))
          if (priced === undefined) return
          const [transport, ...attached] = priced.lines
          const overages = attached.filter(({ kind }) => kind === "OVERAGE")
          const terms = transport!.terms! // a hire has terms
          const km = Schema.decodeUnknownSync(Quantity)(trip.distanceKm)
          const quoted = { terms, transport: transport!, overages } // a price has a line
          const took = (minutes: number) => corrections(quoted, { seconds: minutes * 60, km }, "EUR")
          if (overages.length > 0 || terms.overagePerKm === undefined)
            expect(took(terms.billedMinutes), `${arithmetic(priced.lines)}`).toEqual([])
          const longer = took(terms.billedMinutes + more)
          expect(took(terms.billedMinutes + more)).toEqual(longer)
          const ofTime = longer.filter(({ code }) => code === "TIME").reduce((all, { net }) => all + net, 0)
          const { graceMinutes, incrementMinutes, perHour } = terms
          const started = more > graceMinutes ? Math.ceil(more / incrementMinutes) * incrementMinutes : 0
          const price = (minutes: number) =>
            Exact.toMoney(Exact.multiply(Exact.parse(perHour)!, Exact.of(minutes, 60)), "EUR") // as its schema asks
          expect(ofTime).toBe(
            terms.method === "HOURLY"
              ? price(terms.billedMinutes + started) - price(terms.billedMinutes)
              : price(started),
          )
          seen.note(
            isDispo ? "dispo" : "excursion",
            terms.method,
            overages.some(({ net }) => net > 0) && "overage",
            longer.length > 0 && "corrected",
          )
        },
      ),
      500,
    )
    seen.enough()
  })

  it("6: k times every amount of the book is k times every price, to the rounding", () => {
    const seen = classes(["grid", "tariff", "hire", "across a border"])
    check(
      fc.property(wideBook, wideTrip, anyAsker, fc.constantFrom(2, 3, 10, 0.5), (book, trip, asker, k) => {
        const usual = success(tried(compiled(book), trip, asker))
        const scaled = success(tried(compiled(scaledBy(book, k)), trip, asker))
        expect(scaled === undefined).toBe(usual === undefined)
        if (usual === undefined || scaled === undefined) return
        const isHire = trip.tripType !== "TRANSFER"
        const isShared = usual.lines.some(({ kind }) => kind === "SHARE")
        const chosen = ({ lines }: typeof usual) => lines[0]!.explanation!.parts[0]!.id // a price has a line
        // Of two hires that cost the same to the cent another may be the cheaper at another scale.
        if (isHire && chosen(usual) !== chosen(scaled)) return
        // A price cut at a border is rounded, then each of its parts is: half a unit twice.
        const each = isShared ? k + 1 : (k + 1) / 2
        for (const [at, { net }] of usual.lines.entries())
          expect(
            Math.abs(scaled.lines[at]!.net - k * net), // as many lines
            `${arithmetic(scaled.lines)}\n${arithmetic(usual.lines)}`,
          ).toBeLessThanOrEqual(each)
        seen.note(
          isHire ? "hire" : usual.lines[0]!.source === "TARIFF" ? "tariff" : "grid", // a price has a line
          isShared && "across a border",
        )
      }),
      400,
    )
    seen.enough()
  })

  it("7: no discount takes a VAT group or the total below zero, unless it is allowed to", () => {
    const decode = Schema.decodeUnknownSync(NewDiscount)
    const terms = fc.array(
      fc.record({
        of: fc.oneof(
          fc.integer({ min: 1, max: 10_000 }).map((n) => ({ share: (n / 10_000).toFixed(4) })),
          fc.integer({ min: 1, max: 80_000 }).map((n) => ({ amount: (n / 100).toFixed(2) })),
        ),
        isForLine: fc.boolean(),
        allowNegative: fc.constantFrom(false, false, false, true),
      }),
      { minLength: 1, maxLength: 4 },
    )
    const seen = classes([
      "several VAT rates",
      "capped",
      "not capped",
      "allowed",
      "for one line",
      "incl. VAT",
    ])
    check(
      fc.property(wideBook, wideTrip, anyAsker, terms, fc.boolean(), (book, trip, asker, granted, isIncl) => {
        const priced = success(tried(compiled(book), trip, asker))
        if (priced === undefined) return
        const basis = isIncl ? "INCL_VAT" : "EXCL_VAT"
        const lines = priced.lines.map((line, n): PriceLine => ({
          ...line,
          id: lineId(n),
          ...(n === 0 ? {} : { forLineId: lineId(0) }),
          ...(isIncl ? { gross: line.net } : {}),
        }))
        const discounts = granted.map(({ allowNegative, isForLine, of }, n) =>
          makeDiscount(
            decode({ name: "off", ...of, allowNegative, ...(isForLine ? { forLineId: lineId(0) } : {}) }),
            DiscountId.make(uuid(3_000 + n)),
            "EUR",
          ),
        )
        const off = discount(discounts, lines, basis, "EUR")
        const totals = totalsOf([...lines, ...off.lines], basis)
        const isAllowed = discounts.some(({ allowNegative }) => allowNegative === true)
        if (!isAllowed) {
          expect(totals.payable, `${arithmetic(off.lines)}`).toBeGreaterThanOrEqual(0)
          for (const { base, tax } of totals.vat) expect([base >= 0, tax >= 0]).toEqual([true, true])
        }
        const isCapped = off.discounts.some(({ capped }) => capped === true)
        seen.note(
          totals.vat.length > 1 && "several VAT rates",
          isCapped ? "capped" : "not capped",
          isAllowed && "allowed",
          discounts.some(({ forLineId }) => forLineId !== undefined) && "for one line",
          isIncl && "incl. VAT",
        )
      }),
      400,
    )
    seen.enough()
  })
})
