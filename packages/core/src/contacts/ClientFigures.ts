/**
 * What a client is worth: revenue, what is booked besides, margin, and when there last was something to do with it.
 *
 * The figures are kept up to date with whatever changes them and never added up when they are read. A margin is a ratio of
 * two sums that are kept, so that the margin of a set follows from the sums of its members.
 */
import { Context, type Effect } from "effect"
import type { ClientId, OperatorId } from "../shared/Ids.ts"
import { multiplyDivide } from "../shared/Decimal.ts"
import type { Instant } from "../shared/Instant.ts"
import type { Money } from "../shared/Money.ts"
import type { Month } from "../shared/Month.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { ClientType } from "./Client.ts"
import type { ClientNotFound } from "./ClientErrors.ts"
import type { ClientFilters } from "./ClientRepository.ts"

/** What some orders that are over brought, and what is known of their cost. */
export interface Earnings {
  /** Net of the ACTIVE lines. */
  readonly revenue: Money
  /** Of these, the net of the lines whose cost is known, and that cost. */
  readonly knownNet: Money
  readonly knownCost: Money
}

export interface ClientFigures extends Earnings {
  /** Net of the ACTIVE lines of orders that are not over yet. */
  readonly booked: Money
  /**
   * The latest of: a quote sent or accepted, a mission ended, a communication, an edit of the client by a user (its history
   * has it as `ClientEdited` or `ClientMerged`). None until then.
   */
  readonly lastActivityAt?: Instant
}

export interface MonthlyEarnings extends Earnings {
  readonly month: Month
}

/** Some clients added up. */
export interface ClientTotals extends Earnings {
  readonly byType: Readonly<Record<ClientType, number>>
}

/**
 * The share of the net that is left after cost, in basis points (4000 is 40 %), rounded half away from zero; undefined when
 * no cost is known or the net is zero or less.
 */
export const marginOf = ({
  knownNet,
  knownCost,
}: Pick<Earnings, "knownNet" | "knownCost">): number | undefined =>
  knownNet <= 0 ? undefined : multiplyDivide(knownNet - knownCost, 10_000, knownNet)

/**
 * The share of the revenue whose cost is known, in basis points; undefined without revenue. A discount of unknown cost
 * takes it beyond the whole.
 */
export const costCoverageOf = ({
  revenue,
  knownNet,
}: Pick<Earnings, "revenue" | "knownNet">): number | undefined =>
  revenue <= 0 ? undefined : multiplyDivide(knownNet, 10_000, revenue)

/**
 * Where the figures are read. A storage keeps them itself: what an order's contribution changes, a communication adds or a
 * change of orders takes back counts from the same unit of work on.
 */
export class ClientFiguresRepository extends Context.Service<
  ClientFiguresRepository,
  {
    readonly get: (
      operatorId: OperatorId,
      id: ClientId,
    ) => Effect.Effect<ClientFigures, ClientNotFound | StorageFailed>
    /** The months from `from` to `to`, both included, in which there was anything; oldest first. */
    readonly months: (
      operatorId: OperatorId,
      id: ClientId,
      span: { readonly from: Month; readonly to: Month },
    ) => Effect.Effect<ReadonlyArray<MonthlyEarnings>, StorageFailed>
    /** The filtered clients added up; with a text or an agency no more than `most` of them. */
    readonly totals: (
      operatorId: OperatorId,
      filters: ClientFilters,
      most: number,
    ) => Effect.Effect<ClientTotals, StorageFailed>
    /** A user edited the client at `at`. Part of the surrounding unit of work, as the history entry is. */
    readonly touch: (operatorId: OperatorId, id: ClientId, at: Instant) => Effect.Effect<void, StorageFailed>
    /**
     * Gives everything `from` earned to `into`, with its communications. The last write of a merge at `at`: quotes and
     * orders are `into`'s already, both clients are locked, and both have it in their history as `ClientMerged`.
     */
    readonly absorb: (
      operatorId: OperatorId,
      merge: { readonly from: ClientId; readonly into: ClientId; readonly at: Instant },
    ) => Effect.Effect<void, StorageFailed>
  }
>()("@caleche/core/contacts/ClientFiguresRepository") {}
