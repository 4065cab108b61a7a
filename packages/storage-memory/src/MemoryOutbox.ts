/** The outbox in memory. */
import { type ClaimedMessage, type Lease, type Message, type OperatorId, Outbox } from "@caleche/core"
import { DateTime, Effect, HashMap, Layer } from "effect"
import { type End, ended } from "./MemoryCommunications.ts"
import { type Data, put, row, Store } from "./Store.ts"

/** A message and where its delivery stands. */
export interface OutboxRow extends Message {
  readonly operatorId: OperatorId
  readonly dueAt: DateTime.Utc
  readonly attempt: number
  readonly claimedBy?: string
  readonly claimedUntil?: DateTime.Utc
  readonly endedAt?: DateTime.Utc
  readonly error?: string
  /** Given up; otherwise what has ended was delivered. */
  readonly buried?: true
}

const open = (data: Data): ReadonlyArray<OutboxRow> =>
  [...HashMap.values(data.outbox)]
    .flatMap((mine) => [...HashMap.values(mine)])
    .filter((message) => message.endedAt === undefined)

export const outbox = Layer.effect(
  Outbox,
  Effect.gen(function* () {
    const { read, write, arrived } = yield* Store

    /** Ends a lease that is still held, and notes how the message ended when it did. */
    const end = (lease: Lease, change: Partial<OutboxRow>, how?: End) =>
      write((data): readonly [boolean, Data] => {
        const message = row(data.outbox, lease.operatorId, lease.id)
        const held =
          message?.claimedBy === lease.claimedBy &&
          message.attempt === lease.attempt &&
          message.endedAt === undefined
        if (!held) return [false, data]
        const { claimedBy: _b, claimedUntil: _u, ...free } = message
        const outbox = put(data.outbox, lease.operatorId, lease.id, { ...free, ...change })
        const next = { ...data, outbox }
        return [true, how === undefined ? next : ended(next, lease, how)]
      })

    return Outbox.of({
      put: (operatorId, messages, at) =>
        write((data) => [
          undefined,
          {
            ...data,
            outbox: messages.reduce(
              (table, message) =>
                put(table, operatorId, message.id, { ...message, operatorId, dueAt: at, attempt: 0 }),
              data.outbox,
            ),
          },
        ]),
      arrival: Effect.andThen(arrived.await, arrived.close),
      claim: ({ claimedBy, limit, now, until }) =>
        write((before) => {
          const due = open(before)
            .filter(
              ({ dueAt, claimedUntil }) =>
                DateTime.isLessThanOrEqualTo(dueAt, now) &&
                (claimedUntil === undefined || DateTime.isLessThanOrEqualTo(claimedUntil, now)),
            )
            .toSorted((a, b) => DateTime.Order(a.dueAt, b.dueAt) || (a.id < b.id ? -1 : 1))
            .slice(0, limit)
          let data = before
          const claimed = due.map((message): ClaimedMessage => {
            const next = { ...message, claimedBy, claimedUntil: until, attempt: message.attempt + 1 }
            data = { ...data, outbox: put(data.outbox, message.operatorId, message.id, next) }
            const { id, content, operatorId, attempt, traceparent } = next
            return { id, content, operatorId, attempt, ...(traceparent === undefined ? {} : { traceparent }) }
          })
          return [claimed, data]
        }),
      settle: (lease, at, sent) => end(lease, { endedAt: at }, sent),
      postpone: (lease, dueAt, error) => end(lease, { dueAt, error }),
      bury: (lease, at, error) => end(lease, { endedAt: at, error, buried: true }, { error }),
      purge: (before, limit) =>
        write((data) => {
          const old = [...HashMap.values(data.outbox)]
            .flatMap((mine) => [...HashMap.values(mine)])
            .filter(
              ({ buried, endedAt }) =>
                buried !== true && endedAt !== undefined && DateTime.isLessThan(endedAt, before),
            )
            .slice(0, limit)
          const outbox = old.reduce(
            (table, { id, operatorId }) => put(table, operatorId, id, undefined),
            data.outbox,
          )
          return [old.length, { ...data, outbox }]
        }),
      backlog: read((data) => open(data).length),
    })
  }),
)
