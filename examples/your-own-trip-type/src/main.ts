/** A line with its price for a seat, what three passengers pay, and the order it becomes. */
import { createCaleche } from "caleche"
import { embedded } from "caleche/embedded"
import { shuttle } from "./shuttle.ts"

const caleche = await createCaleche({
  storage: embedded(),
  operator: { name: "Navette Alpine" },
  tripTypes: { SHUTTLE: shuttle },
})

const stop = (label: string, longitude: number, latitude: number) => ({
  place: { label, longitude, latitude },
  end: { address: { label, position: [longitude, latitude], toleranceMetres: 300 } } as const,
})
const airport = stop("Lyon airport", 5.0811, 45.7256)
const resort = stop("Val Thorens", 6.58, 45.298)
await caleche.routes.create({
  name: "Lyon airport – Val Thorens, a seat",
  vehicleCategory: "SEAT",
  from: airport.end,
  to: resort.end,
  unitPrice: "79.00",
})

const client = await caleche.clients.create({ type: "PRIVATE", name: "Jeanne", email: "jeanne@example.org" })
const quote = await caleche.quotes.create({
  clientId: client.id,
  tripType: "SHUTTLE",
  pricingMode: "FIXED_GRID",
  trip: {
    pickupAt: "2030-02-09T12:00:00+01:00",
    durationMinutes: 190,
    pickup: airport.place,
    dropOff: resort.place,
    passengers: 3,
    details: { children: 1 },
  },
})
for (const { description, quantity, unit, unitPrice } of quote.lines)
  console.log(`${description}: ${quantity} ${unit} × ${unitPrice}`)
for (const { amount, label } of quote.lines[0]?.explanation?.parts ?? []) console.log(`  ${label}: ${amount}`)
await caleche.quotes.send(quote.id, { channel: "MANUAL" })
const { order } = await caleche.quotes.accept(quote.id)
const { missions, totals } = await caleche.orders.get(order.id)
console.log(missions[0]?.tripType, missions[0]?.passengers, "seats", totals.net, "+ VAT", totals.tax)
await caleche.close()
