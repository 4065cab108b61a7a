/** A file served by Node: in pieces, as fast as it is read, and no further once its reader has gone. */
import { type ExportRow, PipelineReader, type StoragePorts } from "@caleche/core"
import { makeApp } from "@caleche/hono"
import { type Running, serve } from "@caleche/hono/node"
import { layer as memory } from "@caleche/storage-memory"
import { Context, DateTime, Effect, Layer } from "effect"
import { afterAll, beforeAll, expect, test } from "vitest"
import { makeRuntime } from "./hosts.ts"

/** How many pages were asked for. */
let read = 0

/** The in-memory storage, but for an export without end. */
const endless: Layer.Layer<StoragePorts> = Layer.effectContext(
  Effect.gen(function* () {
    const context = yield* Layer.build(memory)
    const reader = Context.get(context, PipelineReader)
    const row = {
      number: "CMD-2030-00001",
      client: { name: "x".repeat(500) },
      tripAt: DateTime.makeUnsafe("2030-01-01T00:00:00.000Z"),
      status: "PENDING",
      missions: { total: 1, assigned: 0 },
      driver: null,
      invoiceStatus: "NONE",
      totals: { net: 100, tax: 10, payable: 110 },
    } as unknown as ExportRow // what the file shows of it
    const listForExport = () =>
      Effect.sync(() => {
        read++
        return { items: Array.from({ length: 200 }, () => row), nextCursor: "more" }
      })
    return Context.add(context, PipelineReader, { ...reader, listForExport })
  }),
)

let running: Running
beforeAll(async () => {
  const runtime = makeRuntime(endless)
  running = await serve({ served: makeApp({ runtime }), runtime, port: 0, signals: false })
})
afterAll(() => running.close())

const ask = (method: string) =>
  fetch(`${running.url}/v1/orders/export`, { method, headers: { authorization: "Bearer demo-operator" } })

test("a file without end is sent in pieces, and reading of the storage ends when its reader goes", async () => {
  const response = await ask("GET")
  expect([response.status, response.headers.get("transfer-encoding")]).toEqual([200, "chunked"])
  const reader = response.body!.getReader()
  let bytes = 0
  while (bytes < 2_000_000) bytes += (await reader.read()).value?.length ?? 0
  const ahead = read * 200 * 500
  expect(ahead, "the storage is read about as far as the file is").toBeLessThan(bytes + 20_000_000)
  await reader.cancel()
  await expect
    .poll(async () => {
      const before = read
      await new Promise((resolve) => setTimeout(resolve, 100))
      return read - before
    })
    .toBe(0)
})

test("HEAD reads the first page, to know that there is an answer, and no further", async () => {
  const before = read
  const response = await ask("HEAD")
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"])
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(read - before).toBe(1)
})
