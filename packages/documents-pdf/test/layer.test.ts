import {
  Documents,
  Instant,
  LocalDate,
  Money,
  Quantity,
  type QuoteDocument,
  totalsOf,
  UnitPrice,
  VatRate,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { layer } from "../src/index.ts"
import { pagesOf } from "./textOf.ts"

const { quote } = Effect.runSync(Effect.provide(Documents, layer))
const pages = async (document: QuoteDocument) => pagesOf(await Effect.runPromise(quote(document)))

const at = Schema.decodeUnknownSync(Instant)
const ride = {
  kind: "TRANSPORT",
  description: "Transfert à l’aéroport, accueil de Zoë Łęcka",
  quantity: Quantity.Quantity.make(1_000),
  unit: "trip",
  unitPrice: UnitPrice.UnitPrice.make(12_345_600),
  vat: { rate: VatRate.VatRate.make(1_000), category: "S" },
  net: Money.make(123_456),
  trip: {
    pickupAt: at("2026-12-01T05:30:00Z"),
    estimatedEndAt: at("2026-12-01T06:30:00Z"),
    passengers: 2,
    pickup: "CDG Terminal 2E",
    dropOff: "10 rue de Rivoli, Paris",
  },
} as const satisfies QuoteDocument["lines"][number]
const fee = {
  kind: "FEE",
  description: "Péage",
  quantity: Quantity.Quantity.make(2_500),
  unit: "km",
  unitPrice: UnitPrice.UnitPrice.make(13_750),
  vat: { rate: VatRate.VatRate.make(2_000), category: "S" },
  net: Money.make(344),
} as const satisfies QuoteDocument["lines"][number]

const document = (lines: QuoteDocument["lines"], more: Partial<QuoteDocument> = {}): QuoteDocument => ({
  operator: { name: "Démo VTC", email: "contact@demo.example", country: "FR", timeZone: "Europe/Paris" },
  client: {
    name: "Lumière SA",
    vatNumber: "FR40303265045",
    address: { street: "5 avenue Foch", city: "Paris" },
  },
  number: "DEV-2026-00001",
  status: "DRAFT",
  issuedOn: LocalDate.make("2026-11-22"),
  validUntil: LocalDate.make("2026-12-22"),
  currency: "EUR",
  priceBasis: "EXCL_VAT",
  lines,
  totals: totalsOf(
    lines.map((line) => ({ ...line, vat: { ...line.vat, reason: "", decidedBy: "USER" } })),
    "EXCL_VAT",
  ),
  ...more,
})

describe("A quote's document", () => {
  it("is one page that says who offers what to whom until when, in French, with accents and the euro sign", async () => {
    const [page = "", ...others] = await pages(document([ride, fee]))
    expect(others).toEqual([])
    for (const said of [
      "Démo VTC",
      "Devis DEV-2026-00001",
      "Brouillon",
      "Date: 22 novembre 2026",
      "Valable jusqu’au: 22 décembre 2026",
      "Lumière SA",
      "5 avenue Foch",
      "N° TVA: FR40303265045",
      "Transfert à l’aéroport, accueil de Zoë Łęcka",
      "1 trajet",
      "06:30 – 07:30",
      "CDG Terminal 2E → 10 rue de Rivoli, Paris",
      "2 passagers",
      "2,5 km",
      "1,375 €",
      "20 %",
    ])
      expect(page.replaceAll("\n", " ")).toContain(said)
  })

  it("states VAT by rate, and totals to the cent", async () => {
    const [page = ""] = await pages(document([ride, fee]))
    const text = page.replace(/\s+/g, " ")
    for (const said of [
      "Total HT 1 238,00 €", // 1,234.56 + 3.44
      "TVA 10 % sur 1 234,56 € 123,46 €",
      "TVA 20 % sur 3,44 € 0,69 €",
      "Total TVA 124,15 €",
      "Total TTC 1 362,15 €",
      "Net à payer 1 362,15 €",
    ])
      expect(text).toContain(said)
  })

  it("is in English for an operator elsewhere, with its own clock and currency", async () => {
    const operator = { name: "Demo Cars", country: "GB", timeZone: "Europe/London" }
    const [page = ""] = await pages(document([ride], { operator, currency: "GBP" }))
    const text = page.replace(/\s+/g, " ")
    for (const said of [
      "Quote DEV-2026-00001",
      "Valid until: 22 December 2026",
      "05:30–06:30",
      "1 trip",
      "VAT 10% on £1,234.56 £123.46",
      "To pay £1,358.02",
    ])
      expect(text).toContain(said)
  })

  it("shows prices that include VAT as agreed, with the rounding that makes them so", async () => {
    const agreed = {
      ...ride,
      unitPrice: UnitPrice.UnitPrice.make(501_000),
      net: Money.make(4_555),
      gross: Money.make(5_010),
    }
    const vat = [
      { category: "S", rate: ride.vat.rate, base: Money.make(4_555), tax: Money.make(456) },
    ] as const
    const totals = {
      net: Money.make(4_555),
      vat,
      tax: Money.make(456),
      gross: Money.make(5_011),
      rounding: Money.make(-1),
      payable: Money.make(5_010),
    }
    const [page = ""] = await pages(document([agreed], { priceBasis: "INCL_VAT", totals }))
    const text = page.replace(/\s+/g, " ")
    for (const said of [
      "Prix unitaire TTC",
      "Montant TTC",
      "50,10 €",
      "Arrondi -0,01 €",
      "Net à payer 50,10 €",
    ])
      expect(text).toContain(said)
  })

  it("goes on over numbered pages when it is long, no line left out or said twice", async () => {
    const lines = Array.from({ length: 40 }, (_, n) => ({ ...ride, description: `Trajet n° ${n + 1}.` }))
    const all = await pages(document(lines))
    expect(all.length).toBeGreaterThan(1)
    for (const [n, page] of all.entries()) {
      expect(page).toContain(`Page ${n + 1} sur ${all.length}`)
      if (page.includes("Trajet")) expect(page).toContain("Désignation")
    }
    const text = all.join("\n")
    for (const { description } of lines) expect(text.split(description)).toHaveLength(2)
  })

  it("can be made of any text", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          name: fc.string({ unit: "grapheme" }),
          description: fc.string({ unit: "binary", maxLength: 300 }).map((text) => text.toWellFormed()),
          unit: fc.string({ maxLength: 20 }),
        }),
        async ({ description, name, unit }) => {
          const operator = { name, country: "FR", timeZone: "Europe/Paris" }
          const all = await pages(document([{ ...ride, description, unit }], { operator }))
          expect(all[0]).toContain("DEV-2026-00001")
        },
      ),
      { numRuns: 20, seed: 20_261_122 },
    )
  })
})
