/**
 * Two records of one client become one: the source is folded into the target, and its id answers with the target from then
 * on. It cannot be undone.
 */
import { Context, DateTime, Effect, Equal, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import { type Forbidden, permit } from "../access/Permissions.ts"
import { type Fact, fact, makeRecord } from "../ports/Decision.ts"
import { UnitOfWork } from "../ports/UnitOfWork.ts"
import type { ClientId, ContactId, OperatorId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { StaleVersion, type Version } from "../shared/Version.ts"
import { AgreedPrices } from "./AgreedPrices.ts"
import type { Client } from "./Client.ts"
import type { ClientNotFound, MergeConflict } from "./ClientErrors.ts"
import { ClientFiguresRepository } from "./ClientFigures.ts"
import { ClientMoves, type Moved } from "./ClientMoves.ts"
import { ClientRepository } from "./ClientRepository.ts"
import type { Contact } from "./Contact.ts"
import { ContactRepository } from "./ContactRepository.ts"
import { linksAfter, merge as decide, type Party } from "./MergeCommands.ts"

export class Merging extends Context.Service<
  Merging,
  {
    /**
     * Folds `id` into `into`, both of one type, and answers the target: its fields win and its empty ones are filled; links,
     * quotes, orders, communications and agreed prices are its own. Of private clients the cards are merged as well. Issued documents keep
     * what they say. Again: nothing.
     */
    readonly merge: (
      id: ClientId,
      into: ClientId,
      ifVersion?: Version,
    ) => Effect.Effect<
      Client,
      ClientNotFound | MergeConflict | StaleVersion | Forbidden | StorageFailed,
      CurrentActor
    >
  }
>()("@caleche/core/contacts/Merging") {
  static readonly layer = Layer.effect(
    Merging,
    Effect.gen(function* () {
      const { atomically } = yield* UnitOfWork
      const clients = yield* ClientRepository
      const contacts = yield* ContactRepository
      const moves = yield* ClientMoves
      const figures = yield* ClientFiguresRepository
      const prices = yield* AgreedPrices
      const record = yield* makeRecord

      /** A card that its client names. */
      const known = <A>(card: Effect.Effect<A, { readonly _tag: "ContactNotFound" } | StorageFailed>) =>
        Effect.catchTag(card, "ContactNotFound", Effect.die)

      /** Both parties, under all the locks a merge needs: quotes, orders, clients, then cards, each in the order of ids. */
      const locked = Effect.fnUntraced(function* (operatorId: OperatorId, id: ClientId, into: ClientId) {
        const before = yield* clients.get(operatorId, id)
        yield* clients.get(operatorId, into)
        const { id: clientId, selfContactId: cardId } = before
        yield* moves.lock(operatorId, { clientId, cardId })
        // Whoever the card belongs to besides gets its link changed.
        const near = cardId === undefined ? [] : yield* contacts.links(operatorId, cardId)
        const found = new Map<ClientId, Client>()
        for (const each of inOrder([id, into, ...near.map((link) => link.clientId)]))
          found.set(each, yield* clients.lock(operatorId, each))
        const [source, target] = [found.get(id)!, found.get(into)!] // both were just locked
        const cards = new Map<ContactId, Contact>()
        for (const each of inOrder(
          [source.selfContactId, target.selfContactId].filter((card) => card !== undefined),
        ))
          cards.set(each, yield* known(contacts.lock(operatorId, each)))
        const partyOf = (client: Client): Party => ({
          client,
          card: client.selfContactId === undefined ? undefined : cards.get(client.selfContactId),
        })
        return { source: partyOf(source), target: partyOf(target) }
      })

      const moveLinks = Effect.fnUntraced(function* (operatorId: OperatorId, source: Party, target: Party) {
        const ofClients = yield* Effect.forEach([source.client, target.client], ({ id }) =>
          contacts.linksOf(operatorId, id),
        )
        const ofCards = yield* Effect.forEach([source.card, target.card], (card) =>
          card === undefined ? Effect.succeed([]) : contacts.links(operatorId, card.id),
        )
        const all = [
          ...new Map(
            [...ofClients, ...ofCards].flat().map((link) => [`${link.clientId} ${link.contactId}`, link]),
          ).values(),
        ]
        const after = linksAfter(
          all,
          {
            clients: new Map([[source.client.id, target.client.id]]),
            cards:
              source.card === undefined || target.card === undefined
                ? new Map()
                : new Map([[source.card.id, target.card.id]]),
          },
          target.client,
        )
        const keyOf = (link: { readonly clientId: string; readonly contactId: string }) =>
          `${link.clientId} ${link.contactId}`
        const wanted = new Map(after.map((link) => [keyOf(link), link]))
        for (const link of all)
          if (!wanted.has(keyOf(link))) yield* contacts.unlink(operatorId, link.clientId, link.contactId)
        const there = new Map(all.map((link) => [keyOf(link), link]))
        for (const link of after)
          if (!Equal.equals(there.get(keyOf(link)), link)) yield* contacts.link(operatorId, link)
      })

      const merge = Effect.fn("Merging.merge")(function* (id: ClientId, into: ClientId, ifVersion?: Version) {
        const actor = yield* permit("client.merge")
        const { operatorId } = actor
        return yield* atomically(
          operatorId,
          Effect.gen(function* () {
            const { source, target } = yield* locked(operatorId, id, into)
            const at = yield* DateTime.now // after the locks, so that nothing that was done to either is later
            // Folded into it before: its id has answered with the target since.
            if (id !== into && source.client.id === target.client.id) return target.client
            if (ifVersion !== undefined && ifVersion !== source.client.version)
              return yield* new StaleVersion({ id, expected: ifVersion, actual: source.client.version })
            const after = yield* Effect.fromResult(decide(source, target, at))
            yield* moveLinks(operatorId, source, target)
            const moved = yield* moves.move(
              operatorId,
              { clientId: source.client.id, cardId: source.card?.id },
              { clientId: target.client.id, cardId: target.card?.id },
              at,
            )
            for (const { card } of [after.source, after.target])
              if (card !== undefined) yield* contacts.save(operatorId, card)
            yield* clients.save(operatorId, after.source.client)
            yield* clients.save(operatorId, after.target.client)
            const clientIds = { from: source.client.id, into: target.client.id }
            const agreed = yield* prices.move(operatorId, clientIds, at)
            yield* record(actor, at, [...after.facts, ...factsOf(moved, source, target), ...agreed])
            yield* figures.absorb(operatorId, { ...clientIds, at })
            return after.target.client
          }),
        )
      })

      return Merging.of({ merge })
    }),
  )
}

const inOrder = <Id extends string>(ids: ReadonlyArray<Id>): ReadonlyArray<Id> =>
  [...new Set(ids)].toSorted((a, b) => (a < b ? -1 : 1))

/** Whose the quotes and orders are now, in their own histories. */
function factsOf({ quotes, orders, named }: Moved, source: Party, target: Party): ReadonlyArray<Fact> {
  const data = { from: source.client.id, into: target.client.id }
  return [
    ...quotes.map((id) => fact("QUOTE", id, "QuoteMoved", { data })),
    ...named.map((id) =>
      fact("QUOTE", id, "ContactMerged", {
        data: { from: source.card?.id ?? "", into: target.card?.id ?? "" },
      }),
    ),
    ...orders.map((id) => fact("ORDER", id, "OrderMoved", { data })),
  ]
}
