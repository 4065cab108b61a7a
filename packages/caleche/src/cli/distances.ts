/**
 * Distances by road where OSRM_URL names a router. While it is away prices are not: the distance is then estimated, as it
 * is without a router, and the price says so.
 */
import { orGreatCircle } from "@caleche/core"
import { layer as osrm } from "@caleche/distances-osrm"
import { Effect, Layer } from "effect"
import { readRouter } from "./settings.ts"

export const distancesBy = (router: string | undefined): Layer.Layer<never> =>
  router === undefined ? Layer.empty : orGreatCircle(osrm({ baseUrl: router }))

/** As the environment says, for a command. */
export const distances = Layer.unwrap(Effect.map(readRouter, distancesBy))
