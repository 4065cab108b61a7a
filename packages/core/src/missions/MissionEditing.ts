/**
 * A mission is changed before it starts: what a driver had accepted is another mission once its time or place is. Under way
 * only the notes change. The accepted price stays.
 */
import { DateTime, Equal, Result } from "effect"
import type { Instant } from "../shared/Instant.ts"
import type { Mission, PlacedEdit } from "./Mission.ts"
import { WindowInvalid } from "./MissionErrors.ts"
import { without } from "./MissionOverlap.ts"
import { type Decided, move } from "./move.ts"

const [minute, sixtyDays] = [60_000, 60 * 86_400_000]
/** What of them is told beside the pickup time. Places and notes are not: a history is never erased. */
const told = ["estimatedEndAt", "passengers", "vehicleCategory"] as const
const ofTimeOrPlace: ReadonlyArray<string> = ["pickupAt", "estimatedEndAt", "pickup", "dropOff", "stops"]

/**
 * The mission with what `edit` says differently; nothing when that is as it was. In another window it may no longer overlap
 * with the one it was allowed to.
 */
export const edit = (mission: Mission, edit: PlacedEdit, at: Instant): Decided<WindowInvalid> => {
  const wanted = { ...edit, ...windowOf(mission, edit) }
  const fields = (Object.keys(wanted) as Array<keyof PlacedEdit>) // keys of an edit
    .filter((field) => !isSame(mission[field] ?? null, wanted[field]))
  if (fields.length === 0) return Result.succeed(undefined)
  const isMoved = fields.some((field) => ofTimeOrPlace.includes(field))
  const [action, name] = isMoved
    ? (["reschedule", "MissionRescheduled"] as const)
    : fields.every((field) => field === "notes")
      ? (["annotate", "MissionAnnotated"] as const)
      : (["edit", "MissionEdited"] as const)
  const { estimatedEndAt = mission.estimatedEndAt, pickupAt = mission.pickupAt } = wanted
  const isLater = fields.includes("pickupAt") || fields.includes("estimatedEndAt")
  const moved = move(
    mission,
    action,
    at,
    name,
    (state) => applied(isLater ? without(state) : state, wanted),
    {
      data: {
        fields: fields.join(","),
        ...(isMoved
          ? { pickupAt: DateTime.formatIso(pickupAt), pickupAtBefore: DateTime.formatIso(mission.pickupAt) }
          : {}),
        ...Object.fromEntries(
          told
            .filter((field) => fields.includes(field))
            .flatMap((field) => [
              [field, plain(wanted[field])],
              [`${field}Before`, plain(mission[field])],
            ]),
        ),
      },
    },
  )
  const lasts = DateTime.toEpochMillis(estimatedEndAt) - DateTime.toEpochMillis(pickupAt)
  return Result.isSuccess(moved) && (lasts < minute || lasts > sixtyDays)
    ? Result.fail(new WindowInvalid({ id: mission.id, pickupAt, estimatedEndAt }))
    : moved
}

function applied(mission: Mission, wanted: PlacedEdit): Mission {
  const fields = Object.entries({ ...mission, ...wanted }).filter(([, value]) => value !== null)
  return Object.fromEntries(fields) as Mission // null stands only where a field may be missing
}

/** A pickup given alone keeps the duration. */
function windowOf(mission: Mission, { estimatedEndAt, pickupAt }: PlacedEdit): Partial<PlacedEdit> {
  if (pickupAt === undefined || estimatedEndAt !== undefined) return {}
  const lasts = DateTime.toEpochMillis(mission.estimatedEndAt) - DateTime.toEpochMillis(mission.pickupAt)
  return { estimatedEndAt: DateTime.add(pickupAt, { milliseconds: lasts }) }
}

function plain(value: Instant | string | number | null | undefined): string | number | null {
  return DateTime.isDateTime(value) ? DateTime.formatIso(value) : (value ?? null)
}

function isSame(before: unknown, after: unknown): boolean {
  return DateTime.isDateTime(before) && DateTime.isDateTime(after)
    ? DateTime.Equivalence(before, after)
    : Equal.equals(before, after)
}
