/** Whom a new quote is for: the client and the contacts it names, held until the quote is there. */
import { Effect } from "effect"
import { ClientRepository } from "../contacts/ClientRepository.ts"
import { ContactRepository } from "../contacts/ContactRepository.ts"
import type { ClientId, OperatorId } from "../shared/Ids.ts"
import type { QuoteContact } from "./Quote.ts"
import * as Commands from "./QuoteCommands.ts"

export const makeQuoteParty = Effect.gen(function* () {
  const clients = yield* ClientRepository
  const people = yield* ContactRepository

  /** The contacts under the ids they answer under; nobody deletes one, or folds its card into another, before the quote is there. */
  const holding = (operatorId: OperatorId, named: ReadonlyArray<QuoteContact>) =>
    Effect.map(
      people.hold(
        operatorId,
        named.map(({ contactId }) => contactId),
      ),
      (held) => named.map((contact, n) => ({ ...contact, contactId: held[n] ?? contact.contactId })),
    )

  /**
   * The client under the id it answers under; nobody archives it, or folds it into another, before the quote is there. Without
   * contacts a private client's own card is the booker.
   */
  const heldFor = Effect.fnUntraced(function* (
    operatorId: OperatorId,
    asked: ClientId,
    named: ReadonlyArray<QuoteContact> | undefined,
  ) {
    const client = yield* clients.lock(operatorId, asked)
    const archived = Commands.clientActive(client)
    if (archived !== undefined) return yield* archived
    const { id: clientId, selfContactId } = client
    if (named !== undefined) return { clientId, contacts: yield* holding(operatorId, named) }
    const own = selfContactId === undefined ? [] : [{ contactId: selfContactId, role: "BOOKER" as const }]
    return { clientId, contacts: own }
  })

  return { holding, heldFor }
})
