import { describe, expect, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { createHash } from "node:crypto"
import type { Agency } from "../../src/contacts/Agency.ts"
import { AgencyRepository } from "../../src/contacts/AgencyRepository.ts"
import type { AgencyUser } from "../../src/contacts/AgencyUser.ts"
import { AgencyUserRepository } from "../../src/contacts/AgencyUserRepository.ts"
import { InvitationTerms } from "../../src/contacts/InvitationTerms.ts"
import { ClientNotFound } from "../../src/contacts/ClientErrors.ts"
import type { ClientRepository } from "../../src/contacts/ClientRepository.ts"
import type { Communication } from "../../src/contacts/Communication.ts"
import { CommunicationRepository } from "../../src/contacts/CommunicationRepository.ts"
import { MailTexts } from "../../src/messages/MailTexts.ts"
import { Messages } from "../../src/messages/Messages.ts"
import { OperatorRepository } from "../../src/operators/OperatorRepository.ts"
import { noContribution } from "../../src/orders/Contribution.ts"
import type { Order } from "../../src/orders/Order.ts"
import { OrderRepository } from "../../src/orders/OrderRepository.ts"
import type { ClaimedMessage, MessageContent } from "../../src/ports/Outbox.ts"
import { QuoteRepository } from "../../src/quotes/QuoteRepository.ts"
import { LocalDate } from "../../src/shared/Instant.ts"
import { AgencyId, AgencyUserId, InvitationId } from "../../src/shared/Ids.ts"
import { StorageFailed } from "../../src/shared/StorageFailed.ts"
import { client, contact, contactId, ids, minutesAfter, now, operator, quote, uuid } from "../samples.ts"

const sent = quote({
  status: "SENT",
  validUntil: LocalDate.make("2026-12-21"),
  contacts: [{ contactId: contactId(1), role: "BOOKER" }],
})
const { status: _, ...rest } = sent
const order: Order = {
  ...rest,
  id: ids.order,
  number: "CMD-2026-00001",
  quoteId: ids.quote,
  status: "PENDING",
  lines: [],
  missions: { tripAt: now, total: 1, assigned: 0 },
  contribution: noContribution,
  invoiceStatus: "NONE",
}

const agency: Agency = {
  id: AgencyId.make(uuid(40)),
  name: "Voyages Zénith",
  active: true,
  portal: { language: "fr" },
  version: 1,
  createdAt: now,
  updatedAt: now,
}
const invitationId = InvitationId.make(uuid(42))
const invited: AgencyUser = {
  id: AgencyUserId.make(uuid(41)),
  agencyId: agency.id,
  name: "Lise Petit",
  email: "lise@zenith.example",
  role: "BOOKER",
  status: "INVITED",
  invitation: { id: invitationId, expiresAt: minutesAfter(now, 7 * 24 * 60) },
  version: 1,
  createdAt: now,
  updatedAt: now,
}
const invitation = {
  _tag: "AgencyUserInvited",
  agencyId: agency.id,
  agencyUserId: invited.id,
  invitationId,
} as const

const jeanne = contact(1, { firstName: "Jeanne", email: "jeanne@example.org" })
const rendered = (
  content: MessageContent,
  ports: {
    client?: ReturnType<ClientRepository["Service"]["get"]>
    contacts?: ReadonlyArray<typeof jeanne>
    invited?: AgencyUser
    armed?: Array<readonly [string, string]>
    written?: Communication
  } = {},
) => {
  const message: ClaimedMessage = { id: ids.message, operatorId: ids.operator, attempt: 1, content }
  const records = Layer.mergeAll(
    Layer.mock(AgencyRepository, { get: () => Effect.succeed(agency) }),
    Layer.mock(AgencyUserRepository, {
      get: () => Effect.succeed(ports.invited ?? invited),
      armInvitation: (_, id, hash) => Effect.sync(() => void ports.armed?.push([id, hash])),
    }),
    Layer.mock(OperatorRepository, { get: () => Effect.succeed(operator) }),
    Layer.mock(QuoteRepository, {
      addressed: () =>
        Effect.map(ports.client ?? Effect.succeed(client()), (client) => ({
          operator,
          quote: sent,
          client,
          contacts: ports.contacts ?? [jeanne],
        })),
    }),
    Layer.mock(OrderRepository, { get: () => Effect.succeed(order) }),
    Layer.mock(CommunicationRepository, {
      find: () => Effect.succeed(Option.fromUndefinedOr(ports.written)),
    }),
  )
  return Effect.provide(
    Effect.flatMap(Messages, (messages) => messages.render(message)),
    Layer.provide(Messages.layer, records),
  )
}
const render = (...asked: Parameters<typeof rendered>) => Effect.map(rendered(...asked), ({ mail }) => mail)
const quoteSent = { _tag: "QuoteSent", quoteId: ids.quote } as const

describe("a message of the outbox becomes a mail", () => {
  it.effect(
    "F39 F64 of the quote: to its booker, with lines, what is to pay and the last day, under the message's id",
    () =>
      Effect.gen(function* () {
        const mail = yield* render(quoteSent)
        expect(mail).toMatchObject({
          id: ids.message,
          operatorId: ids.operator,
          to: "jeanne@example.org",
          subject: "Quote DEV-2026-00001 from Lumière VTC",
        })
        for (const part of [
          "Dear Jeanne Moreau 1,",
          "Paris – Reims: 85.00 EUR excl. VAT",
          "93.50 EUR",
          "2026-12-21",
        ])
          expect(mail.text).toContain(part)
        expect((yield* rendered(quoteSent)).contactId).toBe(jeanne.id)
        expect("contactId" in (yield* rendered(quoteSent, { contacts: [contact(1)] }))).toBe(false)
      }),
  )

  it.effect("of the order: with its number", () =>
    Effect.gen(function* () {
      const mail = yield* render({ _tag: "OrderConfirmed", orderId: ids.order, quoteId: ids.quote })
      expect(mail.subject).toBe("Your order CMD-2026-00001 at Lumière VTC")
      expect(mail.text).toContain("93.50 EUR")
    }),
  )

  it.effect("F19 of an invitation: its token is in the mail alone, and each time another one", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(now))
      const armed: Array<readonly [string, string]> = []
      const links = { validFor: "7 days", link: (token: string) => `https://x.example/#${token}` } as const
      const send = render(invitation, { armed }).pipe(Effect.provideService(InvitationTerms, links))
      const mails = [yield* send, yield* send]
      const tokens = mails.map(({ text }) => /#(cal_inv_[0-9a-f]{32}_[0-9a-f]{64})$/m.exec(text)?.[1])
      expect(new Set(tokens).size).toBe(2)
      expect(tokens).not.toContain(undefined)
      const hashes = tokens.map((token) => createHash("sha256").update(token!).digest("hex"))
      expect(armed).toEqual(hashes.map((hash) => [invitationId, hash]))
      expect(mails[0]).toMatchObject({
        id: ids.message,
        to: "lise@zenith.example",
        subject: "Your access to Lumière VTC for Voyages Zénith",
      })
      expect(mails[0]!.text).toContain("Dear Lise Petit,")
    }),
  )

  it.effect(
    "F19 never of an invitation that another one replaced, that is over, or whose person is gone",
    () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(DateTime.toEpochMillis(now))
        const armed: Array<readonly [string, string]> = []
        const { email: _, invitation: __, ...gone } = invited
        const closed: ReadonlyArray<AgencyUser> = [
          { ...invited, invitation: { ...invited.invitation!, id: InvitationId.make(uuid(43)) } },
          { ...invited, invitation: { id: invitationId, expiresAt: now } },
          { ...gone, invitation: invited.invitation! },
          gone,
        ]
        for (const user of closed)
          expect(yield* Effect.flip(render(invitation, { invited: user, armed }))).toMatchObject({
            permanent: true,
            reason: "the invitation is closed",
          })
        expect(armed).toEqual([])
      }),
  )

  it.effect("in the host's own words when it has given some", () =>
    Effect.gen(function* () {
      const texts = {
        quoteSent: () => ({ subject: "Devis", text: "Bonjour" }),
        orderConfirmed: () => ({ subject: "", text: "" }),
        agencyUserInvited: () => ({ subject: "", text: "" }),
      }
      expect(yield* render(quoteSent).pipe(Effect.provideService(MailTexts, texts))).toMatchObject({
        subject: "Devis",
        text: "Bonjour",
      })
    }),
  )

  it.effect("F14 of what a person wrote: as it was written, to whom it was written", () =>
    Effect.gen(function* () {
      const written: Communication = {
        id: ids.message,
        clientId: ids.client,
        kind: "MANUAL",
        channel: "EMAIL",
        to: "jeanne@example.org",
        subject: "Votre course",
        text: "À demain",
        status: "QUEUED",
        at: now,
      }
      const manual = { _tag: "ManualMessage", clientId: ids.client } as const
      expect(yield* render(manual, { written })).toEqual({
        id: ids.message,
        operatorId: ids.operator,
        to: "jeanne@example.org",
        subject: "Votre course",
        text: "À demain",
      })
      const { to: _, subject: __, text: ___, ...erased } = written
      for (const ports of [{ written: erased }, {}])
        expect(yield* Effect.flip(render(manual, ports))).toMatchObject({
          permanent: true,
          reason: "nobody to write to",
        })
    }),
  )

  it.effect("never, when nobody is left to write to or what it is about is gone", () =>
    Effect.gen(function* () {
      const { email: _, ...silent } = client()
      const nobody = yield* Effect.flip(
        render(quoteSent, { client: Effect.succeed(silent), contacts: [contact(1)] }),
      )
      expect(nobody).toMatchObject({ _tag: "MailNotSent", permanent: true, reason: "nobody to write to" })
      const gone = yield* Effect.flip(
        render(quoteSent, { client: Effect.fail(new ClientNotFound({ id: ids.client })) }),
      )
      expect(gone).toMatchObject({ _tag: "MailNotSent", permanent: true, reason: "ClientNotFound" })
    }),
  )

  it.effect("later, when the storage cannot be read", () =>
    Effect.gen(function* () {
      const failed = new StorageFailed({ operation: "ClientRepository.get", retryable: true })
      expect(yield* Effect.flip(render(quoteSent, { client: Effect.fail(failed) }))).toBe(failed)
    }),
  )
})
