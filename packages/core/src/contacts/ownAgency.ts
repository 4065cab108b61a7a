/** What belongs to an agency is open to the operator's staff and to the agency's own people; to another's it is not there. */
import { Effect } from "effect"
import { type Action, isAllowed, permit } from "../access/Permissions.ts"
import type { AgencyId } from "../shared/Ids.ts"
import { AgencyNotFound } from "./Agency.ts"

/** The current actor, when he or she may perform `action` and the agency is one of theirs. */
export const permitOfAgency = Effect.fnUntraced(function* (action: Action, agencyId: AgencyId) {
  const actor = yield* permit(action)
  if (!isAllowed(actor, action, { agencyId })) return yield* new AgencyNotFound({ id: agencyId })
  return actor
})
