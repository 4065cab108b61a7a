import { startPostgres } from "@caleche/testing/postgres"
import { spawnSync } from "node:child_process"
import { expect, it, onTestFinished } from "vitest"
import { finished, folder, started } from "./server.ts"

const manager = { authorization: "Bearer demo-manager" }

const items = async (url: string, headers: Record<string, string> = manager) => {
  const response = await fetch(url, { headers })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  const body = (await response.json()) as { readonly items: ReadonlyArray<Record<string, string>> } // every list has this shape
  return body.items
}

it("demonstration mode serves Demo VTC's books, and every printed line works as it is printed", async () => {
  const server = await started()
  onTestFinished(() => void server.end("SIGKILL"))
  const lines = server.greeting.split("\n").filter((line) => line.startsWith("  curl "))
  const answers = lines.map((line) => JSON.parse(spawnSync("sh", ["-c", line], { encoding: "utf8" }).stdout))
  expect(answers).toMatchObject([
    {
      lines: [
        { kind: "TRANSPORT", net: "120.00" },
        { kind: "FEE", net: "10.00" },
      ],
      totals: { payable: "143.00" },
    },
    { items: expect.arrayContaining([expect.objectContaining({ status: "COMPLETED" })]) },
    { quote: { status: "ACCEPTED" }, order: { status: "PENDING" } },
    { items: expect.arrayContaining([expect.objectContaining({ to: expect.any(String) })]) },
  ])
  const page = /http:\S+\/portal\/quotes\/\S+/.exec(server.greeting)![0]
  const shown = await fetch(page, { headers: { "accept-language": "en" } })
  expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining("Awaiting your answer")])
  const agreed = { answer: "accept", name: "Élodie Marchand", agreed: "yes", terms: "2026-01" }
  const accepted = await fetch(page, { method: "POST", body: new URLSearchParams(agreed) })
  expect([accepted.url, accepted.status]).toEqual([page, 200])
  expect(await accepted.text()).toMatch(/CMD-\d{4}-\d{5}/)
  const mails = await items(`${server.url}/v1/dev/mail`)
  const [linked] = mails.flatMap(({ text = "" }) => text.match(/http:\S+\/portal\/\S+/g) ?? [])
  expect((await fetch(linked!)).status).toBe(200)
  for (const path of ["/readyz", "/healthz", "/docs", "/openapi.json", "/metrics"])
    expect((await fetch(server.url + path)).status).toBe(200)
  expect(await server.end("SIGTERM")).toBe(0)
})

it("after kill -9 between accepting and delivering, the mail is there, once", async () => {
  const env = { DATA_DIR: await folder(onTestFinished) }
  const first = await started(env)
  onTestFinished(() => void first.end("SIGKILL"))
  const [open] = await items(`${first.url}/v1/quotes?status=SENT`)
  const accepted = await fetch(`${first.url}/v1/quotes/${open!["id"]}/accept`, {
    method: "POST",
    headers: manager,
  })
  expect(accepted.status).toBe(200)
  const { order } = (await accepted.json()) as { order: { number: string } } // as the contract says
  await first.end("SIGKILL")

  const second = await started(env)
  onTestFinished(() => void second.end("SIGKILL"))
  const about = async () =>
    (await items(`${second.url}/v1/dev/mail`)).filter(({ subject }) => subject!.includes(order.number))
  await expect.poll(about, { timeout: 75_000, interval: 500 }).toHaveLength(1)
  const all = await items(`${second.url}/v1/dev/mail`)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  expect(await items(`${second.url}/v1/quotes`)).toHaveLength(15)
  expect(await second.end("SIGTERM")).toBe(0)
}, 120_000)

it("a second server on one folder is refused, and says who holds it", async () => {
  const env = { DATA_DIR: await folder(onTestFinished) }
  const first = await started(env)
  onTestFinished(() => void first.end("SIGKILL"))
  const { status, said } = await finished(env)
  expect(status).toBe(1)
  expect(said).toContain(`is in use by process ${first.process.pid}`)
})

it("production mode has no demonstration keys, data or mail, and takes the key made for it", async () => {
  const env = { CALECHE_MODE: "production", DATA_DIR: await folder(onTestFinished) }
  const { status, said } = await finished(env, ["--first-key", "Ma VTC"])
  expect(status).toBe(0)
  const key = /cal_live_\w+/.exec(said)![0]

  const server = await started(env)
  onTestFinished(() => void server.end("SIGKILL"))
  const refused = await fetch(`${server.url}/v1/quotes`, { headers: manager })
  expect(refused.status).toBe(401)
  const own = { authorization: `Bearer ${key}` }
  expect(await items(`${server.url}/v1/quotes`, own)).toEqual([])
  expect((await fetch(`${server.url}/v1/dev/mail`, { headers: own })).status).toBe(404)
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
  expect(await server.end("SIGTERM")).toBe(0)
})

it("two servers started at once on an empty PostgreSQL fill it once, and serve the same books", async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const env = { DATABASE_URL: postgres.url() }
  const servers = await Promise.all([started(env), started(env)])
  const [one, two] = await Promise.all(servers.map(({ url }) => items(`${url}/v1/quotes`)))
  expect(one).toHaveLength(15)
  expect(two).toEqual(one)
  expect(await Promise.all(servers.map((server) => server.end("SIGTERM")))).toEqual([0, 0])
})

it("everything wrong with the settings is said at once, and no secret is repeated", async () => {
  const { status, said } = await finished({
    CALECHE_MODE: "demo",
    PORT: "65536",
    HOST: "0.0.0.0",
    DATA_DIR: "somewhere",
    DATABASE_URL: "postgres://caleche:tops3cret@db/caleche",
    OSRM_URL: "https://caleche:tops3cret@router.example.org",
  })
  expect(status).toBe(1)
  for (const name of [
    "CALECHE_MODE: ",
    "PORT: ",
    "OSRM_URL: ",
    "HOST is 0.0.0.0",
    "DATA_DIR and DATABASE_URL",
  ])
    expect(said).toContain(name)
  expect(said).not.toContain("tops3cret")
  expect(said).not.toContain("    at ")
})

it("a port that is taken ends the start with one line", async () => {
  const first = await started()
  onTestFinished(() => void first.end("SIGKILL"))
  const { status, said } = await finished({ PORT: new URL(first.url).port })
  expect(status).toBe(1)
  expect(said).toMatch(/^caleche does not start: .*EADDRINUSE/)
})
