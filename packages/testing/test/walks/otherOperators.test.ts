import type { StoragePorts } from "@caleche/core"
import type { Layer } from "effect"
import { layer as memory } from "@caleche/storage-memory"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bodyOf, idsIn } from "./bodies.ts"
import { type Endpoint, endpoints } from "./endpoints.ts"
import {
  askAbout,
  askerOf,
  type Candidate,
  candidatesOf,
  collectionOf,
  fillingOf,
  type Ground,
  makeGround,
  pathOf,
} from "./ground.ts"
import { changingNothing, type Kept, memoryOf, postgresKept } from "./kept.ts"
import { type Answered, operators, type Server, tried, type Trial, undoing, walkedServer } from "./server.ts"

const nobody = "01890000-0000-7000-8000-00000000dead"
/** Stands in every name, text and address of the other operator. */
const canary = "Zyzzyvacanary"

/** How an endpoint answers an id of nobody: a price book tells every place at once, what is no record of its own is no path. */
const refusalOf = ({ action, name }: Endpoint, field: string): number => {
  if (name === "priceBook.check") return 200
  return action === "priceBook.edit" || field === "forLineId" ? 422 : 404
}

interface Storage {
  readonly name: string
  readonly make: () => {
    readonly layer: Layer.Layer<StoragePorts>
    readonly keptOf: (server: Server) => Promise<() => Promise<Kept>>
  }
}
const storages: ReadonlyArray<Storage> = [
  {
    name: "memory",
    make: () => ({ layer: memory, keptOf: async ({ runtime }) => (await memoryOf(runtime)).kept }),
  },
  {
    name: "PostgreSQL with row-level security",
    make: () => {
      const { layer, kept } = postgresKept()
      return { layer, keptOf: async () => kept }
    },
  },
]

describe.each(storages)("Another operator's ids, over $name,", ({ make }) => {
  const trial: Trial = { on: false }
  let server: Server
  let mine: Ground
  let theirs: Ground
  let kept: () => Promise<Kept>
  beforeAll(async () => {
    const { layer, keptOf } = make()
    server = walkedServer(undoing(trial, layer))
    mine = await makeGround(server.ask, operators.mine, "Walk")
    theirs = await makeGround(server.ask, operators.theirs, canary)
    kept = await keptOf(server)
  }, 120_000)
  afterAll(() => server.runtime.dispose())

  /** All of their ids of `collection`, and one of each other: none may be taken for another. */
  const foreign = (collection: string): ReadonlyArray<string> => [
    ...(theirs.ids.get(collection) ?? []),
    ...[...theirs.ids].flatMap(([other, ids]) => (other === collection ? [] : ids.slice(0, 1))),
  ]

  /** A record of mine that accepts the request, so that nothing but the id can be what is refused. */
  const accepting = async (endpoint: Endpoint): Promise<Candidate> => {
    for (const candidate of candidatesOf(endpoint, mine)) {
      const { status } = await tried(trial, () =>
        askAbout(server.ask, mine, askerOf(mine, endpoint), endpoint, candidate),
      )
      if (status < 300) return candidate
    }
    throw new Error(`no record of the ground accepts ${endpoint.name}`)
  }

  /** The answer, and what it must be: nothing of theirs, and to the letter what an id of nobody gets. */
  const besideNobody = async (id: string, status: number, ask: (id: string) => Promise<Answered>) => {
    const answer = await ask(id)
    const expected = await ask(nobody)
    const text = answer.text.replaceAll(id, nobody)
    return {
      got: { id, status: answer.status, text, tells: text.toLowerCase().includes(canary.toLowerCase()) },
      wanted: { id, status, text: expected.text, tells: false },
    }
  }

  const withPath = endpoints.filter(({ params }) => params.length > 0)
  it.each(withPath.map((endpoint) => [endpoint.name, endpoint] as const))(
    "in the path of %s name nothing",
    async (_, endpoint) => {
      const base = await accepting(endpoint)
      await changingNothing(kept, async () => {
        for (const [at, param] of endpoint.params.entries()) {
          const collection = at === 0 ? endpoint.path.split("/")[2]! : collectionOf(param)
          for (const id of foreign(collection)) {
            const { got, wanted } = await besideNobody(id, 404, (id) =>
              askAbout(server.ask, mine, askerOf(mine, endpoint), endpoint, {
                params: { ...base.params, [param]: id },
              }),
            )
            expect(got).toEqual(wanted)
          }
        }
      })
    },
  )

  const withBody = endpoints.flatMap((endpoint) =>
    idsIn(endpoint.body).map((path) => [path.join("."), endpoint.name, path, endpoint] as const),
  )
  it.each(withBody)("as %s in the body of %s name nothing", async (_, __, path, endpoint) => {
    const base = await accepting(endpoint)
    const field = path.at(-1)!.replace(/s$/, "")
    const filling = fillingOf(mine)
    await changingNothing(kept, async () => {
      for (const theirId of foreign(collectionOf(field))) {
        const ask = (id: string) => {
          const idFor = (name: string) => (name === field ? id : filling.idFor(name))
          const body = bodyOf(endpoint, { ...filling, idFor, also: path })
          expect(JSON.stringify(body)).toContain(id)
          return askAbout(server.ask, mine, askerOf(mine, endpoint), endpoint, base, body)
        }
        const { got, wanted } = await besideNobody(theirId, refusalOf(endpoint, field), ask)
        expect(got).toEqual(wanted)
      }
    })
  })

  const withQuery = endpoints.flatMap((endpoint) =>
    endpoint.query
      .filter((name) => /Ids?$/.test(name))
      .map((name) => [name, endpoint.name, endpoint] as const),
  )
  it.each(withQuery)("as %s in the query of %s find nothing", async (name, _, endpoint) => {
    const base = await accepting(endpoint)
    await changingNothing(kept, async () => {
      for (const theirId of foreign(collectionOf(name))) {
        const ask = (id: string) =>
          server.ask(
            askerOf(mine, endpoint),
            endpoint.method,
            `${pathOf(endpoint, base.params)}?${name}=${id}`,
          )
        const { got, wanted } = await besideNobody(theirId, 200, ask)
        expect(got).toEqual(wanted)
      }
    })
  })

  it("are in none of my lists, nor is anything else of theirs", async () => {
    const ids = [...theirs.ids.values()].flat()
    for (const endpoint of endpoints.filter(({ method }) => method === "GET")) {
      for (const candidate of candidatesOf(endpoint, mine)) {
        const { text } = await askAbout(server.ask, mine, askerOf(mine, endpoint), endpoint, candidate)
        expect(`${endpoint.name} ${text.toLowerCase()}`).not.toContain(canary.toLowerCase())
        expect(ids.filter((id) => text.includes(id))).toEqual([])
      }
    }
    // The search is worth something only if theirs would be found.
    const own = await server.ask(theirs.admin, "GET", "/v1/clients")
    expect(own.text).toContain(canary)
  })
})
