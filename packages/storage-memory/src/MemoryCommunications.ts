/** Communications in memory. */
import {
  byCodePoint,
  type Communication,
  CommunicationRepository,
  emailKey,
  type OperatorId,
  type PersonReached,
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

export const communications = Layer.effect(
  CommunicationRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const keeping = (data: Data, operatorId: OperatorId, changed: ReadonlyArray<Communication>): Data => ({
      ...data,
      communications: changed.reduce(
        (table, one) => put(table, operatorId, one.id, one),
        data.communications,
      ),
    })
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
      settle: (operatorId, id, delivered) =>
        write((data) => {
          const known = row(data.communications, operatorId, id)
          if (known === undefined) return [undefined, data]
          const { text: _, ...rest } = known
          const next: Communication =
            delivered.status === "FAILED"
              ? { ...rest, status: "FAILED", error: delivered.error }
              : known.erasedAt !== undefined
                ? { ...rest, status: "SENT" }
                : {
                    ...rest,
                    status: "SENT",
                    to: delivered.to,
                    subject: delivered.subject,
                    ...(delivered.contactId === undefined ? {} : { contactId: delivered.contactId }),
                  }
          return [undefined, keeping(data, operatorId, [next])]
        }),
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
