/** Kilometres and minutes by road, from an OSRM router: `layer` for the `Distances` of `@caleche/core`. */
export { layer, layerHttp, type OsrmOptions } from "./layer.ts"
