import { expect, it } from "vitest"
import { type ComputedLine, stated, whole } from "../../../src/pricing/ComputedLine.ts"
import { written } from "../../../src/pricing/written.ts"
import * as Exact from "../../../src/shared/Exact.ts"
import { make } from "../../../src/shared/Money.ts"
import { Quantity } from "../../../src/shared/Quantity.ts"
import { UnitPrice } from "../../../src/shared/UnitPrice.ts"
import { type Vat, VatRate } from "../../../src/shared/VatRate.ts"

const net = make(6_000)
const line: ComputedLine = {
  ...whole(net, "EUR"),
  kind: "TRANSPORT",
  description: "Paris – Reims",
  source: "TARIFF",
  trace: {
    parts: [{ kind: "DISTANCE_TIERS", label: "km", inputs: {}, amount: Exact.of(60) }],
    rejected: [],
  },
}
const vat: Vat = { rate: VatRate.make(1_000), category: "S", reason: "transport", decidedBy: "POLICY" }
const own: Vat = { rate: VatRate.make(0), category: "O", reason: "abroad", decidedBy: "POLICY" }
const plain = ["kind", "description", "quantity", "unit", "unitPrice", "net", "source", "vat", "explanation"]

it("a computed line is written with what it has, and without a key for what it has not", () => {
  const stored = written(line, vat, "EUR", 7)
  expect(new Set(Object.keys(stored))).toEqual(new Set(plain))
  expect([stored.vat, stored.explanation?.bookVersion, stored.explanation?.parts.length]).toEqual([vat, 7, 2])
  const more = written({ ...line, code: "SEAT", cost: net, vat: own }, vat, "EUR", 7)
  expect(new Set(Object.keys(more))).toEqual(new Set([...plain, "code", "cost"]))
  expect([more.code, more.cost, more.vat]).toEqual(["SEAT", net, own])
})

it("a line is stated by its quantity and unit price where they give its net to the cent, and else as one trip at it", () => {
  const said = { quantity: Quantity.make(333), unit: "h", unitPrice: UnitPrice.make(600_000) } // 0.333 h at 60.00
  expect(stated(Exact.of(1_998, 100), said, "EUR")).toEqual({ ...said, net: 1_998 })
  const third = { quantity: 1_000, unit: "trip", unitPrice: 200_000, net: 2_000 }
  expect(stated(Exact.of(20), said, "EUR")).toEqual(third)
})
