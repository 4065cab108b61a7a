/** What was stored is read again, whole; versions, cards and keys. */
import {
  Acceptance,
  type ApiKey,
  ApiKeyId,
  ApiKeyRepository,
  ClientRepository,
  Clients,
  type Contact,
  ContactId,
  Contacts,
  OperatorId,
  OperatorNotFound,
  OperatorRepository,
  QuoteExpired,
  QuoteId,
  QuoteNotFound,
  QuoteRepository,
  Quotes,
  StaleVersion,
  type StoragePorts,
  StorageHealth,
  UnitOfWork,
  Views,
} from "@caleche/core"
import { Cause, DateTime, Effect, Exit, Option } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { freshUuid, newOperator, turnableClock } from "../World.ts"
import { asManager, newOrder, sentQuote } from "./thread.ts"

const errorOf = <E>(exit: Exit.Exit<unknown, E>): E | undefined =>
  Exit.isFailure(exit) ? Option.getOrUndefined(Cause.findErrorOption(exit.cause)) : undefined

export const records: Suite<StoragePorts> = [
  {
    name: "the storage is ready",
    run: Effect.flatMap(StorageHealth, ({ check }) => check),
  },
  {
    name: "an operator's settings are replaced by saving them again; an unknown operator is not found",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const operators = yield* OperatorRepository
        expectEqual(yield* operators.get(operator.id), operator, "as saved")
        const changed = {
          ...operator,
          country: "IE",
          name: "Another name",
          policies: { ...operator.policies, quoteValidityDays: 10 },
        }
        yield* operators.save(changed)
        expectEqual(yield* operators.get(operator.id), changed, "as saved again")
        const unknown = errorOf(yield* Effect.exit(operators.get(OperatorId.make(freshUuid()))))
        expectTrue(unknown instanceof OperatorNotFound, "unknown operator")
      }),
    ),
  },
  {
    name: "a quote is read with whom it is from and to, as each is read alone",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [quotes, clients] = [yield* QuoteRepository, yield* ClientRepository]
        const people = yield* Contacts
        const first = (yield* people.create({ lastName: "First", email: "first@example.org" })).contact.id
        const second = (yield* people.create({ lastName: "Second" })).contact.id
        const company = yield* (yield* Clients).create(inputs.businessClient())
        const contacts = [
          { contactId: second, role: "PASSENGER" as const },
          { contactId: first, role: "BOOKER" as const },
          { contactId: second, role: "BILLING" as const },
        ]
        const { id } = yield* (yield* Quotes).create({ ...inputs.quote(company.id), contacts })
        const expected = {
          operator,
          quote: yield* quotes.get(operator.id, id),
          client: yield* clients.get(operator.id, company.id),
          contacts: yield* clients.contacts(
            operator.id,
            contacts.map(({ contactId }) => contactId),
          ),
        }
        expectEqual(yield* quotes.addressed(operator.id, id), expected, "in the order of its contacts")
        const own = yield* sentQuote()
        const [card] = (yield* quotes.addressed(operator.id, own.id)).contacts
        expectEqual(
          card,
          (yield* clients.contacts(operator.id, [card!.id]))[0],
          "a private client's own card",
        )
        const nowhere = errorOf(yield* Effect.exit(quotes.addressed(operator.id, QuoteId.make(freshUuid()))))
        expectTrue(nowhere instanceof QuoteNotFound, "unknown quote")
        const theirs = errorOf(yield* Effect.exit(quotes.addressed(OperatorId.make(freshUuid()), id)))
        expectTrue(theirs instanceof QuoteNotFound, "another operator's")
      }),
    ),
  },
  {
    name: "F33 a private client shows its own card, a business client its own fields",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const repository = yield* ClientRepository
        const person = yield* clients.create({
          ...inputs.privateClient("Jeanne Moreau"),
          notes: "prefers “silence”\nand é",
          address: { street: "10 rue de Rivoli", city: "Paris", country: "FR" },
          contact: { firstName: "Jeanne", lastName: "Moreau" },
        })
        const company = yield* clients.create(inputs.businessClient())
        expectEqual(yield* clients.get(person.id), person, "the person")
        expectEqual(yield* clients.get(company.id), company, "the company")
        const [card] = yield* repository.contacts(operator.id, [person.selfContactId!])
        const { firstName, lastName, email, address }: Contact = card!
        expectEqual(
          [firstName, lastName, email, address],
          ["Jeanne", "Moreau", person.email, person.address],
          "its card",
        )
        const missing = errorOf(
          yield* Effect.exit(
            repository.contacts(operator.id, [person.selfContactId!, ContactId.make(freshUuid())]),
          ),
        )
        expectEqual(missing?._tag, "ContactNotFound", "a card that does not exist")
      }),
    ),
  },
  {
    name: "a quote and an order are read as they were written",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const lines = [
          inputs.transport("2026-12-01T06:30:00.250+01:00", {
            quantity: "1.375",
            unitPrice: "12.3456",
            durationMinutes: 95,
          }),
          {
            kind: "FEE",
            code: "MEET",
            description: "Accueil",
            unitPrice: "15.00",
            vat: { rate: "0.20", category: "S", reason: "supplement" },
          },
          { kind: "DISCOUNT", description: "Fidélité", unitPrice: "-5.00", vatRate: "0.10" },
          { kind: "FEE", description: "Péage", unitPrice: "0", vat: { rate: "0", category: "O" } },
        ]
        const sent = yield* sentQuote(lines)
        expectEqual(yield* (yield* Quotes).get(sent.id), sent, "the quote")
        const { quote, order } = yield* (yield* Acceptance).accept(sent.id, {
          channel: "PHONE",
          name: "Jeanne",
          termsVersion: "2026-1",
        })
        const page = yield* (yield* Views).orderPage(order.id)
        expectEqual(page.order, order, "the order")
        expectEqual(page.quote, quote, "its quote")
        expectEqual(page.client.name, "Jeanne Moreau", "its client")
        expectEqual(
          page.missions.length,
          1,
          "F44 F45: one mission for the transport line, none for the others",
        )
        expectEqual(
          page.missions[0]!.estimatedEndAt,
          DateTime.add(page.missions[0]!.pickupAt, { minutes: 95 }),
          "its window",
        )
        expectEqual(operator.currency, order.currency, "its currency")
      }),
    ),
  },
  {
    name: "saving over a version that is not the stored one is StaleVersion and writes nothing",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const { atomically } = yield* UnitOfWork
        const quotes = yield* QuoteRepository
        const quote = yield* sentQuote()
        const late = { ...quote, notes: "late", version: quote.version }
        const error = errorOf(yield* Effect.exit(atomically(operator.id, quotes.save(operator.id, late))))
        expectTrue(error instanceof StaleVersion, `StaleVersion, not ${error?._tag}`)
        expectEqual(yield* quotes.get(operator.id, quote.id), quote, "the quote is as it was")
      }),
    ),
  },
  {
    name: "a quote accepted after its last day moves to EXPIRED, and stays there although the call failed",
    run: Effect.suspend(() => {
      const clock = turnableClock(Date.UTC(2026, 10, 25, 9))
      return clock.provide(
        asManager(() =>
          Effect.gen(function* () {
            const quote = yield* sentQuote()
            clock.advance(31 * 86_400_000)
            const error = errorOf(yield* Effect.exit((yield* Acceptance).accept(quote.id, {})))
            expectTrue(
              error instanceof QuoteExpired && error.validUntil === "2026-12-25",
              "QuoteExpired with its last day",
            )
            const quotes = yield* Quotes
            expectEqual((yield* quotes.get(quote.id)).status, "EXPIRED", "the quote's status")
            const { items } = yield* (yield* Views).quoteHistory(quote.id, { limit: 10 })
            expectEqual(items.at(-1)?.action, "QuoteExpired", "and its history says so")
          }),
        ),
      )
    }),
  },
  {
    name: "accepting makes a PROSPECT a CLIENT, once",
    run: asManager(() =>
      Effect.gen(function* () {
        const clients = yield* Clients
        const order = yield* newOrder(["2026-12-01T06:30:00+01:00"])
        const client = yield* clients.get(order.clientId)
        expectEqual([client.stage, client.version], ["CLIENT", 2], "after the first acceptance")
        const again = yield* (yield* Quotes).create(inputs.quote(client.id))
        yield* (yield* Quotes).send(again.id, {})
        yield* (yield* Acceptance).accept(again.id, {})
        expectEqual((yield* clients.get(client.id)).version, 2, "the second changes nothing")
      }),
    ),
  },
  {
    name: "an API key is found by its hash until it is revoked, and listed after that",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const keys = yield* ApiKeyRepository
        const at = yield* DateTime.now
        const hash = (freshUuid() + freshUuid()).replaceAll("-", "")
        const key: ApiKey = {
          id: ApiKeyId.make(freshUuid()),
          operatorId: operator.id,
          name: "test",
          role: "OPERATOR",
          contacts: "READ",
          hash,
          createdAt: at,
        }
        yield* keys.insert(key)
        expectEqual(Option.getOrUndefined(yield* keys.findByHash(hash)), key, "the key")
        yield* keys.touch(operator.id, key.id, DateTime.add(at, { minutes: 1 }))
        expectTrue(
          Option.isNone(yield* keys.findByHash(hash.replace(/^./, (c) => (c === "0" ? "1" : "0")))),
          "another hash finds nothing",
        )
        yield* keys.revoke(operator.id, key.id, at)
        expectTrue(Option.isNone(yield* keys.findByHash(hash)), "a revoked key is not found")
        const later = {
          ...key,
          id: ApiKeyId.make(freshUuid()),
          hash: hash.split("").toReversed().join(""),
          createdAt: DateTime.add(at, { seconds: 1 }),
        }
        yield* keys.insert(later)
        expectEqual(
          (yield* keys.list(operator.id)).map(({ id, revokedAt }) => [id, revokedAt !== undefined]),
          [
            [key.id, true],
            [later.id, false],
          ],
          "all keys, the older first",
        )
        expectEqual(yield* keys.list((yield* newOperator()).id), [], "another operator's keys")
      }),
    ),
  },
]
