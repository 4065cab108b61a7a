/** The agreed prices of the demonstration tariff DEMO-2026: the operator's, agency Lumière's, and client H's. */
import { DateTime, Schema } from "effect"
import { Route, TransferPackage } from "../../../src/pricing/book/Route.ts"
import { compileGrid, type GridAnswer } from "../../../src/pricing/grid/compileGrid.ts"
import { type Level, levelsOf } from "../../../src/pricing/Levels.ts"
import type { PricingContext } from "../../../src/pricing/PricingContext.ts"
import { compileZones, type CompiledZones } from "../../../src/pricing/zones/compileZones.ts"
import { AgencyId, ClientId } from "../../../src/shared/Ids.ts"
import { type LocalDate, LocalDate as LocalDateSchema } from "../../../src/shared/Instant.ts"
import type { Place } from "../../../src/shared/Place.ts"
import { demoZones } from "../zones/demoZones.ts"

export const routeOf: (written: unknown) => Route = Schema.decodeUnknownSync(Route)
export const packageOf: (written: unknown) => TransferPackage = Schema.decodeUnknownSync(TransferPackage)

/** The `n`-th of some ids. */
export const uuid = (n: number): string => `01890a5d-ac96-774b-bcce-${n.toString(16).padStart(12, "0")}`

export const lumiere = AgencyId.make(uuid(50))
export const otherAgency = AgencyId.make(uuid(51))
export const hotel = ClientId.make(uuid(52))
export const otherClient = ClientId.make(uuid(53))

export const between = (
  from: string,
  to: string,
  vehicleCategory: string | null,
  unitPrice: string,
  more: object = {},
) => ({
  id: `${from}-${to}-${vehicleCategory ?? "any"}`,
  name: `${from} – ${to}`,
  from: { zoneIds: [from] },
  to: { zoneIds: [to] },
  vehicleCategory,
  unitPrice,
  ...more,
})

const categories = ["BERLINE", "VAN", "MINIBUS"] as const
const grid: ReadonlyArray<readonly [string, string, ReadonlyArray<string>]> = [
  ["PARIS", "CDG", ["90.00", "120.00", "260.00"]],
  ["PARIS", "ORY", ["75.00", "105.00", "240.00"]],
  ["PARIS", "BVA", ["180.00", "230.00", "420.00"]],
  ["PARIS", "LBG", ["80.00", "110.00", "245.00"]],
  ["PARIS", "VERSAILLES", ["85.00", "115.00", "250.00"]],
  ["PARIS", "DISNEY", ["105.00", "140.00", "290.00"]],
  ["CDG", "DISNEY", ["95.00", "130.00", "270.00"]],
  ["ORY", "DISNEY", ["95.00", "130.00", "270.00"]],
  ["CDG", "ORY", ["110.00", "145.00", "300.00"]],
  ["PARIS", "PARIS", ["60.00", "80.00", "200.00"]],
]

export const demoRoutes: ReadonlyArray<Route> = [
  ...grid.flatMap(([from, to, prices]) =>
    categories.map((category, n) => between(from, to, category, prices[n]!)),
  ),
  between("DISNEY", "PARIS", "BERLINE", "99.00", { oneWay: true }),
  between("PARIS", "LA_DEFENSE", null, "60.00"),
  between("CDG", "LBG", null, "70.00", { active: false }),
  between("PARIS", "CDG", "VAN", "108.00", { id: "lumiere-cdg", agencyId: lumiere }),
  between("PARIS", "ORY", "VAN", "92.00", { id: "lumiere-ory", agencyId: lumiere, active: false }),
  between("PARIS", "PARIS", null, "55.00", { id: "lumiere-paris", agencyId: lumiere }),
].map(routeOf)

export const hotelPlace: Place = { label: "Hôtel Étoile", latitude: 48.8738, longitude: 2.295 }

export const demoPackages: ReadonlyArray<TransferPackage> = [
  {
    id: "etoile-cdg",
    name: "Hôtel Étoile → CDG",
    clientId: hotel,
    tripType: "TRANSFER",
    from: { address: { label: "Hôtel Étoile", position: [2.295, 48.8738], toleranceMetres: 150 } },
    to: { zoneIds: ["CDG"] },
    vehicleCategory: "BERLINE",
    unitPrice: "84.00",
    validFrom: "2026-01-01",
    validUntil: "2026-12-31",
  },
].map(packageOf)

export const day = (text: string): LocalDate => LocalDateSchema.make(text)

const at = DateTime.makeUnsafe("2026-05-01T08:00:00Z")

/** Whose prices count: nobody's but the operator's unless told. */
export const levels = (context: Partial<PricingContext> = {}): ReadonlyArray<Level> =>
  levelsOf({ currency: "EUR", timeZone: "Europe/Paris", at, mode: "FIXED_GRID", ...context })

export interface Asked {
  readonly from: Place
  readonly to: Place
  readonly category?: string
  readonly on?: string
  readonly context?: Partial<PricingContext>
}

const demo = compileZones(demoZones, "SPECIFICITY")

/** Asks a grid as the engine does. */
export const ask = (
  book: Parameters<typeof compileGrid>[0],
  { category = "BERLINE", context = {}, from, on = "2026-05-07", to }: Asked,
  zones: CompiledZones = demo,
): GridAnswer => {
  const { match, rejected } = compileGrid(book, zones).find({
    from: { place: from, located: zones.locate(from) },
    to: { place: to, located: zones.locate(to) },
    day: day(on),
    vehicleCategory: category,
    levels: levels(context),
  })
  return { match, rejected }
}

export const demoBook = { currency: "EUR", routes: demoRoutes, packages: demoPackages }
