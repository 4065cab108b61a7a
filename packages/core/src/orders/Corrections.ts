/** Missions that did not go by the book are put right here: steps skipped or taken back, closed by hand, actuals recorded. */
import { Context, Effect, Layer } from "effect"
import type { CurrentActor } from "../access/Actor.ts"
import type { Forbidden } from "../access/Permissions.ts"
import type { Actuals, Closing, MissionEdit, Skipping } from "../missions/Mission.ts"
import * as Commands from "../missions/MissionCommands.ts"
import type { WarnedMission } from "../missions/MissionWarning.ts"
import * as MissionCorrections from "../missions/MissionCorrections.ts"
import { MissionInvoiced, type StepTimeInvalid } from "../missions/MissionErrors.ts"
import { isTerminal } from "../missions/MissionStatus.ts"
import type { OperatorNotFound } from "../operators/OperatorRepository.ts"
import type { Reason } from "../quotes/Quote.ts"
import type { MissionId, OrderId } from "../shared/Ids.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import type { StaleVersion, Version } from "../shared/Version.ts"
import { actualsFrom } from "./actualsFrom.ts"
import { makeBillActuals } from "./billActuals.ts"
import type { MissionChange, MissionChangeError } from "./Dispatch.ts"
import { type EditError, makeEditMission } from "./editMission.ts"
import type { Order, Raising } from "./Order.ts"
import * as OrderCommands from "./OrderCommands.ts"
import { makeOrderChange } from "./orderChange.ts"
import type { OrderNotFound } from "./OrderErrors.ts"

/** What any change to an order can fail with. `ifVersion` names the order's version the caller saw. */
export type OrderChangeError = OrderNotFound | StaleVersion | Forbidden | OperatorNotFound | StorageFailed
export type OrderChange<E = never> = Effect.Effect<Order, E | OrderChangeError, CurrentActor>

export class Corrections extends Context.Service<
  Corrections,
  {
    /**
     * Changes time, place or needs before the start, notes until the end. What the driver accepted is to be accepted anew
     * when time or place changed; driver and vehicle must be free then. The accepted price stays: the answer warns when it
     * was for something else, and of a vehicle that does not fit.
     */
    readonly edit: (
      id: MissionId,
      edit: MissionEdit,
      ifVersion?: Version,
    ) => Effect.Effect<WarnedMission, EditError | MissionChangeError, CurrentActor>
    /** Goes on from a later step; the steps in between are marked as skipped. */
    readonly skipTo: (
      id: MissionId,
      skipping: Skipping,
      ifVersion?: Version,
    ) => MissionChange<StepTimeInvalid>
    /** Takes the last step back. */
    readonly stepBack: (id: MissionId, reason: Reason, ifVersion?: Version) => MissionChange
    /** COMPLETED from wherever it stands: somebody else performed it, or nobody reported. */
    readonly closeByHand: (
      id: MissionId,
      closing: Closing,
      ifVersion?: Version,
    ) => MissionChange<StepTimeInvalid>
    /**
     * What a COMPLETED mission took: on record when the staff says so, proposed when the driver does. Another entry
     * replaces the one before, with the corrections of the order's price that follow, until an invoice covers it.
     */
    readonly recordActuals: (
      id: MissionId,
      actuals: Actuals,
      ifVersion?: Version,
    ) => MissionChange<MissionInvoiced>
    /**
     * Raises the order's status by hand. CONFIRMED and IN_PROGRESS become a floor, which only rises; COMPLETED closes
     * every open mission by hand.
     */
    readonly raise: (id: OrderId, raising: Raising, ifVersion?: Version) => OrderChange<IllegalTransition>
  }
>()("@caleche/core/orders/Corrections") {
  static readonly layer = Layer.effect(
    Corrections,
    Effect.gen(function* () {
      const { ofMission, ofOrder } = yield* makeOrderChange
      const { billed, changed } = yield* makeBillActuals
      return Corrections.of({
        edit: yield* makeEditMission,
        skipTo: Effect.fn("Corrections.skipTo")((id, skipping, ifVersion) =>
          ofMission("mission.correct", id, ifVersion, (mission, { at }) =>
            Effect.fromResult(MissionCorrections.skipTo(mission, skipping, skipping.at ?? at, at)),
          ),
        ),
        stepBack: Effect.fn("Corrections.stepBack")((id, { reason }, ifVersion) =>
          ofMission("mission.correct", id, ifVersion, (mission, { at }) =>
            Effect.fromResult(MissionCorrections.stepBack(mission, reason, at)),
          ),
        ),
        closeByHand: Effect.fn("Corrections.closeByHand")((id, closing, ifVersion) =>
          ofMission("mission.close", id, ifVersion, (mission, found) =>
            Effect.flatMap(
              Effect.fromResult(MissionCorrections.closeByHand(mission, closing, found.at)),
              (decision) => billed(found, decision),
            ),
          ),
        ),
        recordActuals: Effect.fn("Corrections.recordActuals")((id, actuals, ifVersion) =>
          ofMission("mission.perform", id, ifVersion, (mission, found) =>
            Effect.gen(function* () {
              const { actor, at, order } = found
              const given = actualsFrom(actor, actuals)
              const decision = yield* Effect.fromResult(Commands.recordActuals(mission, given, at))
              const invoiceStatus = order?.invoiceStatus
              if (invoiceStatus === "INVOICED" || invoiceStatus === "PAID")
                return yield* new MissionInvoiced({ id })
              return yield* billed(found, decision)
            }),
          ),
        ),
        raise: Effect.fn("Corrections.raise")((id, raising, ifVersion) =>
          ofOrder("order.raise", id, ifVersion, ({ at, missions, operator, order }) =>
            Effect.gen(function* () {
              const raised = yield* Effect.fromResult(OrderCommands.raise(order, raising))
              if (raising.status !== "COMPLETED") return { ...raised, missions: [] }
              const { reason } = raising
              const open = missions.filter(({ status }) => !isTerminal(status))
              const closed = yield* Effect.forEach(open, (mission) =>
                Effect.catchTag(
                  Effect.fromResult(MissionCorrections.closeByHand(mission, { reason }, at)),
                  "StepTimeInvalid",
                  Effect.die, // it ends now, and no step lies later
                ),
              )
              const decided = closed.filter((decision) => decision !== undefined)
              let [after, facts] = [raised.order, raised.facts]
              for (const { state } of decided) {
                const corrected = yield* changed(operator, after, state)
                if (corrected === undefined) continue
                after = corrected.order
                facts = [...facts, ...corrected.facts]
              }
              return { order: after, facts, missions: decided }
            }),
          ),
        ),
      })
    }),
  )
}
