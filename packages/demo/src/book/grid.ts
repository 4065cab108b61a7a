/** The agreed prices of DEMO-2026: the operator's grid, the rows of agency Lumière and the package of Hôtel Étoile. */
import { places } from "./places.ts"

const categories = ["BERLINE", "VAN", "MINIBUS"] as const

/** From, to, and the prices of BERLINE, VAN and MINIBUS, both ways. */
const prices: ReadonlyArray<readonly [string, string, string, string, string]> = [
  ["PARIS", "CDG", "90.00", "120.00", "260.00"],
  ["PARIS", "ORY", "75.00", "105.00", "240.00"],
  ["PARIS", "BVA", "180.00", "230.00", "420.00"],
  ["PARIS", "LBG", "80.00", "110.00", "245.00"],
  ["PARIS", "VERSAILLES", "85.00", "115.00", "250.00"],
  ["PARIS", "DISNEY", "105.00", "140.00", "290.00"],
  ["CDG", "DISNEY", "95.00", "130.00", "270.00"],
  ["ORY", "DISNEY", "95.00", "130.00", "270.00"],
  ["CDG", "ORY", "110.00", "145.00", "300.00"],
  ["PARIS", "PARIS", "60.00", "80.00", "200.00"],
]

const row = (
  from: string,
  to: string,
  vehicleCategory: string | null,
  unitPrice: string,
  more: object = {},
) => ({
  id: `${from}-${to}-${vehicleCategory ?? "ANY"}`.toLowerCase(),
  name: `${from} – ${to}`,
  from: { zoneIds: [from] },
  to: { zoneIds: [to] },
  vehicleCategory,
  unitPrice,
  ...more,
})

const ofLumiere = (agencyId: string) =>
  [
    row("PARIS", "CDG", "VAN", "108.00"),
    row("PARIS", "ORY", "VAN", "92.00", { active: false }),
    row("PARIS", "PARIS", null, "55.00"),
  ].map((mine) => ({ ...mine, id: `lumiere-${mine.id}`, agencyId }))

export const routes = (agencyId: string) => [
  ...prices.flatMap(([from, to, ...amounts]) =>
    categories.map((category, index) => row(from, to, category, amounts[index]!)),
  ),
  row("DISNEY", "PARIS", "BERLINE", "99.00", { oneWay: true, name: "DISNEY → PARIS" }),
  row("PARIS", "LA_DEFENSE", null, "60.00"),
  row("CDG", "LBG", null, "70.00", { active: false }),
  ...ofLumiere(agencyId),
]

export const packages = (hotelId: string) => [
  {
    id: "hotel-etoile-cdg",
    name: "Hôtel Étoile → CDG",
    tripType: "TRANSFER",
    clientId: hotelId,
    vehicleCategory: "BERLINE",
    from: {
      address: {
        label: places.ETOILE.label,
        position: [places.ETOILE.longitude, places.ETOILE.latitude],
        toleranceMetres: 150,
      },
    },
    to: { zoneIds: ["CDG"] },
    oneWay: true,
    unitPrice: "84.00",
    validFrom: "2026-01-01",
    validUntil: "2026-12-31",
  },
  {
    id: "half-day-berline",
    name: "Half-day excursion, BERLINE",
    tripType: "EXCURSION",
    vehicleCategory: "BERLINE",
    includedMinutes: 300,
    includedKm: { perBooking: "60" },
    unitPrice: "320.00",
    extraPerHour: "55.00",
    incrementMinutes: 30,
    overagePerKm: "1.50",
  },
]
