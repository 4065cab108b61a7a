/**
 * Whether what a storage keeps beside the facts still follows from them.
 *
 * Lists answer from columns that are kept up to date and never added up when they are read; this is what says that they
 * are right, after a restored backup, a statement by hand or an upgrade. The facts are the records themselves: lines,
 * missions, quotes, history. What ought to be there is computed by the very functions that keep it.
 */
import { Context, DateTime, type Effect, Schema, type Stream } from "effect"
import { type ClientFigures, type Earnings, marginOf } from "../contacts/ClientFigures.ts"
import type { Mission } from "../missions/Mission.ts"
import { isTerminal } from "../missions/MissionStatus.ts"
import type { Operator } from "../operators/Operator.ts"
import { derive, type Order } from "../orders/Order.ts"
import type { DriverId, OperatorId } from "../shared/Ids.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Month } from "../shared/Month.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"

/** What is checked; STORAGE is the storage itself: its steps, roles and policies. */
export const CheckedView = Schema.Literals([
  "STORAGE",
  "ORDER",
  "ORDER_DRIVERS",
  "CLIENT_FIGURES",
  "CLIENT_MONTHS",
  "CLIENT_TOTALS",
  "QUOTE_CONTACTS",
  "SEARCH_KEYS",
])
export type CheckedView = typeof CheckedView.Type

/** Something that is kept otherwise than it follows. Names, addresses and numbers of persons are never in it. */
export interface Difference {
  readonly view: CheckedView
  /** Of the record; of STORAGE what it is about. */
  readonly id: string
  readonly field: string
  readonly stored: string
  readonly expected: string
}

/** What a stretch of the check came to. */
export interface Checked {
  readonly view: CheckedView
  /** Records looked at. */
  readonly records: number
  readonly differences: ReadonlyArray<Difference>
}

/** Messages that wait, and those that were given up. */
export interface OpenMessages {
  readonly pending: number
  readonly buried: number
  readonly oldestDueAt?: Instant
}

/** Offered by storages that keep views; one that adds up what it is asked for has nothing to check. */
export class StorageCheck extends Context.Service<
  StorageCheck,
  {
    /** Every operator there is: the one list across operators, for those who look after the storage. */
    readonly operators: Effect.Effect<ReadonlyArray<OperatorId>, StorageFailed>
    /** The steps of this release, the roles and the policies. */
    readonly structure: Effect.Effect<Checked, StorageFailed>
    /** Every view of an operator, some hundred records at a time: what it takes does not grow with what there is. */
    readonly views: (operator: Operator) => Stream.Stream<Checked, StorageFailed>
    readonly messages: (operatorId: OperatorId) => Effect.Effect<OpenMessages, StorageFailed>
    /** Writes the search keys that are not what this release computes, and says of each stretch how many it wrote. */
    readonly rekey: (
      operatorId: OperatorId,
    ) => Stream.Stream<{ readonly records: number; readonly rekeyed: number }, StorageFailed>
  }
>()("@caleche/core/views/StorageCheck") {}

/** A place in the pipeline by driver: null where some open mission of the order has none. */
export interface DriverPlace {
  readonly driverId: DriverId | null
  readonly tripAt: Instant
}

/** An order as it is kept, beside the facts it follows from. */
export interface KeptOrder {
  readonly order: Order
  readonly missions: ReadonlyArray<Mission>
  readonly drivers: ReadonlyArray<DriverPlace>
}

type Compared = readonly [field: string, stored: unknown, expected: unknown]

/** What an order's row and its places in the pipeline ought to be. */
export const orderDifferences = (
  { order, missions, drivers }: KeptOrder,
  operator: Operator,
): ReadonlyArray<Difference> => {
  const expected = derive(order, missions, operator)
  const row: ReadonlyArray<Compared> = [
    ["status", order.status, expected.status],
    ["lines", order.lines.map(({ net }) => net), expected.lines.map(({ net }) => net)],
    ["totals", order.totals, expected.totals],
    ["missions", order.missions, expected.missions],
    ["contribution", order.contribution, expected.contribution],
  ]
  const places = driversOf(missions).map((driverId) => ({ driverId, tripAt: expected.missions.tripAt }))
  const byDriver = (all: ReadonlyArray<DriverPlace>) =>
    all.map((place) => canonical(place)).toSorted((a, b) => (a < b ? -1 : 1))
  return [
    ...differing("ORDER", order.id, row),
    ...differing("ORDER_DRIVERS", order.id, [["drivers", byDriver(drivers), byDriver(places)]]),
  ]
}

/** Under which drivers an order stands: those of missions that are not CANCELLED, and nobody while an open one has none. */
const driversOf = (missions: ReadonlyArray<Mission>): ReadonlyArray<DriverId | null> => [
  ...new Set(
    missions
      .filter(
        ({ driverId, status }) => status !== "CANCELLED" && (driverId !== undefined || !isTerminal(status)),
      )
      .map(({ driverId }) => driverId ?? null),
  ),
]

/** A client's figures as they are kept or added up anew, with its months; `margin` is what lists are sorted by. */
export interface KeptFigures extends ClientFigures {
  readonly margin?: number
  readonly months: ReadonlyArray<Earnings & { readonly month: Month }>
}

/** What a client's figures ought to be; the margin follows from the sums. */
export const figureDifferences = (
  id: string,
  kept: KeptFigures,
  expected: Omit<KeptFigures, "margin">,
): ReadonlyArray<Difference> => [
  ...differing("CLIENT_FIGURES", id, [
    ...(["revenue", "booked", "knownNet", "knownCost", "lastActivityAt"] as const).map((field): Compared => [
      field,
      kept[field],
      expected[field],
    ]),
    ["averageMargin", kept.margin, marginOf(expected)],
  ]),
  ...differing("CLIENT_MONTHS", id, [["months", byMonth(kept), byMonth(expected)]]),
]

const byMonth = ({ months }: Pick<KeptFigures, "months">) =>
  months
    .filter(({ revenue, knownCost, knownNet }) => revenue !== 0 || knownNet !== 0 || knownCost !== 0)
    .toSorted((a, b) => (a.month < b.month ? -1 : 1))

/** The fields that differ, by value. */
export const differing = (
  view: CheckedView,
  id: string,
  compared: ReadonlyArray<Compared>,
): ReadonlyArray<Difference> =>
  compared.flatMap(([field, is, shouldBe]) => {
    const [stored, expected] = [canonical(is), canonical(shouldBe)]
    return stored === expected ? [] : [{ view, id, field, stored, expected }]
  })

/** One text for one value: fields by name, instants in UTC, what is left out is `none`. */
function canonical(value: unknown): string {
  if (value === undefined || value === null) return "none"
  if (typeof value === "string") return value
  return JSON.stringify(value, (_, inner: unknown) =>
    DateTime.isDateTime(inner)
      ? DateTime.formatIso(inner)
      : typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
  )
}
