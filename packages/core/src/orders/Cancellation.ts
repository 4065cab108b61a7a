/**
 * What is given up, and what the client owes for it: missions and orders are cancelled here, no-shows reported, fees decided.
 *
 * The lines of a mission that is not performed are void from then on; what the policy asks instead is proposed, and
 * counts once a manager confirms it.
 */
import { Context, Effect, Layer } from "effect"
import type { Cancelling, Mission, StepTime } from "../missions/Mission.ts"
import * as Commands from "../missions/MissionCommands.ts"
import * as MissionCorrections from "../missions/MissionCorrections.ts"
import type { StepTimeInvalid } from "../missions/MissionErrors.ts"
import { isTerminal } from "../missions/MissionStatus.ts"
import type { Decision } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import { LineId, type MissionId, type OrderId } from "../shared/Ids.ts"
import type { IllegalTransition } from "../shared/Transition.ts"
import type { Version } from "../shared/Version.ts"
import { CancellationPolicy } from "./CancellationPolicy.ts"
import type { OrderChange } from "./Corrections.ts"
import type { MissionChange } from "./Dispatch.ts"
import type { FeeDecision, Order, OrderCancelling } from "./Order.ts"
import * as OrderCommands from "./OrderCommands.ts"
import { type Found, type FoundMission, makeOrderChange } from "./orderChange.ts"
import type { FeeDecided, FeeNotFound } from "./OrderErrors.ts"

type FeeChange = (
  id: OrderId,
  lineId: LineId,
  decision?: FeeDecision,
  ifVersion?: Version,
) => OrderChange<FeeNotFound | FeeDecided>

export class Cancellation extends Context.Service<
  Cancellation,
  {
    /** Nobody came: NO_SHOW, its lines void, the policy's fee proposed. Repeating it with its own time changes nothing. */
    readonly noShow: (id: MissionId, time?: StepTime, ifVersion?: Version) => MissionChange<StepTimeInvalid>
    /** CANCELLED from wherever it stands, its lines void; the policy's fee is proposed when it is billable. */
    readonly cancelMission: (id: MissionId, cancelling: Cancelling, ifVersion?: Version) => MissionChange
    /** Cancels every open mission; what is COMPLETED or a NO_SHOW keeps its status and its lines. */
    readonly cancelOrder: (
      id: OrderId,
      cancelling: OrderCancelling,
      ifVersion?: Version,
    ) => OrderChange<IllegalTransition>
    /** The fee counts from now on; confirming it again changes nothing. */
    readonly confirmFee: FeeChange
    /** The fee is void; waiving it again changes nothing. */
    readonly waiveFee: FeeChange
  }
>()("@caleche/core/orders/Cancellation") {
  static readonly layer = Layer.effect(
    Cancellation,
    Effect.gen(function* () {
      const { ofMission, ofOrder } = yield* makeOrderChange
      const { feesFor } = yield* CancellationPolicy
      const ids = yield* IdGenerator

      /** The order without the mission's lines, with what the policy asks instead. */
      const voiding = Effect.fnUntraced(function* (
        { at, operator }: Found,
        order: Order,
        before: Mission,
        after: Mission,
      ) {
        const { cancellation } = after
        const lines = OrderCommands.linesOf(order, before.id)
        const fees =
          cancellation?.billable === false
            ? []
            : yield* feesFor({
                operator,
                order,
                mission: before,
                lines,
                why: cancellation === undefined ? "NO_SHOW" : "CANCELLED",
                by: cancellation?.by,
                billable: cancellation?.billable,
                at,
              })
        const named = yield* Effect.forEach(fees, (fee) =>
          Effect.map(ids.next, (id) => ({ ...fee, id: LineId.make(id) })),
        )
        return OrderCommands.withoutMission(order, before.id, named)
      })

      /** A mission's decision together with what it makes of the order's lines. */
      const withLines = (mission: Mission, found: FoundMission, decision: Decision<Mission> | undefined) =>
        decision === undefined || found.order === undefined
          ? Effect.succeed(decision)
          : Effect.map(voiding(found, found.order, mission, decision.state), (ofOrder) => ({
              ...decision,
              ofOrder,
            }))

      const cancelOrder = Effect.fn("Cancellation.cancelOrder")(
        (id: OrderId, { by = "CLIENT", billable, reason }: OrderCancelling, ifVersion?: Version) =>
          ofOrder("order.cancel", id, ifVersion, (found) =>
            Effect.gen(function* () {
              const cancelled = yield* Effect.fromResult(
                OrderCommands.cancel(found.order, by, reason, found.at),
              )
              const cancelling = { by, reason, ...(billable === undefined ? {} : { billable }) }
              const decided: Array<Decision<Mission>> = []
              const facts = [...cancelled.facts]
              let order = cancelled.order
              for (const mission of found.missions) {
                if (isTerminal(mission.status)) continue
                const decision = yield* Effect.fromResult(
                  MissionCorrections.cancel(mission, cancelling, found.at),
                )
                if (decision === undefined) continue
                decided.push(decision)
                const left = yield* voiding(found, order, mission, decision.state)
                order = left.order
                facts.push(...left.facts)
              }
              return { order, facts, missions: decided }
            }),
          ),
      )

      const decideFee = (name: string, state: "ACTIVE" | "VOID") =>
        Effect.fn(`Cancellation.${name}`)(
          (id: OrderId, lineId: LineId, decision?: FeeDecision, ifVersion?: Version) =>
            ofOrder("fee.decide", id, ifVersion, ({ order }) =>
              Effect.map(
                Effect.fromResult(OrderCommands.decideFee(order, lineId, state, decision?.reason)),
                (changed) => changed && { ...changed, missions: [] },
              ),
            ),
        )

      return Cancellation.of({
        noShow: Effect.fn("Cancellation.noShow")((id, time, ifVersion) =>
          ofMission("mission.perform", id, ifVersion, (mission, found) =>
            Effect.flatMap(
              Effect.fromResult(Commands.noShow(mission, time?.at ?? found.at, found.at)),
              (decision) => withLines(mission, found, decision),
            ),
          ),
        ),
        cancelMission: Effect.fn("Cancellation.cancelMission")((id, cancelling, ifVersion) =>
          ofMission("mission.cancel", id, ifVersion, (mission, found) =>
            Effect.flatMap(
              Effect.fromResult(MissionCorrections.cancel(mission, cancelling, found.at)),
              (decision) => withLines(mission, found, decision),
            ),
          ),
        ),
        cancelOrder,
        confirmFee: decideFee("confirmFee", "ACTIVE"),
        waiveFee: decideFee("waiveFee", "VOID"),
      })
    }),
  )
}
