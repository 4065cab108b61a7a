/** Pricing and checking a book need no database: trip and book are files. */
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { airportBook, toTheAirport } from "./airportBook.ts"
import { caleche, folder } from "./caleche.ts"

const written = async (value: unknown): Promise<string> => {
  const file = join(await folder(onTestFinished), "book.json")
  await writeFile(file, JSON.stringify(value))
  return file
}

it("a trip is priced by a book in a file, each part with its amount, as text and as JSON", async () => {
  const book = await written(airportBook)
  const [text, json] = await Promise.all([
    caleche(["price", "--book", book], {}, JSON.stringify(toTheAirport)),
    caleche(["price", "--book", book, "--json"], {}, JSON.stringify(toTheAirport)),
  ])
  expect(text.err).toBe("")
  expect(text.status).toBe(0)
  expect(text.out).toMatch(/ROUTE +.*120/)
  expect(text.out).toMatch(/payable +132\.00 EUR/)
  const { lines, totals } = JSON.parse(json.out)
  expect(lines[0]).toMatchObject({ kind: "TRANSPORT", net: "120.00", source: "GRID", vat: { rate: "0.10" } })
  expect(lines[0].explanation.parts.map(({ kind }: { readonly kind: string }) => kind)).toEqual([
    "ROUTE",
    "ROUNDING",
  ])
  expect(totals).toMatchObject({ net: "120.00", tax: "12.00", payable: "132.00" })
})

it("what is wrong with a trip is said at once with its paths; a trip without a price says why", async () => {
  const book = await written(airportBook)
  const wrong = { tripType: "TRANSFERT", trip: { pickupAt: "tomorrow", wheels: 4 } }
  const [invalid, unpriced, garbage] = await Promise.all([
    caleche(["price", "--book", book], {}, JSON.stringify(wrong)),
    caleche(
      ["price", "--book", book],
      {},
      JSON.stringify({ ...toTheAirport, trip: { ...toTheAirport.trip, vehicleCategory: "MINIBUS" } }),
    ),
    caleche(["price", "--book", book], {}, "{"),
  ])
  expect([invalid.status, unpriced.status, garbage.status]).toEqual([1, 1, 1])
  for (const path of ["tripType: ", "trip.pickupAt: ", "trip.wheels: "]) expect(invalid.err).toContain(path)
  expect(unpriced.err).toMatch(/^caleche: .*MINIBUS/)
  expect(garbage.err).toBe("caleche: standard input is not JSON\n")
  for (const { err, out } of [invalid, unpriced, garbage]) {
    expect(err).not.toContain("    at ")
    expect(out).toBe("")
  }
})

it("a book that contradicts itself is told every problem with its path, and status 1", async () => {
  const [route] = airportBook.routes
  const bad = { ...airportBook, routes: [route, { ...route, from: { zoneIds: ["NOWHERE"] } }] }
  const [good, problems] = await Promise.all([
    caleche(["book", "check", await written(airportBook)]),
    caleche(["book", "check", await written(bad)]),
  ])
  expect(good).toMatchObject({ status: 0, err: "", out: "Airport 2026 hangs together: 3 rows\n" })
  expect(problems.status).toBe(1)
  expect(problems.err).toMatch(/^routes\.1\.id: .*twice$/m)
  expect(problems.err).toMatch(/^routes\.1\.from\.zoneIds\.0: /m)
})

it("help is on standard output with status 0, a wrong call on standard error with status 2", async () => {
  const [help, unknown] = await Promise.all([caleche(["check", "--help"]), caleche(["check", "--fix"])])
  expect(help).toMatchObject({ status: 0, err: "" })
  expect(help.out).toContain("--rekey")
  expect(unknown.status).toBe(2)
  expect(unknown.err).toContain("--fix")
})

it("without a store, and with one that does not answer, a command says so and repeats no secret", async () => {
  const [none, down] = await Promise.all([
    caleche(["keys", "list"]),
    caleche(["check"], { DATABASE_URL: "postgres://caleche:tops3cret@127.0.0.1:1/caleche" }),
  ])
  expect([none.status, down.status]).toEqual([1, 1])
  expect(none.err).toContain("DATABASE_URL")
  expect(down.err).toContain("ECONNREFUSED")
  expect(none.err + down.err).not.toMatch(/tops3cret| {4}at /)
})
