/** A tariff, the rule beside it, and the price of a trip with how it came about. */
import { createCaleche } from "caleche"
import { embedded } from "caleche/embedded"
import { carbon } from "./carbon.ts"

const caleche = await createCaleche({
  storage: embedded(),
  operator: { name: "Ma VTC" },
  ruleKinds: { CARBON: carbon },
})

const perKm = { kind: "DISTANCE_TIERS", id: "km", name: "By the kilometre", mode: "INCREMENTAL" } as const
await caleche.tariffs.create({
  name: "Saloon cars",
  vehicleCategory: null,
  rules: [{ ...perKm, tiers: [{ upToKm: null, perKm: "2.10" }] }],
})
await caleche.rules.create({ kind: "CARBON", name: "Carbon", gramsPerKm: 142, perTonne: "100.00" })

const { lines, totals } = await caleche.pricing.preview({
  tripType: "TRANSFER",
  pricingMode: "DYNAMIC",
  trip: {
    pickupAt: "2030-05-06T10:00:00+02:00",
    pickup: { label: "Lyon Part-Dieu" },
    dropOff: { label: "Genève" },
    passengers: 2,
    vehicleCategory: "BERLINE",
    distanceKm: "151",
    durationMinutes: 115,
  },
})
for (const { amount, label } of lines[0]?.explanation?.parts ?? []) console.log(label, amount)
console.log("net", totals.net)
await caleche.close()
