import { Buffer } from "node:buffer"
import type { Duplex } from "node:stream"
import { assert, layer } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { Database } from "./database.ts"

const packet = (tag: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeInt32BE(4 + body.length)
  return Buffer.concat([Buffer.from(tag), length, body])
}
const startup = packet("", Buffer.concat([Buffer.from([0, 3, 0, 0]), Buffer.from("user\0postgres\0\0")]))
const simple = (text: string): Buffer => packet("Q", Buffer.from(`${text}\0`))

/** The tags of the answers to `bytes`, written in pieces of `size`, until `count` ReadyForQuery or the end. */
const answers = (stream: Duplex, bytes: Buffer, size: number, count: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0)
    const tags = (): string => {
      let found = ""
      for (let at = 0; at + 5 <= seen.length; at += 1 + seen.readInt32BE(at + 1))
        found += String.fromCharCode(seen[at]!)
      return found
    }
    stream.on("data", (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk])
      if (tags().split("Z").length > count) resolve(tags())
    })
    stream.on("error", reject).on("close", () => resolve(tags()))
    for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size))
  })

layer(Database.layer, { excludeTestServices: true })("the wire protocol of a logical session", (it) => {
  it.effect("is understood in pieces of any size, several statements in one included", () =>
    Effect.gen(function* () {
      const { pglite } = yield* Database
      const all = Buffer.concat([startup, simple("select 1"), simple("select broken"), simple("select 2")])
      const given = yield* Effect.forEach([1, 2, 3, 7, 64, all.length], (size) =>
        Effect.promise(() => answers(pglite.stream(), all, size, 4)),
      )
      // S reports a server parameter and may come at any time.
      for (const tags of given) assert.strictEqual(tags.replaceAll("S", ""), "RKZTDCZEZTDCZ")
    }),
  )

  it.effect("answers a request for encryption with no, and goes on unencrypted", () =>
    Effect.gen(function* () {
      const { pglite } = yield* Database
      const stream = pglite.stream()
      const reply = new Promise<string>((resolve) =>
        stream.once("data", (chunk: Buffer) => resolve(chunk.toString())),
      )
      stream.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]))
      assert.strictEqual(yield* Effect.promise(() => reply), "N")
      const tags = yield* Effect.promise(() =>
        answers(stream, Buffer.concat([startup, simple("select 1")]), 1000, 2),
      )
      assert.strictEqual(tags.replaceAll("S", ""), "RKZTDCZ")
    }),
  )

  it.effect("keeps the turn over a Flush until its Sync, whoever else waits", () =>
    Effect.gen(function* () {
      const { pglite, sql } = yield* Database
      const stream = pglite.stream()
      const parse = packet("P", Buffer.from("\0select 'mine'\0\0\0"))
      const bind = packet("B", Buffer.from("\0\0\0\0\0\0\0\0"))
      const execute = packet("E", Buffer.from("\0\0\0\0\0"))
      const parsed = Buffer.concat([startup, parse, packet("H", Buffer.alloc(0))])
      assert.strictEqual(
        (yield* Effect.promise(() => answers(stream, parsed, 1000, 1))).replaceAll("S", ""),
        "RKZ",
      )
      const order: Array<string> = []
      const other = yield* Effect.forkChild(
        Effect.tap(sql`select 1`, () => Effect.sync(() => order.push("other"))),
      )
      yield* Effect.sleep("20 millis")
      order.push("mine")
      const rest = Buffer.concat([bind, execute, packet("S", Buffer.alloc(0))])
      const tags = yield* Effect.promise(() => answers(stream, rest, 1000, 1))
      assert.match(tags.replaceAll("S", ""), /2DCZ$/)
      yield* Fiber.join(other)
      assert.deepStrictEqual(order, ["mine", "other"])
    }),
  )

  it.effect("ends by an error when it is out of step, and the other sessions go on", () =>
    Effect.gen(function* () {
      const { pglite, sql } = yield* Database
      const garbage = Buffer.concat([startup, Buffer.from([0x51, 0, 0, 0, 1])])
      const failure = yield* Effect.flip(Effect.tryPromise(() => answers(pglite.stream(), garbage, 1000, 2)))
      assert.instanceOf(failure.cause, RangeError)
      assert.deepStrictEqual(yield* sql`select 1 as one`, [{ one: 1 }])
    }),
  )
})
