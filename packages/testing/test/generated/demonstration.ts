/** The demonstration behind the API, and the ids of its records as the API's own lists tell them. */
import {
  type Actor,
  type AgencyId,
  AgencyUserId,
  type DriverId,
  QuoteLinkTerms,
  type StoragePorts,
} from "@caleche/core"
import { demoOperator, seed } from "@caleche/demo"
import { layer as memory } from "@caleche/storage-memory"
import { Effect, Layer, Redacted } from "effect"
import { document } from "../http/document.ts"
import { makeRuntime, type Runtime } from "../http/hosts.ts"
import { adminOf, collectionOf } from "../walks/ground.ts"
import { authentication } from "../walks/server.ts"

const links = Layer.succeed(QuoteLinkTerms, {
  keys: { current: Redacted.make("a key that signs links in tests alone") },
  daysBeyond: 90,
  page: (token) => `http://localhost/portal/quotes/${token}`,
})

/** A server's runtime with the demonstration's books. */
export const makeDemonstration = async (storage: Layer.Layer<StoragePorts> = memory): Promise<Runtime> => {
  const runtime = makeRuntime(storage, links, authentication)
  await runtime.runPromise(Effect.orDie(seed))
  return runtime
}

export const admin = adminOf(demoOperator.id)

/** Who else asks: a person of an agency, and a driver. */
export const othersOf = (ids: Ids): ReadonlyArray<Actor> => [
  {
    _tag: "AgencyUser",
    operatorId: demoOperator.id,
    agencyId: ids.get("agencies")![0] as AgencyId, // lists named it so
    id: AgencyUserId.make("01890000-0000-7000-8000-0000000000b1"),
    role: "ADMIN",
  },
  { _tag: "Driver", operatorId: demoOperator.id, id: ids.get("drivers")![0] as DriverId }, // likewise
]

/** By collection: `drivers`. */
export type Ids = ReadonlyMap<string, ReadonlyArray<string>>

/** Reads every list there is, then the records themselves for what is inside them. */
export const findIds = async (get: (path: string) => Promise<unknown>): Promise<Ids> => {
  const found = new Map<string, Set<string>>()
  const keep = (collection: string, id: string) =>
    found.set(collection, (found.get(collection) ?? new Set()).add(id))
  const look = (value: unknown, collection: string): void => {
    if (Array.isArray(value)) return value.forEach((item) => look(item, collection))
    if (typeof value !== "object" || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== "string") look(inner, name === "items" ? collection : collectionOf(name))
      else if (name === "id") keep(collection, inner)
      else if (name.endsWith("Id")) keep(collectionOf(name), inner)
    }
  }
  const paths = Object.entries(document.paths).flatMap(([path, item]) =>
    item.get === undefined ? [] : [path],
  )
  for (const path of paths.filter(
    (each) => !each.includes("{") && !/export|trip-types|price-book/.test(each),
  ))
    look(await get(path), path.split("/").at(-1)!)
  for (const path of paths.filter((each) => /^[^{]+\{id\}$/.test(each))) {
    const collection = path.split("/").at(-2)!
    for (const id of [...(found.get(collection) ?? [])].slice(0, 20))
      look(await get(path.replace("{id}", id)), collection)
  }
  return new Map([...found].map(([collection, ids]) => [collection, [...ids]]))
}
