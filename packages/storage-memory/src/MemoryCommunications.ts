/** Communications in memory. */
import {
  byCodePoint,
  type Communication,
  CommunicationRepository,
  emailKey,
  type Lease,
  type OperatorId,
  type PersonReached,
  type Sent,
} from "@caleche/core"
import { DateTime, Effect, Layer, Option } from "effect"
import { listed } from "./listed.ts"
import { type Data, put, row, rows, Store } from "./Store.ts"

const ofPerson = (
  data: Data,
  operatorId: OperatorId,
  { clientId, contactId, email }: PersonReached,
): ReadonlyArray<Communication> =>
  rows(data.communications, operatorId)
    .filter(
      (one) =>
        one.clientId === clientId ||
        one.contactId === contactId ||
        (email !== undefined && one.to !== undefined && emailKey(one.to) === emailKey(email)),
    )
    .toSorted((a, b) => DateTime.Order(a.at, b.at) || byCodePoint(a.id, b.id))

const keeping = (data: Data, operatorId: OperatorId, changed: ReadonlyArray<Communication>): Data => ({
  ...data,
  communications: changed.reduce((table, one) => put(table, operatorId, one.id, one), data.communications),
})

/** How a message ended. */
export type End = Sent | { readonly error: string }

/** The data with the end of a message noted on the communication it is, if it is one. */
export const ended = (data: Data, { id, operatorId }: Lease, end: End): Data => {
  const known = row(data.communications, operatorId, id)
  if (known === undefined) return data
  const { text: _, ...rest } = known
  const next = (): Communication => {
    if ("error" in end) return { ...rest, status: "FAILED", error: end.error }
    if (known.erasedAt !== undefined) return { ...rest, status: "SENT" }
    const { contactId = known.contactId, subject, to } = end
    return { ...rest, status: "SENT", to, subject, ...(contactId === undefined ? {} : { contactId }) }
  }
  return keeping(data, operatorId, [next()])
}

export const communications = Layer.effect(
  CommunicationRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    return CommunicationRepository.of({
      insert: (operatorId, added) => write((data) => [undefined, keeping(data, operatorId, added)]),
      find: (operatorId, id) =>
        read((data) => Option.fromUndefinedOr(row(data.communications, operatorId, id))),
      ofClient: (operatorId, clientId, page) =>
        Effect.flatMap(
          read((data) => rows(data.communications, operatorId).filter((one) => one.clientId === clientId)),
          (all) => listed(all, { clientId }, page, ({ at, id }) => ({ key: DateTime.formatIso(at), id })),
        ),
      ofPerson: (operatorId, person) => read((data) => ofPerson(data, operatorId, person)),
      erase: (operatorId, person, at) =>
        write((data) => {
          const written = ofPerson(data, operatorId, person)
          const blank = written.map(({ to: _, subject: __, text: ___, ...rest }) => ({
            ...rest,
            erasedAt: rest.erasedAt ?? at,
          }))
          return [written.map(({ id }) => id), keeping(data, operatorId, blank)]
        }),
    })
  }),
)
