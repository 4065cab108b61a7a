/** What was written to clients is on record from the moment it is queued, and gone with the person. */
import {
  Acceptance,
  Clients,
  ClientFiguresRepository,
  type Communication,
  CommunicationRepository,
  Communications,
  Contacts,
  type Lease,
  NewCommunication,
  type OperatorId,
  Outbox,
  PersonalData,
  Quotes,
  type StoragePorts,
} from "@caleche/core"
import { DateTime, Effect, Option, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { freshUuid } from "../World.ts"
import { asManager } from "./thread.ts"

const message = (input: object): NewCommunication =>
  Schema.decodeUnknownSync(NewCommunication)({ subject: "Your trip", text: "See you tomorrow", ...input })
const noted = (input: object): NewCommunication =>
  Schema.decodeUnknownSync(NewCommunication)({ channel: "MANUAL", subject: "Called back", ...input })
const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)
const shown = ({ kind, channel, status, to, subject }: Communication) => [kind, channel, status, to, subject]
const newestFirst = { sort: "-at", limit: 50 } as const

/** Takes the operator's messages into one relay's hands: the lease of each. */
const leases = Effect.fnUntraced(function* (operatorId: OperatorId) {
  const outbox = yield* Outbox
  const claimedBy = freshUuid()
  const now = yield* DateTime.now
  const until = DateTime.add(now, { minutes: 1 })
  const claimed = yield* outbox.claim({ claimedBy, limit: 10_000, now, until })
  return (id: Communication["id"]): Lease => {
    const { attempt } = claimed.find((one) => one.operatorId === operatorId && one.id === id)! // it is queued
    return { operatorId, id, claimedBy, attempt }
  }
})

export const communications: Suite<StoragePorts> = [
  {
    name: "F14 quotes sent, orders confirmed and messages written are on the client's record, newest first and page by page",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const use = yield* Communications
        const quotes = yield* Quotes
        const client = yield* (yield* Clients).create(inputs.privateClient())
        const quote = yield* quotes.create(inputs.quote(client.id))
        yield* quotes.send(quote.id, {})
        yield* quotes.resend(quote.id, { channel: "MANUAL" })
        const { order } = yield* (yield* Acceptance).accept(quote.id, {})
        const about = { quoteId: quote.id, orderId: order.id }
        const written = yield* use.write(client.id, message({ contactId: client.selfContactId, ...about }))
        const called = yield* use.write(client.id, noted({ to: "+33 6 12 34 56 78" }))
        const all = (yield* use.list(client.id, { sort: "at", limit: 50 })).items
        expectEqual(
          all.map(shown),
          [
            ["QUOTE", "EMAIL", "QUEUED", undefined, undefined],
            ["QUOTE", "MANUAL", "SENT", undefined, undefined],
            ["BOOKING_PROOF", "EMAIL", "QUEUED", undefined, undefined],
            ["MANUAL", "EMAIL", "QUEUED", "jeanne@example.org", "Your trip"],
            ["MANUAL", "MANUAL", "SENT", "+33 6 12 34 56 78", "Called back"],
          ],
          "all there was",
        )
        expectEqual(all.slice(3), [written, called], "as they were written")
        expectEqual(all[2]!.orderId, order.id, "the confirmation names its order")
        const paged: Array<Communication> = []
        let cursor: string | undefined
        do {
          const page = yield* use.list(client.id, { sort: "-at", limit: 2, cursor })
          paged.push(...page.items)
          cursor = page.nextCursor ?? undefined
        } while (cursor !== undefined)
        expectEqual(paged, all.toReversed(), "turned round, in pages of two")
        const { lastActivityAt } = yield* (yield* ClientFiguresRepository).get(operator.id, client.id)
        expectEqual(lastActivityAt, called.at, "the last of them is the last activity")
      }),
    ),
  },
  {
    name: "F14 what is written about belongs to the client, and an e-mail has an address on record",
    run: asManager(() =>
      Effect.gen(function* () {
        const use = yield* Communications
        const quotes = yield* Quotes
        const clients = yield* Clients
        const company = yield* clients.create(inputs.businessClient())
        const person = yield* clients.create(inputs.privateClient())
        const quote = yield* quotes.create(inputs.quote(company.id))
        yield* quotes.send(quote.id, { channel: "MANUAL" })
        const { order } = yield* (yield* Acceptance).accept(quote.id, {})
        expectEqual(yield* tagOf(use.write(company.id, message({}))), "NoAddress", "a company without one")
        const ofAnother = (about: object) => tagOf(use.write(person.id, message(about)))
        expectEqual(yield* ofAnother({ quoteId: quote.id }), "QuoteNotFound", "another's quote")
        expectEqual(yield* ofAnother({ orderId: order.id }), "OrderNotFound", "another's order")
        const { contact } = yield* (yield* Contacts).create({ lastName: "Silent" })
        expectEqual(yield* ofAnother({ contactId: contact.id }), "NoAddress", "a contact without one")
        expectEqual((yield* use.list(person.id, newestFirst)).items, [], "nothing was written")
        const called = yield* use.write(company.id, noted({ contactId: contact.id, orderId: order.id }))
        expectEqual([called.status, called.to], ["SENT", undefined], "noted all the same")
        expectEqual(
          yield* tagOf((yield* Contacts).remove(contact.id)),
          "ContactInUse",
          "who was written to is not deleted",
        )
      }),
    ),
  },
  {
    name: "F15 a mail's end is noted once, with whom it went to; its text goes with that",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const use = yield* Communications
        const outbox = yield* Outbox
        const client = yield* (yield* Clients).create(inputs.privateClient())
        const sent = yield* use.write(client.id, message({}))
        const lost = yield* use.write(client.id, message({}))
        const held = yield* leases(operator.id)
        const at = yield* DateTime.now
        const asSent = { to: "J@example.org", subject: "As rendered", contactId: client.selfContactId }
        const late = { ...asSent, subject: "Too late" }
        const stale = { ...held(sent.id), claimedBy: freshUuid() }
        expectEqual(yield* outbox.settle(stale, at, late), false, "who does not hold the lease notes nothing")
        expectEqual(yield* outbox.settle(held(sent.id), at, asSent), true, "the holder does")
        expectEqual(yield* outbox.bury(held(sent.id), at, "after its end"), false, "once")
        expectEqual(yield* outbox.bury(held(lost.id), at, "mailbox full"), true, "given up")
        const { text: _, ...rest } = sent
        const { text: __, ...gone } = lost
        expectEqual(
          (yield* use.list(client.id, { sort: "at", limit: 9 })).items,
          [
            {
              ...rest,
              status: "SENT",
              to: "J@example.org",
              subject: "As rendered",
              contactId: client.selfContactId,
            },
            { ...gone, status: "FAILED", error: "mailbox full" },
          ],
          "both ends",
        )
      }),
    ),
  },
  {
    name: "F97 what was written to a person is given out with all else that is held, and erased with it, also when it is delivered after",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const use = yield* Communications
        const contacts = yield* Contacts
        const outbox = yield* Outbox
        const clients = yield* Clients
        const company = yield* clients.create(inputs.businessClient())
        const { contact } = yield* contacts.create({ lastName: "Durand", email: "Durand@example.org" })
        const other = yield* use.write(company.id, noted({ to: "somebody@example.org" }))
        const toContact = yield* use.write(company.id, message({ contactId: contact.id }))
        const toAddress = yield* use.write(company.id, noted({ to: "durand@EXAMPLE.org" }))
        const held = yield* (yield* PersonalData).of(contact.id)
        expectEqual(held.communications, [toContact, toAddress], "held on the contact")
        const lease = yield* leases(operator.id)
        yield* contacts.erase(contact.id)
        const late = { to: "durand@example.org", subject: "Late", contactId: contact.id }
        yield* outbox.settle(lease(toContact.id), yield* DateTime.now, late)
        const left = (yield* use.list(company.id, { sort: "at", limit: 9 })).items
        expectEqual(
          left.map(({ to, subject, text }) => [to, subject, text]),
          [
            ["somebody@example.org", "Called back", undefined],
            [undefined, undefined, undefined],
            [undefined, undefined, undefined],
          ],
          "only the contact's are blank",
        )
        expectEqual(
          left.map(({ id, status }) => [id, status]),
          [
            [other.id, "SENT"],
            [toContact.id, "SENT"],
            [toAddress.id, "SENT"],
          ],
          "that there were some is kept",
        )

        const person = yield* clients.create(inputs.privateClient())
        const own = yield* use.write(person.id, message({}))
        yield* contacts.erase(person.selfContactId!)
        const found = yield* (yield* CommunicationRepository).find(operator.id, own.id)
        expectTrue(
          Option.isSome(found) && found.value.to === undefined && found.value.text === undefined,
          "a private client's are its person's",
        )
        expectTrue(Option.isSome(found) && DateTime.isDateTime(found.value.erasedAt), "and say so")
      }),
    ),
  },
]
