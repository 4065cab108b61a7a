/** What entering clients and drivers makes, over ports that only remember. */
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import { type Actor, CurrentActor } from "../../src/access/Actor.ts"
import { AgencyRepository } from "../../src/contacts/AgencyRepository.ts"
import { type Client, NewClient } from "../../src/contacts/Client.ts"
import { ClientFiguresRepository } from "../../src/contacts/ClientFigures.ts"
import { ClientRepository } from "../../src/contacts/ClientRepository.ts"
import { Clients } from "../../src/contacts/Clients.ts"
import type { Contact } from "../../src/contacts/Contact.ts"
import { ContactRepository } from "../../src/contacts/ContactRepository.ts"
import { DriverRepository } from "../../src/drivers/DriverRepository.ts"
import { Drivers } from "../../src/drivers/Drivers.ts"
import { History, type HistoryEntry } from "../../src/ports/History.ts"
import { OperatorRepository } from "../../src/operators/OperatorRepository.ts"
import { IdGenerator } from "../../src/ports/IdGenerator.ts"
import { Outbox } from "../../src/ports/Outbox.ts"
import { UnitOfWork } from "../../src/ports/UnitOfWork.ts"
import { ids, manager, operator } from "../samples.ts"

const world = (actor: Actor = manager) => {
  const written: Array<{ client: Client; card: Contact | undefined }> = []
  const entries: Array<HistoryEntry> = []
  const ports = Layer.mergeAll(
    Layer.succeed(UnitOfWork, UnitOfWork.of({ atomically: (_, body) => body })),
    Layer.mock(ClientRepository, {
      insert: (_, client, card) => Effect.sync(() => void written.push({ client, card })),
    }),
    Layer.mock(ClientFiguresRepository, {}),
    Layer.mock(ContactRepository, {}),
    Layer.mock(AgencyRepository, {}),
    Layer.mock(OperatorRepository, { get: () => Effect.succeed(operator) }),
    Layer.mock(DriverRepository, { insert: () => Effect.void }),
    Layer.mock(History, { append: (_, more) => Effect.sync(() => void entries.push(...more)) }),
    Layer.mock(Outbox, {}),
    IdGenerator.layer,
  )
  const run = <A, E>(effect: Effect.Effect<A, E, Clients | Drivers | CurrentActor>) =>
    effect.pipe(
      Effect.provide(Layer.provide(Layer.mergeAll(Clients.layer, Drivers.layer), ports)),
      Effect.provideService(CurrentActor, actor),
    )
  const create = (input: object) =>
    run(Effect.flatMap(Clients, (clients) => clients.create(Schema.decodeUnknownSync(NewClient)(input))))
  const hire = (name: string) => run(Effect.flatMap(Drivers, (drivers) => drivers.create({ name })))
  return { written, entries, create, hire }
}
const reach = { email: "jeanne@example.org", phone: "+33142000000", address: { city: "Reims" } }

describe("entering a client", () => {
  it.effect("F23 F31 a person comes with a contact card that holds name and reach, in one go", () => {
    const { written, create } = world()
    return Effect.gen(function* () {
      const client = yield* create({
        type: "PRIVATE",
        name: "J. M.",
        ...reach,
        contact: { firstName: "Jeanne", lastName: "Moreau" },
      })
      expect(client).toMatchObject({
        type: "PRIVATE",
        name: "Jeanne Moreau",
        stage: "PROSPECT",
        version: 1,
        ...reach,
      })
      expect(written.map(({ card }) => card)).toMatchObject([
        { id: client.selfContactId, firstName: "Jeanne", lastName: "Moreau", ...reach },
      ])
      expect("companyName" in client).toBe(false)
    })
  })

  it.effect("without a card the whole name becomes the last name", () => {
    const { written, create } = world()
    return Effect.gen(function* () {
      expect((yield* create({ type: "PRIVATE", name: "Jeanne Moreau", phone: reach.phone })).name).toBe(
        "Jeanne Moreau",
      )
      expect(written[0]!.card).toMatchObject({ lastName: "Jeanne Moreau", phone: reach.phone })
      expect("firstName" in written[0]!.card!).toBe(false)
    })
  })

  it.effect("F4 a company has no card, and its name is the company's unless it says otherwise", () => {
    const { written, create } = world()
    return Effect.gen(function* () {
      expect((yield* create({ type: "BUSINESS", name: "Lumière", email: reach.email })).companyName).toBe(
        "Lumière",
      )
      expect(
        (yield* create({ type: "BUSINESS", name: "Lumière", companyName: "Lumière SA", email: reach.email }))
          .companyName,
      ).toBe("Lumière SA")
      expect(written.map(({ card, client }) => [card, "selfContactId" in client])).toEqual([
        [undefined, false],
        [undefined, false],
      ])
    })
  })

  it.effect("leaves a trail that holds none of the person's data", () => {
    const { entries, create } = world()
    return Effect.gen(function* () {
      const client = yield* create({ type: "PRIVATE", name: "Jeanne Moreau", ...reach, notes: "canary-note" })
      expect(entries).toMatchObject([
        { aggregate: "CLIENT", id: client.id, action: "ClientCreated", actor: manager, to: "PROSPECT" },
      ])
      for (const personal of ["Jeanne", "jeanne@", "+33142", "Reims", "canary"])
        expect(JSON.stringify(entries)).not.toContain(personal)
    })
  })

  it.effect("Forbidden: a driver enters none, and nothing is written", () => {
    const { written, create } = world({ _tag: "Driver", operatorId: ids.operator, id: ids.driver })
    return Effect.gen(function* () {
      const refused = yield* Effect.flip(create({ type: "PRIVATE", name: "x", email: reach.email }))
      expect([refused, written]).toMatchObject([
        { _tag: "Forbidden", action: "client.create", role: "DRIVER" },
        [],
      ])
    })
  })
})

describe("entering a driver", () => {
  it.effect("a new driver is active; only managers and administrators enter one", () =>
    Effect.gen(function* () {
      const { entries, hire } = world()
      expect(yield* hire("Paul Durand")).toMatchObject({ name: "Paul Durand", active: true, version: 1 })
      expect(entries.map(({ action }) => action)).toEqual(["DriverCreated"])
      const refused = yield* Effect.flip(world({ ...manager, role: "OPERATOR" }).hire("Paul Durand"))
      expect(refused).toMatchObject({ _tag: "Forbidden", action: "driver.edit", role: "OPERATOR" })
    }),
  )
})
