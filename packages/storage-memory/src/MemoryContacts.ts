/** Contact cards in memory. */
import { ContactNotFound, ContactRepository } from "@caleche/core"
import { Effect, Layer, Result } from "effect"
import { row, Store } from "./Store.ts"
import { succeed } from "./versioned.ts"

export const contacts = Layer.effect(
  ContactRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    return ContactRepository.of({
      lock: (operatorId, id) =>
        Effect.flatMap(
          read((data) => row(data.contacts, operatorId, id)),
          (contact) =>
            contact === undefined ? Effect.fail(new ContactNotFound({ ids: [id] })) : Effect.succeed(contact),
        ),
      save: (operatorId, contact) =>
        Effect.flatMap(
          write((data) => {
            const stored = succeed(data.contacts, operatorId, contact)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, contacts: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
    })
  }),
)
