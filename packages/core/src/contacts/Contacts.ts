/** The people one talks to: entered, linked to clients, edited, archived. A private client's card is one of them. */
import { Context, DateTime, Effect, Equal, Layer, Option } from "effect"
import type { Actor, CurrentActor } from "../access/Actor.ts"
import { type Action, type Forbidden, permit } from "../access/Permissions.ts"
import { fact, makeRecord } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import { type ClientId, ContactId, type OperatorId } from "../shared/Ids.ts"
import type { CursorMismatch, Page, PageRequest } from "../shared/Page.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import type { Client } from "./Client.ts"
import { type ClientNotFound, ContactInUse, type ContactNotFound, ReachRequired } from "./ClientErrors.ts"
import { ClientFiguresRepository } from "./ClientFigures.ts"
import { ClientRepository } from "./ClientRepository.ts"
import { CommunicationRepository } from "./CommunicationRepository.ts"
import type { Contact, ContactEdit, LinkedContact, Linking, NewContact } from "./Contact.ts"
import * as Commands from "./ContactCommands.ts"
import { type ContactFilters, ContactRepository, type ContactSort } from "./ContactRepository.ts"

/** What any change to an existing contact can fail with. `ifVersion` names the version the caller saw. */
type Change<E = never> = Effect.Effect<
  LinkedContact,
  E | ContactNotFound | StaleVersion | Forbidden | StorageFailed,
  CurrentActor
>

/** How many uses of a contact are worth telling. */
const mostUses = 10

export class Contacts extends Context.Service<
  Contacts,
  {
    /** Consent to the newsletter is noted by those only who may note it. */
    readonly create: (
      input: NewContact,
    ) => Effect.Effect<LinkedContact, Forbidden | StorageFailed, CurrentActor>
    readonly get: (
      id: ContactId,
    ) => Effect.Effect<LinkedContact, ContactNotFound | Forbidden | StorageFailed, CurrentActor>
    readonly list: (
      filters: ContactFilters,
      page: PageRequest<ContactSort>,
    ) => Effect.Effect<Page<Contact>, CursorMismatch | Forbidden | StorageFailed, CurrentActor>
    /** The card of a private client changes what the client shows. */
    readonly edit: (id: ContactId, changes: ContactEdit, ifVersion?: Version) => Change<ReachRequired>
    readonly archive: (id: ContactId, ifVersion?: Version) => Change
    readonly restore: (id: ContactId, ifVersion?: Version) => Change
    /**
     * Blanks everything personal on the card, on the private client whose card it is, and in kept answers; both are archived.
     * Quotes and orders stay with what was agreed in them. Not undone.
     */
    readonly erase: (id: ContactId, ifVersion?: Version) => Change
    /** The contact is gone, with its links to clients; its history stays. Not one that a quote or an order names, nor a card. */
    readonly remove: (
      id: ContactId,
      ifVersion?: Version,
    ) => Effect.Effect<
      void,
      ContactInUse | ContactNotFound | StaleVersion | Forbidden | StorageFailed,
      CurrentActor
    >
    /** Says what the contact is to the client, newly or anew. */
    readonly link: (
      clientId: ClientId,
      id: ContactId,
      linking: Linking,
    ) => Effect.Effect<
      LinkedContact,
      ClientNotFound | ContactNotFound | Forbidden | StorageFailed,
      CurrentActor
    >
    /** Parts them; where there is no link, nothing happens. */
    readonly unlink: (
      clientId: ClientId,
      id: ContactId,
    ) => Effect.Effect<
      LinkedContact,
      ClientNotFound | ContactNotFound | Forbidden | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/contacts/Contacts") {
  static readonly layer = Layer.effect(
    Contacts,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const repository = yield* ContactRepository
      const clients = yield* ClientRepository
      const communications = yield* CommunicationRepository
      const figures = yield* ClientFiguresRepository
      const ids = yield* IdGenerator
      const record = yield* makeRecord

      const linked = (operatorId: OperatorId, contact: Contact) =>
        Effect.map(repository.links(operatorId, contact.id), (clients): LinkedContact => ({
          contact,
          clients,
        }))

      const create = Effect.fn("Contacts.create")(function* ({ newsletter, ...card }: NewContact) {
        const actor = yield* permit("contact.create")
        if (newsletter !== undefined) yield* permit("contact.consent")
        const at = yield* DateTime.now
        const contact: Contact = {
          ...card,
          ...(newsletter === undefined ? {} : { newsletter: Commands.consentOf(newsletter, actor, at) }),
          id: ContactId.make(yield* ids.next),
          version: 1,
          createdAt: at,
          updatedAt: at,
        }
        yield* atomically(
          actor.operatorId,
          Effect.andThen(
            repository.insert(actor.operatorId, contact),
            record(actor, at, [
              fact("CONTACT", contact.id, "ContactCreated"),
              ...(newsletter === undefined ? [] : [Commands.consentFact(contact)]),
            ]),
          ),
        )
        return { contact, clients: [] }
      })

      /** What was written to an erased person, and every answer that shows the person or that. */
      const forget = Effect.fnUntraced(function* (
        operatorId: OperatorId,
        { email, id }: Contact,
        client: Client | undefined,
        at: DateTime.Utc,
      ) {
        const reached = { clientId: client?.id, contactId: id, email }
        const written = yield* communications.erase(operatorId, reached, at)
        const shown = [id, ...(client === undefined ? [] : [client.id]), ...written]
        yield* repository.forgetAnswers(operatorId, shown)
      })

      /** Erases what was folded into an erased card, and into its client. The caller has locked both. */
      const eraseFolded = Effect.fnUntraced(function* (
        actor: Actor,
        card: Contact,
        client: Client | undefined,
        at: DateTime.Utc,
      ) {
        const { operatorId } = actor
        const cards = yield* repository.sourcesOf(operatorId, card.id)
        const owners = client === undefined ? [] : yield* clients.sourcesOf(operatorId, client.id)
        for (const folded of cards) {
          const { contact, facts } = Commands.erase(folded, at)
          if (facts.length === 0) continue
          yield* repository.save(operatorId, contact)
          const owner = owners.find(({ selfContactId }) => selfContactId === folded.id)
          const shown = owner === undefined ? undefined : Commands.shownAfter(owner, contact, facts, at)
          if (shown !== undefined) yield* clients.save(operatorId, shown.client)
          yield* record(actor, at, [...facts, ...(shown?.facts ?? [])])
          yield* forget(operatorId, folded, owner, at)
        }
      })

      /** Locks the contact, after the client whose card it is, lets `decide` change it, and saves both with the facts. */
      const change = Effect.fnUntraced(function* <E = never>(
        action: Action,
        id: ContactId,
        ifVersion: Version | undefined,
        decide: (
          contact: Contact,
          actor: Actor,
          at: DateTime.Utc,
          isCard: boolean,
        ) => Effect.Effect<Commands.ContactDecision, E>,
      ) {
        const actor = yield* permit(action)
        const { operatorId } = actor
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const owner = yield* repository.ownerOf(operatorId, id)
            const client = Option.isNone(owner)
              ? undefined
              : yield* Effect.catchTag(clients.lock(operatorId, owner.value), "ClientNotFound", Effect.die) // it names its card
            const stored = yield* repository.lock(operatorId, id)
            if (ifVersion !== undefined && ifVersion !== stored.version)
              return yield* new StaleVersion({ id, expected: ifVersion, actual: stored.version })
            const { contact, facts } = yield* decide(stored, actor, at, client !== undefined)
            if (facts.length === 0) return yield* linked(operatorId, stored)
            yield* repository.save(operatorId, contact)
            const shown = client === undefined ? undefined : Commands.shownAfter(client, contact, facts, at)
            if (shown !== undefined) yield* clients.save(operatorId, shown.client)
            if (shown?.facts.some(({ action }) => action === "ClientEdited") === true)
              yield* figures.touch(operatorId, shown.client.id, at)
            yield* record(actor, at, [...facts, ...(shown?.facts ?? [])])
            if (facts.some(({ action }) => action === "ContactErased")) {
              yield* eraseFolded(actor, contact, client, at)
              yield* forget(operatorId, stored, client, at)
            }
            return yield* linked(operatorId, contact)
          }),
        )
      })

      const remove = Effect.fn("Contacts.remove")(function* (asked: ContactId, ifVersion?: Version) {
        const actor = yield* permit("contact.delete")
        const { operatorId } = actor
        yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const { id, version } = yield* repository.lockToRemove(operatorId, asked)
            if (ifVersion !== undefined && ifVersion !== version)
              return yield* new StaleVersion({ id, expected: ifVersion, actual: version })
            const owner = yield* repository.ownerOf(operatorId, id)
            const named = yield* repository.usesOf(operatorId, id, mostUses)
            const usedBy = [
              ...Option.toArray(owner).map((client) => ({ kind: "CLIENT" as const, id: client })),
              ...named,
            ]
            if (usedBy.length > 0) return yield* new ContactInUse({ id, usedBy: usedBy.slice(0, mostUses) })
            const links = yield* repository.links(operatorId, id)
            yield* repository.remove(operatorId, id)
            yield* repository.forgetAnswers(operatorId, [id])
            yield* record(actor, at, [
              ...links.map(({ clientId }) =>
                fact("CLIENT", clientId, "ContactUnlinked", { data: { contactId: id } }),
              ),
              fact("CONTACT", id, "ContactDeleted"),
            ])
          }),
        )
      })

      /** Locks client and contact, and changes what is between them. */
      const between = Effect.fnUntraced(function* (
        askedClient: ClientId,
        asked: ContactId,
        linking: Linking | undefined,
      ) {
        const actor = yield* permit("contact.link")
        const { operatorId } = actor
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const at = yield* DateTime.now
            const { id: clientId } = yield* clients.lock(operatorId, askedClient)
            const contact = yield* repository.lock(operatorId, asked)
            const { id } = contact
            const known = (yield* repository.links(operatorId, id)).find((link) => link.clientId === clientId)
            const link =
              linking === undefined
                ? undefined
                : { clientId, contactId: id, role: linking.role, primary: linking.primary ?? false }
            if (Equal.equals(known, link)) return yield* linked(operatorId, contact)
            if (link === undefined) yield* repository.unlink(operatorId, clientId, id)
            else yield* repository.link(operatorId, link)
            const action = link === undefined ? "ContactUnlinked" : "ContactLinked"
            const role = link === undefined ? {} : { role: link.role, primary: link.primary }
            yield* record(actor, at, [
              fact("CLIENT", clientId, action, { data: { contactId: id, ...role } }),
              fact("CONTACT", id, action, { data: { clientId, ...role } }),
            ])
            return yield* linked(operatorId, contact)
          }),
        )
      })

      return Contacts.of({
        create,
        get: Effect.fn("Contacts.get")(function* (id) {
          const { operatorId } = yield* permit("contact.read")
          return yield* linked(operatorId, yield* repository.get(operatorId, id))
        }),
        list: Effect.fn("Contacts.list")(function* (filters, page) {
          const { operatorId } = yield* permit("contact.read")
          return yield* repository.list(operatorId, filters, page)
        }),
        edit: Effect.fn("Contacts.edit")(function* (id, changes, ifVersion) {
          if (changes.newsletter !== undefined) yield* permit("contact.consent")
          return yield* change("contact.edit", id, ifVersion, (contact, actor, at, isCard) => {
            const decision = Commands.edit(contact, changes, actor, at)
            const { email, phone } = decision.contact
            return isCard && email === undefined && phone === undefined
              ? Effect.fail(new ReachRequired({}))
              : Effect.succeed(decision)
          })
        }),
        archive: Effect.fn("Contacts.archive")((id, ifVersion) =>
          change("contact.archive", id, ifVersion, (contact, _, at) =>
            Effect.succeed(Commands.archive(contact, at)),
          ),
        ),
        restore: Effect.fn("Contacts.restore")((id, ifVersion) =>
          change("contact.archive", id, ifVersion, (contact, _, at) =>
            Effect.succeed(Commands.restore(contact, at)),
          ),
        ),
        erase: Effect.fn("Contacts.erase")((id, ifVersion) =>
          change("contact.erase", id, ifVersion, (contact, _, at) =>
            Effect.succeed(Commands.erase(contact, at)),
          ),
        ),
        remove,
        link: Effect.fn("Contacts.link")((clientId, id, linking) => between(clientId, id, linking)),
        unlink: Effect.fn("Contacts.unlink")((clientId, id) => between(clientId, id, undefined)),
      })
    }),
  )
}
