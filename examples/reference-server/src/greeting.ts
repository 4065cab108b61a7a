/** What the demonstration says when it is ready: where it serves what, and lines that work as they are printed. */
import { placeOf, type Settings } from "caleche/cli"

/** Quotes that wait for an answer: one to accept over the API, and the page where the client of another gives his. */
export interface OpenQuotes {
  readonly id: string
  readonly page: string
}

/** `open` as long as there is one. */
export const greeting = ({ keeping }: Settings, url: string, open: OpenQuotes | undefined): string => {
  const curl = (request: string) => `  curl -s -H 'Authorization: Bearer demo-manager' ${request}`
  return [
    `caleche, demonstration mode: Demo VTC over ${placeOf(keeping)}`,
    `  ${url}/v1    the API`,
    `  ${url}/docs  its reference`,
    ...(open === undefined ? [] : ["an open quote, as its client sees it:", `  ${open.page}`]),
    "The keys demo-operator, demo-manager and demo-admin work in this mode only, and only on this machine. Try:",
    "",
    "a price of the book DEMO-2026, explained:",
    curl(`-H 'Content-Type: application/json' '${url}/v1/pricing/preview' -d '${JSON.stringify(preview)}'`),
    "the orders, by the time of their trips:",
    curl(`'${url}/v1/orders?sort=tripAt'`),
    ...(open === undefined
      ? []
      : [
          "accept an open quote; again, and it is the same order:",
          curl(`-X POST '${url}/v1/quotes/${open.id}/accept'`),
        ]),
    "the mail that went out:",
    curl(`'${url}/v1/dev/mail'`),
    "",
    "",
  ].join("\n")
}

/** A trip at the agreed price from Paris to the airport, with a fee of the catalogue. */
const preview = {
  tripType: "TRANSFER",
  pricingMode: "FIXED_GRID",
  trip: {
    pickupAt: "2030-06-03T14:00:00+02:00",
    passengers: 4,
    vehicleCategory: "VAN",
    pickup: { label: "Louvre, Paris", latitude: 48.8606, longitude: 2.3376 },
    dropOff: { label: "CDG Terminal 2E", latitude: 49.004, longitude: 2.578 },
    fees: [{ code: "BABY_SEAT" }],
  },
}
