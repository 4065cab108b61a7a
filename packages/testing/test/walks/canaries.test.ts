import { Mailer, MailNotSent, Messages, Relay } from "@caleche/core"
import { layer as memory } from "@caleche/storage-memory"
import { Effect, Layer } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bodyOf } from "./bodies.ts"
import { type Endpoint, endpoints } from "./endpoints.ts"
import { faulty, noFaults } from "./faulty.ts"
import {
  askAbout,
  askerOf,
  type Candidate,
  candidatesOf,
  fillingOf,
  type Ground,
  makeGround,
  pathOf,
} from "./ground.ts"
import { type Held, memoryOf, postgresKept } from "./kept.ts"
import { overheard } from "./overheard.ts"
import { type Answered, operators, type Server, tried, type Trial, undoing, walkedServer } from "./server.ts"

/** Stands in every name and e-mail address. */
const canary = "Zyzzyvacanary"
/** The name and address, the phone number all records have, and what credentials and invitations look like. */
const planted = new RegExp(`${canary}|1.?42.?98.?76.?54|cal_[a-z]+_[0-9a-f]{32}`, "i")

/** Holidays are kept by country: a wrong list is reported under the key the caller gave it, which is nobody's name. */
const withoutCountries = (answer: string): string => answer.replaceAll(`holidays.${canary}`, "holidays.FR")

const commands = endpoints.filter(({ method }) => method !== "GET")
const named = (some: ReadonlyArray<Endpoint>) => some.map((endpoint) => [endpoint.name, endpoint] as const)

/** A record that accepts the request, and how many calls of the storage that takes. */
const acceptingOn = async (
  trial: Trial,
  server: Server,
  ground: Ground,
  endpoint: Endpoint,
): Promise<Candidate> => {
  for (const candidate of candidatesOf(endpoint, ground)) {
    const { status } = await tried(trial, () =>
      askAbout(server.ask, ground, askerOf(ground, endpoint), endpoint, candidate),
    )
    if (status < 300) return candidate
  }
  throw new Error(`no record of the ground accepts ${endpoint.name}`)
}

/** Every body that differs from `good` in one place, where the canary stands instead, or beside. */
const spoiled = (good: unknown): ReadonlyArray<unknown> => {
  if (Array.isArray(good))
    return good.flatMap((item, at) => spoiled(item).map((worse) => good.with(at, worse)))
  if (typeof good !== "object" || good === null) return [canary, { [canary]: canary }, [canary]]
  return [
    canary,
    { ...good, [canary]: canary },
    ...Object.entries(good).flatMap(([name, value]) =>
      spoiled(value).map((worse) => ({ ...good, [name]: worse })),
    ),
  ]
}

describe("Names, e-mail addresses and phone numbers", () => {
  const trial: Trial = { on: false }
  const faults = noFaults()
  const { layer, told } = overheard()
  let server: Server
  let ground: Ground
  let held: Held
  beforeAll(async () => {
    server = walkedServer(faulty(faults, undoing(trial, memory)), layer)
    ground = await makeGround(server.ask, operators.mine, canary)
    held = await memoryOf(server.runtime)
  })
  afterAll(() => server.runtime.dispose())

  /** What of it all gives a planted value away. */
  const leaks = (answers: ReadonlyArray<Answered>): ReadonlyArray<string> =>
    [
      ...told(),
      server.metrics.render(),
      ...answers
        .filter(({ status }) => status >= 400)
        .map(({ status, text }) => `answer ${status} ${withoutCountries(text)}`),
    ].filter((piece) => planted.test(piece))

  it("are in what was made to be walked, and nothing of them in what that told", async () => {
    const { text } = await server.ask(ground.admin, "GET", "/v1/clients")
    expect(text).toMatch(planted)
    const pieces = told()
    expect(pieces.filter((piece) => piece.startsWith("span ")).length).toBeGreaterThan(50)
    expect(pieces.filter((piece) => planted.test(piece))).toEqual([])
  })

  it.each(named(endpoints))("stay in %s, whether it is answered or refused", async (_, endpoint) => {
    const base = await acceptingOn(trial, server, ground, endpoint)
    const path = pathOf(endpoint, base.params)
    const good = bodyOf(endpoint, fillingOf(ground))
    const ask = (body: unknown, headers: Record<string, string> = {}, query = "") =>
      tried(trial, () =>
        server.ask(askerOf(ground, endpoint), endpoint.method, `${path}${query}`, body, headers),
      )
    const answers = [
      await ask(good),
      await askAbout(server.ask, ground, undefined, endpoint, base),
      await ask(good, { "if-match": canary }),
      await ask(good, { "idempotency-key": `\u00e9${canary}` }),
    ]
    if (endpoint.body !== undefined) {
      for (const body of spoiled(good)) answers.push(await ask(body))
      for (const body of [`{"name":"${canary}`, `${canary}`, `{"name":"${canary}"}}`, `["\\u${canary}"]`])
        answers.push(await ask(body))
      answers.push(await ask(good, { "content-type": `text/${canary}` }))
    }
    const filters = endpoint.query.filter((name) => name !== "cursor")
    for (const name of [...filters, "whatever"]) answers.push(await ask(good, {}, `?${name}=${canary}`))
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(leaks(answers)).toEqual([])
    // In a path, or as a cursor, they come back to whoever asked, and to nobody else.
    await ask(good, {}, `?cursor=${canary}`)
    const inPath = Object.fromEntries(endpoint.params.map((name) => [name, canary]))
    await tried(trial, () =>
      server.ask(askerOf(ground, endpoint), endpoint.method, pathOf(endpoint, inPath), good),
    )
    expect(leaks([])).toEqual([])
  })

  it.each(named(endpoints))(
    "stay in %s, wherever the storage fails and whatever it says",
    async (_, endpoint) => {
      const base = await acceptingOn(trial, server, ground, endpoint)
      const before = await held.kept()
      faults.calls = 0
      await tried(trial, () => askAbout(server.ask, ground, askerOf(ground, endpoint), endpoint, base))
      const { calls } = faults
      told()
      const answers: Array<Answered> = []
      for (let at = 1; at <= calls; at++)
        for (const fault of ["retryable", "not retryable", "defect"] as const) {
          Object.assign(faults, { at, fault, calls: 0, moment: "before", quotes: canary })
          answers.push(await askAbout(server.ask, ground, askerOf(ground, endpoint), endpoint, base))
          faults.at = undefined
          await held.restore(before)
        }
      const logged = told().filter((piece) => !piece.startsWith("span "))
      expect(logged.filter((piece) => planted.test(piece))).toEqual([])
      expect(
        logged.filter((piece) => /request failed|storage failed/.test(piece)).length,
      ).toBeGreaterThanOrEqual(calls)
      expect(leaks(answers)).toEqual([])
    },
  )

  it("stay in a mail that the mailer refuses, and says why", async () => {
    const refusing = Layer.succeed(
      Mailer,
      Mailer.of({
        send: (mail) =>
          mail.text.length % 2 === 0
            ? Effect.fail(new MailNotSent({ permanent: true, reason: `550 <${mail.to}>: no such user` }))
            : Effect.die(new Error(`cannot write to ${mail.to}: ${mail.text}`)),
      }),
    )
    const relay = Relay.layer().pipe(Layer.provide(Messages.layer), Layer.provide(refusing))
    const taken = await server.runtime.runPromise(
      Effect.provide(
        Relay.use(({ once }) => once),
        relay,
      ),
    )
    expect(taken).toBeGreaterThan(0)
    const pieces = told()
    expect(pieces.filter((piece) => /message (buried|postponed)/.test(piece)).length).toBeGreaterThan(0)
    expect(pieces.filter((piece) => planted.test(piece))).toEqual([])
  })
})

describe("What PostgreSQL says of a row it refuses", () => {
  const trial: Trial = { on: false }
  const { layer: heard, told } = overheard()
  const { layer, query } = postgresKept()
  let server: Server
  let ground: Ground
  beforeAll(async () => {
    server = walkedServer(undoing(trial, layer), heard)
    ground = await makeGround(server.ask, operators.mine, canary)
  }, 120_000)
  afterAll(() => server.runtime.dispose())

  it("is told to nobody: not which values it had", async () => {
    const bases = new Map<Endpoint, Candidate>()
    for (const endpoint of commands) bases.set(endpoint, await acceptingOn(trial, server, ground, endpoint))
    const tables = await query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'caleche'::regnamespace
         and relkind in ('r', 'p') and not relispartition and relname not in ('migrations', 'operators')`,
    )
    for (const { name } of tables)
      await query(`alter table caleche.${name} add constraint walked check (operator_id is null) not valid`)
    told()
    const answers: Array<Answered> = []
    for (const [endpoint, base] of bases)
      answers.push(await askAbout(server.ask, ground, askerOf(ground, endpoint), endpoint, base))
    // A command that finds nothing to do writes nothing, so nothing is refused.
    const refused = answers.filter(({ status }) => status === 500)
    expect(refused.length).toBeGreaterThan(commands.length * 0.8)
    expect(answers.filter(({ status }) => status !== 500 && status >= 300)).toEqual([])
    const pieces = told()
    expect(pieces.filter((piece) => /request failed/.test(piece)).length).toBeGreaterThan(0)
    expect([...pieces, ...refused.map(({ text }) => text)].filter((piece) => planted.test(piece))).toEqual([])
  })
})
