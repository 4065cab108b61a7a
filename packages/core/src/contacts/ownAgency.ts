/** What belongs to an agency is open to the operator's staff and to the agency's own people; to another's it is not there. */
import { Effect } from "effect"
import { type Action, isAllowed, permit } from "../access/Permissions.ts"
import type { AgencyId, OperatorId } from "../shared/Ids.ts"
import { AgencyInactive, AgencyNotFound } from "./Agency.ts"
import { AgencyRepository } from "./AgencyRepository.ts"

/** The current actor, when he or she may perform `action` and the agency is one of theirs. */
export const permitOfAgency = Effect.fnUntraced(function* (action: Action, agencyId: AgencyId) {
  const actor = yield* permit(action)
  if (!isAllowed(actor, action, { agencyId })) return yield* new AgencyNotFound({ id: agencyId })
  return actor
})

/** Finds an agency that may get something new: an active one. */
export const makeActiveAgency = Effect.gen(function* () {
  const agencies = yield* AgencyRepository
  return Effect.fnUntraced(function* (operatorId: OperatorId, id: AgencyId) {
    const agency = yield* agencies.get(operatorId, id)
    return agency.active ? agency : yield* new AgencyInactive({ id })
  })
})
