/**
 * Everything the operators hold, in immutable maps.
 *
 * A unit of work changes a copy and puts it in place when it succeeds, so that nobody sees half of one. Units take turns,
 * as if every row were locked.
 */
import {
  type Absence,
  type Agency,
  type ApiKey,
  type Client,
  type Communication,
  type Contact,
  type ContactLink,
  type Driver,
  type Mission,
  type Operator,
  type OperatorId,
  type Order,
  type Quote,
  type RecordedEntry,
  UnitOfWork,
  type Vehicle,
} from "@caleche/core"
import { Context, Effect, Exit, HashMap, Latch, Layer, Option, Semaphore } from "effect"
import type { AgencyUserRow, InvitationRow } from "./MemoryAgencyUsers.ts"
import type { OutboxRow } from "./MemoryOutbox.ts"
import type { AnswerRow } from "./MemoryIdempotency.ts"
import type { BookRecord } from "./MemoryPriceBooks.ts"

/** Rows by operator, then by id. */
export type Table<A> = HashMap.HashMap<OperatorId, HashMap.HashMap<string, A>>

export interface Data {
  readonly operators: HashMap.HashMap<OperatorId, Operator>
  readonly apiKeys: Table<ApiKey>
  readonly clients: Table<Client>
  readonly contacts: Table<Contact>
  readonly contactLinks: Table<ContactLink>
  readonly communications: Table<Communication>
  readonly agencies: Table<Agency>
  /** One record an operator, under the operator's own id. */
  readonly priceBooks: Table<BookRecord>
  readonly agencyUsers: Table<AgencyUserRow>
  readonly invitations: Table<InvitationRow>
  readonly quotes: Table<Quote>
  readonly drivers: Table<Driver>
  readonly vehicles: Table<Vehicle>
  readonly absences: Table<Absence>
  readonly orders: Table<Order>
  readonly missions: Table<Mission>
  readonly history: Table<RecordedEntry>
  readonly outbox: Table<OutboxRow>
  readonly answers: Table<AnswerRow>
  /** The last number given out, by kind and year. */
  readonly counters: Table<number>
  readonly sequence: number
}

const empty: Data = {
  operators: HashMap.empty(),
  apiKeys: HashMap.empty(),
  clients: HashMap.empty(),
  contacts: HashMap.empty(),
  contactLinks: HashMap.empty(),
  communications: HashMap.empty(),
  agencies: HashMap.empty(),
  priceBooks: HashMap.empty(),
  agencyUsers: HashMap.empty(),
  invitations: HashMap.empty(),
  quotes: HashMap.empty(),
  drivers: HashMap.empty(),
  vehicles: HashMap.empty(),
  absences: HashMap.empty(),
  orders: HashMap.empty(),
  missions: HashMap.empty(),
  history: HashMap.empty(),
  outbox: HashMap.empty(),
  answers: HashMap.empty(),
  counters: HashMap.empty(),
  sequence: 0,
}

/** The row, or undefined. */
export const row = <A>(table: Table<A>, operatorId: OperatorId, id: string): A | undefined =>
  Option.getOrUndefined(Option.flatMap(HashMap.get(table, operatorId), HashMap.get(id)))

/** All rows of an operator, in no order. */
export const rows = <A>(table: Table<A>, operatorId: OperatorId): ReadonlyArray<A> =>
  Option.match(HashMap.get(table, operatorId), {
    onNone: () => [],
    onSome: (mine) => [...HashMap.values(mine)],
  })

/** The table with a row put in, or taken out when `value` is undefined. */
export const put = <A>(
  table: Table<A>,
  operatorId: OperatorId,
  id: string,
  value: A | undefined,
): Table<A> => {
  const mine = Option.getOrElse(HashMap.get(table, operatorId), () => HashMap.empty<string, A>())
  return HashMap.set(
    table,
    operatorId,
    value === undefined ? HashMap.remove(mine, id) : HashMap.set(mine, id, value),
  )
}

/** An open unit of work: its copy of the data, and whether a unit that joined it failed. */
interface Unit {
  readonly operatorId: OperatorId
  data: Data
  failed: boolean
}
const CurrentUnit = Context.Reference<Unit | undefined>("@caleche/storage-memory/CurrentUnit", {
  defaultValue: () => undefined,
})

/** For a storage that keeps what is committed somewhere else: what there was, and what is told of each commit. */
export interface Keeping {
  readonly initial?: Data
  readonly committed: (data: Data) => Effect.Effect<void>
}

export class Store extends Context.Service<
  Store,
  {
    /** Reads what the surrounding unit of work sees, or what is committed. */
    readonly read: <A>(f: (data: Data) => A) => Effect.Effect<A>
    /** Changes the data of the surrounding unit of work; a write outside of one is a unit of its own. */
    readonly write: <A>(f: (data: Data) => readonly [A, Data]) => Effect.Effect<A>
    /** Opens when a message was committed. */
    readonly arrived: Latch.Latch
  }
>()("@caleche/storage-memory/Store") {
  /** Begins with what is kept, and tells of every commit, one after the other. */
  static readonly layerKept = (keeping: Keeping): Layer.Layer<Store | UnitOfWork> =>
    Layer.effectContext(
      Effect.gen(function* () {
        let committed: Data = { ...empty, ...keeping.initial }
        const turn = yield* Semaphore.make(1)
        const arrived = yield* Latch.make(false)

        const commit = (data: Data) =>
          Effect.suspend(() => {
            const grew = data.outbox !== committed.outbox
            committed = data
            return Effect.andThen(keeping.committed(data), grew ? arrived.open : Effect.void)
          })

        const open = <A, E, R>(operatorId: OperatorId, body: Effect.Effect<A, E, R>) =>
          turn.withPermits(1)(
            Effect.suspend(() => {
              const unit: Unit = { operatorId, data: committed, failed: false }
              return Effect.flatMap(Effect.provideService(body, CurrentUnit, unit), (value) =>
                unit.failed
                  ? Effect.die(new Error("a unit of work cannot commit after one that joined it has failed"))
                  : Effect.as(commit(unit.data), value),
              )
            }),
          )

        const join = <A, E, R>(unit: Unit, operatorId: OperatorId, body: Effect.Effect<A, E, R>) =>
          unit.operatorId !== operatorId
            ? Effect.die(new Error("a unit of work belongs to one operator"))
            : Effect.onExit(body, (exit) => Effect.sync(() => void (unit.failed ||= Exit.isFailure(exit))))

        const store = Store.of({
          read: (f) => Effect.map(CurrentUnit, (unit) => f(unit?.data ?? committed)),
          write: (f) =>
            Effect.flatMap(CurrentUnit, (unit) =>
              unit === undefined
                ? turn.withPermits(1)(
                    Effect.suspend(() => {
                      const [value, data] = f(committed)
                      return Effect.as(commit(data), value)
                    }),
                  )
                : Effect.sync(() => {
                    const [value, data] = f(unit.data)
                    unit.data = data
                    return value
                  }),
            ),
          arrived,
        })
        const unitOfWork = UnitOfWork.of({
          atomically: (operatorId, body) =>
            Effect.flatMap(CurrentUnit, (unit) =>
              unit === undefined ? open(operatorId, body) : join(unit, operatorId, body),
            ),
        })
        return Context.make(Store, store).pipe(Context.add(UnitOfWork, unitOfWork))
      }),
    )

  static readonly layer: Layer.Layer<Store | UnitOfWork> = this.layerKept({ committed: () => Effect.void })
}
