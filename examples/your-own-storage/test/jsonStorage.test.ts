/** The storage stands the same suites as ours, and its file gives back what was put in. */
import { conformance } from "@caleche/testing"
import { createCaleche } from "caleche"
import { ManagedRuntime } from "effect"
import { mkdtempSync, rmSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { jsonStorage } from "../src/jsonStorage.ts"
import { read, write } from "../src/written.ts"

const folder = mkdtempSync(join(tmpdir(), "caleche-json-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("F99 the storage in a JSON file", () => {
  const file = join(folder, "conformance.json")
  const runtime = ManagedRuntime.make(jsonStorage({ file, writeEvery: "1 second" }))
  beforeAll(async () => {
    await runtime.context()
  })
  for (const rule of conformance())
    it(`${rule.name}`, { timeout: 120_000 }, async () => {
      await expect(runtime.runPromise<void, unknown>(rule.run)).resolves.toBeUndefined()
    })
  it("reads back what it wrote, to the letter", async () => {
    await runtime.dispose()
    const text = await readFile(file, "utf8")
    expect(text.length).toBeGreaterThan(100_000)
    expect(write(read(text)) === text).toBe(true)
  })
})

describe("its file", () => {
  it("holds everything when it is opened again", async () => {
    const file = join(folder, "kept.json")
    const open = () => createCaleche({ storage: jsonStorage({ file }), operator: { name: "Ma VTC" } })
    const first = await open()
    const { id: clientId } = await first.clients.create({
      type: "PRIVATE",
      name: "Jeanne",
      email: "j@example.org",
    })
    const line = {
      kind: "TRANSPORT",
      description: "CDG – Paris",
      unitPrice: "85.00",
      vatRate: "0.10",
      trip: { pickupAt: "2030-12-01T06:30:00+01:00" },
    } as const
    const quote = await first.quotes.create({
      clientId,
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      lines: [line],
    })
    await first.quotes.send(quote.id, { channel: "MANUAL" })
    const { order } = await first.quotes.accept(quote.id)
    const page = await first.orders.get(order.id)
    await first.close()

    const second = await open()
    expect(await second.orders.get(order.id)).toEqual(page)
    const again = await second.quotes.duplicate(quote.id)
    expect(again.number).not.toBe(quote.number)
    await second.close()
  })

  it("refuses what would come back different", () => {
    expect(() => write({ at: new Date(0) })).toThrow("no form")
    expect(read(write({ $map: [1] }))).toEqual({ $map: [1] })
    expect(read(write({ n: 12n, none: undefined }))).toEqual({ n: 12n })
  })
})
