/** A mission that was performed changes its order's lines: in the same unit of work as its own change. */
import { Effect } from "effect"
import type { Mission } from "../missions/Mission.ts"
import { fact } from "../ports/Decision.ts"
import { IdGenerator } from "../ports/IdGenerator.ts"
import type { Operator } from "../operators/Operator.ts"
import { LineId } from "../shared/Ids.ts"
import { actualsLines } from "./actualsLines.ts"
import type { Order } from "./Order.ts"
import type { Changed } from "./OrderCommands.ts"
import type { FoundMission, MissionDecision } from "./orderChange.ts"
import { WaitingPolicy } from "./WaitingPolicy.ts"

export const makeBillActuals = Effect.gen(function* () {
  const ids = yield* IdGenerator
  const { termsFor } = yield* WaitingPolicy

  /** What a COMPLETED mission makes of its order. */
  const changed = Effect.fnUntraced(function* (operator: Operator, order: Order, mission: Mission) {
    if (mission.status !== "COMPLETED") return undefined
    const { added, kept } = actualsLines(order, mission, yield* termsFor(operator, mission))
    const gone = order.lines.filter((line) => !kept.includes(line)) // a line that stays is the same object
    if (added.length === 0 && gone.length === 0) return undefined
    const named = yield* Effect.forEach(added, (line) =>
      Effect.map(ids.next, (id) => ({ ...line, id: LineId.make(id) })),
    )
    const data = {
      missionId: mission.id,
      added: named.map(({ code = "", id, net }) => ({ code, lineId: id, net })),
      voided: gone.map(({ code = "", id, net }) => ({ code, lineId: id, net })),
    }
    return {
      order: { ...order, lines: [...kept, ...named] },
      facts: [fact("ORDER", order.id, "OrderCorrected", { data })],
    } satisfies Changed
  })

  /** The decision with what it makes of the order, if there is one. */
  const billed = Effect.fnUntraced(function* (
    { operator, order }: Pick<FoundMission, "operator" | "order">,
    decision: MissionDecision | undefined,
  ) {
    if (decision === undefined || order === undefined) return decision
    const ofOrder = yield* changed(operator, order, decision.state)
    return { ...decision, ...(ofOrder === undefined ? {} : { ofOrder }) } satisfies MissionDecision
  })

  return { billed, changed }
})
