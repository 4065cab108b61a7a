import { layer } from "@caleche/storage-postgres"
import { Effect, Layer, Redacted } from "effect"
import { Client } from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import {
  type Answered,
  type Body,
  callerOf,
  hosts,
  itemsOf,
  makeRuntime,
  type Runtime,
  textOf,
} from "../http/hosts.ts"
import { draft, transport } from "../http/samples.ts"
import { migratedDatabase } from "../migratedDatabase.ts"
import { rounds } from "../rounds.ts"

type Send = ReturnType<typeof callerOf>["send"]
/** A request about a record: method, what follows its path, and body. */
type Command = readonly [method: string, path: string, body?: unknown]

let url = ""
const postgres = Layer.orDie(
  Layer.unwrap(
    Effect.map(migratedDatabase, (made) => {
      url = made
      return layer({ url: Redacted.make(made) })
    }),
  ),
)

const accept: Command = ["POST", "/accept", {}]
const decline: Command = ["POST", "/decline", { reason: "too dear" }]
const cancel: Command = ["POST", "/cancel", { reason: "ordered elsewhere" }]
const edit: Command = ["PATCH", "", { notes: "two suitcases" }]
const send: Command = ["POST", "/send", {}]
const resend: Command = ["POST", "/resend", { validUntil: "2099-12-31" }]
const addLine: Command = ["POST", "/lines", transport("2030-06-03T08:00:00Z")]

/** What the pair begins with: the quote's path. */
const starts = {
  draft: async (ask: Send) => `/v1/quotes/${textOf((await draft(ask))["id"])}`,
  sent: async (ask: Send) => {
    const path = await starts.draft(ask)
    await ask("POST", `${path}/send`, {})
    return path
  },
  /** Sent, and valid until a day that is over. */
  past: async (ask: Send): Promise<string> => {
    const path = await starts.sent(ask)
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query("update caleche.quotes set valid_until = '2020-01-01' where id = $1", [
      path.split("/")[3],
    ])
    await client.end()
    return path
  },
}

const pairs: ReadonlyArray<readonly [string, keyof typeof starts, Command, Command]> = [
  ["accept and decline", "sent", accept, decline],
  ["accept and cancel", "sent", accept, cancel],
  ["accept and edit", "sent", accept, edit],
  ["accept and resend", "sent", accept, resend],
  ["decline and cancel", "sent", decline, cancel],
  ["two acceptances that find it expired", "past", accept, accept],
  ["an acceptance that finds it expired, and its renewal", "past", accept, resend],
  ["an acceptance that finds it expired, and decline", "past", accept, decline],
  ["send and edit", "draft", send, edit],
  ["send and one more line", "draft", send, addLine],
  ["send and cancel", "draft", send, cancel],
  ["send and send", "draft", send, send],
]

/** What it came to: both answers, and all that can be read of the quote and its order afterwards. */
interface Outcome {
  readonly answers: ReadonlyArray<string>
  readonly after: string
}

const told = ({ status, body }: Answered): string => `${status} ${status < 300 ? "" : textOf(body["code"])}`

describe("Two commands at once on one quote come to what one after the other does, over PostgreSQL:", () => {
  let runtime: Runtime
  let ask: Send
  beforeAll(async () => {
    runtime = makeRuntime(postgres)
    ask = callerOf(hosts[1]!.fetchOf(runtime)).send
    await ask("GET", "/v1/quotes")
  })
  afterAll(() => runtime.dispose())

  const perform = (path: string, [method, more, body]: Command) => ask(method, `${path}${more}`, body)

  const outcome = async (path: string, answers: ReadonlyArray<Answered>): Promise<Outcome> => {
    const { status, version, notes, validUntil, lines } = (await ask("GET", path)).body
    const history = itemsOf((await ask("GET", `${path}/history`)).body["items"]).map(({ action }) => action)
    const orders = answers.flatMap(({ body }): ReadonlyArray<Body> => (body["order"] ? [body["order"]] : []))
    const order = orders[0] && (await ask("GET", `/v1/orders/${textOf(orders[0]["id"])}`)).body
    const after = {
      quote: { status, version, notes, validUntil, lines: itemsOf(lines).length },
      history,
      order: order && [
        order["status"],
        itemsOf(order["history"])
          .map(({ action }) => textOf(action))
          .toSorted(),
      ],
    }
    return { answers: answers.map(told), after: JSON.stringify(after) }
  }

  it.each(pairs)(`%s (${rounds(20)} rounds)`, async (_, start, first, second) => {
    const inTurn = async (isSwapped: boolean) => {
      const path = await starts[start](ask)
      const a = isSwapped ? undefined : await perform(path, first)
      const b = await perform(path, second)
      return outcome(path, [a ?? (await perform(path, first)), b])
    }
    const serial = [await inTurn(false), await inTurn(true)]
    for (const { answers } of serial) expect(answers.join()).not.toMatch(/\b5\d\d/)
    for (let round = 0; round < rounds(20); round++) {
      const path = await starts[start](ask)
      // Who is first to ask takes turns, and by up to 3 ms, so that each comes first at times.
      const firstAsked = round % 2 === 0
      const ahead = perform(path, firstAsked ? first : second)
      await new Promise((resolve) => setTimeout(resolve, Math.floor(round / 2) % 4))
      const behind = perform(path, firstAsked ? second : first)
      const answers = firstAsked ? [await ahead, await behind] : [await behind, await ahead]
      expect(serial).toContainEqual(await outcome(path, answers))
    }
  })
})
