/** The commands a sequence is made of. Each names what it picks by number, so that any sequence can be run and shrunk. */
import { type DriverId, type LineId, LocalDate, type PipelineFilters, type QuoteId } from "@caleche/core"
import { Effect } from "effect"
import * as fc from "fast-check"
import * as inputs from "../inputs.ts"
import { editClient, lookAtClients, writeToClient } from "./clients.ts"
import { askBoth, type Ask, type AsyncCommand, type Both, command, pick, using } from "./Command.ts"
import { crews } from "./crews.ts"
import { endings } from "./endings.ts"
import { people } from "./people.ts"

const ask = <A>(both: Both, name: string, effect: Ask<A>) => askBoth(both, name, effect)

/** A pickup within two days in steps of half an hour, so that windows collide. */
const pickupAt = fc
  .integer({ min: 0, max: 95 })
  .map((half) => new Date(Date.UTC(2026, 11, 1) + half * 1_800_000).toISOString())
const index = fc.nat({ max: 1_000 })
const lines = fc.array(inputs.manualLine(pickupAt), { minLength: 0, maxLength: 3 })

const createClient = fc.constantFrom("Jeanne Moreau", "Zoé Ŝmidt", "Lumière SA").map((name) =>
  command("createClient", name, async (both) => {
    const input = name.endsWith("SA") ? inputs.businessClient(name) : inputs.privateClient(name)
    const client = await ask(
      both,
      "create a client",
      Effect.flatMap(using.Clients, (clients) => clients.create(input)),
    )
    both.known.clients.push(client!.id)
  }),
)

const createDriver = fc.constant(
  command("createDriver", "", async (both) => {
    const driver = await ask(
      both,
      "create a driver",
      Effect.flatMap(using.Drivers, (drivers) => drivers.create(inputs.driver())),
    )
    both.known.drivers.push(driver!.id)
  }),
)

const createQuote = fc.tuple(index, lines).map(([n, written]) =>
  command("createQuote", `${n}, ${JSON.stringify(written)}`, async (both) => {
    const clientId = pick(both.known.clients, n)
    if (clientId === undefined) return
    const quote = await ask(
      both,
      "create a quote",
      Effect.flatMap(using.Quotes, (quotes) => quotes.create(inputs.quote(clientId, written))),
    )
    if (quote !== undefined) both.known.quotes.push(quote.id)
  }),
)

type QuoteAct = (quotes: (typeof using.Quotes)["Service"], id: QuoteId) => Ask<unknown>
const onQuote = (name: string, label: string, act: QuoteAct) =>
  index.map((n) =>
    command(name, `${n}${label}`, async (both) => {
      const id = pick(both.known.quotes, n)
      if (id !== undefined)
        await ask(
          both,
          name,
          Effect.flatMap(using.Quotes, (quotes) => act(quotes, id as QuoteId)),
        ) // an id the system gave
    }),
  )

const addLine = fc
  .tuple(index, inputs.manualLine(pickupAt))
  .chain(([n, written]) =>
    onQuote("add a line", ` ${n}`, (quotes, id) => quotes.addLine(id, inputs.line(written))),
  )

const removeLine = fc.tuple(index, index).map(([n, m]) =>
  command("remove a line", `${n}, ${m}`, async (both) => {
    const id = pick(both.known.quotes, n) as QuoteId | undefined // an id the system gave
    if (id === undefined) return
    const quote = await ask(
      both,
      "read a quote",
      Effect.flatMap(using.Quotes, (quotes) => quotes.get(id)),
    )
    const lineId = pick(quote?.lines ?? [], m)?.id ?? (id as string as LineId) // a line that does not exist, when there is none
    await ask(
      both,
      "remove a line",
      Effect.flatMap(using.Quotes, (quotes) => quotes.removeLine(id, lineId)),
    )
  }),
)

const accept = index.map((n) =>
  command("accept", `${n}`, async (both) => {
    const id = pick(both.known.quotes, n) as QuoteId | undefined // an id the system gave
    if (id === undefined) return
    const accepted = await ask(
      both,
      "accept a quote",
      Effect.flatMap(using.Acceptance, (acceptance) => acceptance.accept(id, {})),
    )
    if (accepted === undefined || both.known.orders.includes(accepted.order.id)) return
    both.known.orders.push(accepted.order.id)
    const page = await ask(
      both,
      "look at an order",
      Effect.flatMap(using.Views, (views) => views.orderPage(accepted.order.id)),
    )
    both.known.missions.push(...page!.missions.map(({ id }) => id))
  }),
)

const assign = fc.tuple(index, index, fc.boolean()).map(([m, d, says]) =>
  command("assign", `${m}, ${d}, ${says}`, async (both) => {
    const [mission, driver] = [
      pick(both.known.missions, m),
      pick(both.known.drivers, d) as DriverId | undefined,
    ] // ids the system gave
    if (mission === undefined || driver === undefined) return
    await ask(
      both,
      "assign a mission",
      Effect.flatMap(using.Dispatch, (dispatch) =>
        dispatch.assign(mission, driver, undefined, says ? { reason: "flat tyre" } : {}),
      ),
    )
  }),
)

type MissionAct = "unassign" | "driverAccepts" | "start" | "arrive" | "board" | "dropOff" | "complete"
const act = fc
  .tuple(
    index,
    fc.constantFrom<MissionAct>(
      "unassign",
      "driverAccepts",
      "start",
      "start",
      "arrive",
      "arrive",
      "board",
      "board",
      "dropOff",
      "complete",
      "complete",
    ),
  )
  .map(([n, action]) =>
    command(action, `${n}`, async (both) => {
      const mission = pick(both.known.missions, n)
      if (mission === undefined) return
      await ask(
        both,
        `${action} a mission`,
        Effect.flatMap(using.Dispatch, (dispatch): Ask<unknown> => dispatch[action](mission)),
      )
    }),
  )

/** One mission driven from assignment to its end, which random single steps seldom reach. */
const drive = fc.tuple(index, index, index).map(([m, d, until]) =>
  command("drive", `${m}, ${d}, ${until}`, async (both) => {
    const [mission, driver] = [
      pick(both.known.missions, m),
      pick(both.known.drivers, d) as DriverId | undefined,
    ] // ids the system gave
    if (mission === undefined || driver === undefined) return
    await ask(
      both,
      "assign a mission",
      Effect.flatMap(using.Dispatch, (dispatch) => dispatch.assign(mission, driver)),
    )
    for (const action of (["start", "arrive", "board", "complete"] as const).slice(0, (until % 4) + 1)) {
      await ask(
        both,
        `${action} a mission`,
        Effect.flatMap(using.Dispatch, (dispatch): Ask<unknown> => dispatch[action](mission)),
      )
    }
  }),
)

const decline = fc.tuple(index).map(([n]) =>
  command("driverDeclines", `${n}`, async (both) => {
    const mission = pick(both.known.missions, n)
    if (mission === undefined) return
    await ask(
      both,
      "driverDeclines a mission",
      Effect.flatMap(using.Dispatch, (dispatch) => dispatch.driverDeclines(mission, { reason: "ill" })),
    )
  }),
)

/** The pipeline and its summary under filters that some orders meet and others do not. */
async function look(both: Both): Promise<void> {
  const drivers = both.known.drivers.map((id): PipelineFilters => ({ driverId: id as DriverId })) // ids the system gave
  const status = ["PENDING", "CONFIRMED", "IN_PROGRESS"] as const
  const others: ReadonlyArray<PipelineFilters> = [
    {},
    { driverId: "none" },
    { client: "zoe", status },
    { from: LocalDate.make("2026-12-02") },
  ]
  for (const filters of [...others, ...drivers]) {
    await ask(
      both,
      "look at the pipeline",
      Effect.flatMap(using.Views, (views) => views.pipeline(filters, { sort: "-tripAt", limit: 200 })),
    )
    await ask(
      both,
      "add the pipeline up",
      Effect.flatMap(using.Views, (views) => views.pipelineSummary(filters)),
    )
  }
}

const wait = fc.constantFrom(60_000, 3_600_000, 20 * 86_400_000).map((milliseconds) =>
  command("wait", `${milliseconds} ms`, async (both) => {
    both.model.clock.advance(milliseconds)
    both.system.clock.advance(milliseconds)
    await look(both)
    await lookAtClients(both)
  }),
)

/** All commands, in the proportions that make long lives. */
export const commands: Array<fc.Arbitrary<AsyncCommand>> = [
  createClient,
  createDriver,
  editClient,
  writeToClient,
  createQuote,
  createQuote,
  onQuote("edit a quote", "", (quotes, id) => quotes.edit(id, { notes: "call before" })),
  addLine,
  removeLine,
  onQuote("send a quote", "", (quotes, id) => quotes.send(id, {})),
  onQuote("send a quote", " by hand", (quotes, id) => quotes.send(id, { channel: "MANUAL" })),
  onQuote("resend a quote", "", (quotes, id) => quotes.resend(id, { channel: "MANUAL" })),
  onQuote("decline a quote", "", (quotes, id) => quotes.decline(id, { reason: "too dear" })),
  onQuote("cancel a quote", "", (quotes, id) => quotes.cancel(id, { reason: "our mistake" })),
  accept,
  accept,
  assign,
  act,
  act,
  act,
  drive,
  drive,
  crews,
  crews,
  decline,
  endings,
  endings,
  endings,
  endings,
  endings,
  endings,
  people,
  people,
  endings,
  wait,
]
