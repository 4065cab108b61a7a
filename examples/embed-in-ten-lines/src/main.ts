/** An hourly rate, its price for a trip, the quote and the order it becomes. The records are gone with the process. */
import { createCaleche } from "caleche"
import { embedded } from "caleche/embedded"

const hourly = {
  id: "h",
  name: "By the hour",
  tripType: "DISPO",
  method: "HOURLY",
  perHour: "60.00",
} as const
const from = { pickup: { label: "Gare de Lyon" }, pickupAt: "2030-05-06T10:00:00+02:00" }
const trip = { ...from, durationMinutes: 270, passengers: 2, vehicleCategory: "BERLINE" }
const asked = { tripType: "DISPO", pricingMode: "DYNAMIC", trip } as const

const caleche = await createCaleche({ storage: embedded(), operator: { name: "Ma VTC" } })
await caleche.rates.create({
  ...hourly,
  vehicleCategory: "BERLINE",
  minimumMinutes: 240,
  incrementMinutes: 30,
})
const { lines, totals } = await caleche.pricing.preview(asked)
console.log(lines[0]?.description, totals.net, "+ VAT", totals.tax, "=", totals.payable)
const client = await caleche.clients.create({ type: "PRIVATE", name: "Jeanne", email: "jeanne@example.org" })
const quote = await caleche.quotes.create({ clientId: client.id, ...asked })
await caleche.quotes.send(quote.id, { channel: "MANUAL" })
const { order } = await caleche.quotes.accept(quote.id, { channel: "PHONE" })
console.log(quote.number.slice(0, 3), "→", order.number.slice(0, 3), order.status, order.totals.payable)
await caleche.close()
