/**
 * What a client owes for a trip given up, as the price book says: by the notice left to the earliest pickup the mission
 * had in the last 48 hours, so that nobody moves a trip away in order to cancel it for free.
 */
import { DateTime, Effect, Layer } from "effect"
import { History, type RecordedEntry } from "../ports/History.ts"
import type { CancellationSettings } from "../pricing/book/Settings.ts"
import { cancellationFees } from "../pricing/cancellation/cancellationFees.ts"
import { noticeMs, shareAtNotice } from "../pricing/cancellation/shareOwed.ts"
import { written } from "../pricing/written.ts"
import type { Instant } from "../shared/Instant.ts"
import type { StorageFailed } from "../shared/StorageFailed.ts"
import { CancellationPolicy, type Chargeable, chargeNothing, type Fee } from "./CancellationPolicy.ts"
import type { OrderLine } from "./Order.ts"

/** The part of a price book it goes by. */
export interface CancellationTerms {
  readonly settings: CancellationSettings
  readonly bookVersion: number
}

/** The fees for one mission; `pickups` are those it has had in the last 48 hours besides the one it has. */
export const feesOf = (
  { bookVersion, settings }: CancellationTerms,
  { at, billable = false, by, lines, mission, order, why }: Chargeable,
  pickups: ReadonlyArray<Instant> = [],
): ReadonlyArray<Fee> => {
  const [first] = lines
  if (first === undefined || (why === "CANCELLED" && by !== "CLIENT" && !billable)) return []
  const pickupAt = pickups.reduce((a, b) => DateTime.min(a, b), mission.pickupAt)
  const notice = noticeMs(at, pickupAt)
  const discounted = order.lines.filter((line) => line.state === "ACTIVE" && isDiscounted(line))
  const discounts = order.lines.filter(
    (line) => line.state === "ACTIVE" && line.kind === "DISCOUNT" && line.missionId === undefined,
  )
  const owed = cancellationFees(
    settings,
    {
      lines,
      discounts,
      discounted,
      share: why === "NO_SHOW" ? settings.noShow : shareAtNotice(settings, notice),
      inputs:
        why === "NO_SHOW"
          ? { why }
          : { why, cancelledAt: DateTime.formatIso(at), pickupAt: DateTime.formatIso(pickupAt) },
    },
    order.currency,
  )
  return owed.map((line) => {
    const { kind: _, ...fee } = written(line, first.vat, order.currency, bookVersion)
    return fee
  })
}

/** What a discount on the whole order is given on. */
function isDiscounted({ kind }: OrderLine): boolean {
  return kind === "TRANSPORT" || kind === "SHARE" || kind === "OVERAGE" || kind === "FEE"
}

/** The policy of the book that `load` finds, unless the host has one of its own; without settings nothing is charged. */
export const layerBookCancellation = (
  load: (ended: Chargeable) => Effect.Effect<CancellationTerms | undefined, StorageFailed>,
): Layer.Layer<never, never, History> =>
  Layer.effect(
    CancellationPolicy,
    Effect.gen(function* () {
      const history = yield* History
      const given = yield* CancellationPolicy
      if (given !== chargeNothing) return given
      return {
        feesFor: Effect.fn("CancellationPolicy.feesFor")(function* (ended: Chargeable) {
          const terms = yield* load(ended)
          if (terms === undefined) return []
          const pickups = ended.why === "NO_SHOW" ? [] : yield* pickupsBefore(history, ended)
          return feesOf(terms, ended, pickups)
        }),
      }
    }),
  )

const pageSize = 200

/** The pickups a mission was moved away from in the 48 hours before it was given up. */
const pickupsBefore = Effect.fnUntraced(function* (
  history: History["Service"],
  { at, mission, operator }: Chargeable,
) {
  const since = DateTime.subtract(at, { hours: 48 })
  const pickups: Array<Instant> = []
  const refs = [{ aggregate: "MISSION" as const, id: mission.id }]
  let cursor: string | undefined
  do {
    const page = yield* Effect.catchTag(
      history.list(operator.id, refs, { limit: pageSize, cursor }),
      "CursorMismatch",
      (mismatch) => Effect.die(mismatch), // the cursor is the one just given
    )
    pickups.push(...page.items.flatMap((entry) => movedFrom(entry, since)))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return pickups
})

function movedFrom({ action, at, data }: RecordedEntry, since: Instant): ReadonlyArray<Instant> {
  const before = data["pickupAtBefore"]
  if (action !== "MissionRescheduled" || typeof before !== "string" || DateTime.isLessThan(at, since))
    return []
  return [DateTime.makeUnsafe(before)]
}
