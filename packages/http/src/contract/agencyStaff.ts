/** Agencies' people over HTTP, and the invitations that open their accounts. */
import { AgencyId, AgencyUserEdit, AgencyUserId, AgencyUserSort, NewAgencyUser } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import { ActivatedResource, AgencyUserList, AgencyUserResource } from "../resources/AgencyUser.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  altering,
  asking,
  changing,
  creating,
  NamesNothing,
  namesNothing,
  paging,
  ShowsSecret,
  telling,
} from "./requests.ts"

const { AgencyNotFound, AgencyUserNotFound, AgencyInactive } = problems
const ofAgency = namesNothing("AgencyNotFound")
const ofUser = (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) =>
  invalid.has("id") ? ofAgency(params) : plainProblem("AgencyUserNotFound", { id: params["userId"] ?? "" })

const user = { id: AgencyId, userId: AgencyUserId }
const errors = [...altering, AgencyNotFound, AgencyUserNotFound] as const

export class AgencyStaffGroup extends HttpApiGroup.make("agencyStaff")
  .add(
    HttpApiEndpoint.get("list", "/agencies/:id/staff", {
      params: { id: AgencyId },
      query: { ...paging, sort: Schema.optionalKey(AgencyUserSort) },
      success: AgencyUserList,
      error: [...asking, AgencyNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, ofAgency)
      .annotateMerge(needs("agencyUser.read"))
      .annotate(OpenApi.Summary, "List an agency's people"),
    HttpApiEndpoint.post("invite", "/agencies/:id/staff", {
      params: { id: AgencyId },
      headers: creating,
      payload: NewAgencyUser,
      success: AgencyUserResource.pipe(HttpApiSchema.status(201)),
      error: [...telling, AgencyNotFound, AgencyInactive, problems.AgencyUserExists],
    })
      .annotate(NamesNothing, ofAgency)
      .annotateMerge(needs("agencyUser.invite"))
      .annotate(OpenApi.Summary, "Invite a person: a mail leaves with a link that opens the account, once"),
    HttpApiEndpoint.patch("edit", "/agencies/:id/staff/:userId", {
      params: user,
      headers: changing,
      payload: AgencyUserEdit,
      success: AgencyUserResource,
      error: errors,
    })
      .annotate(NamesNothing, ofUser)
      .annotateMerge(needs("agencyUser.edit"))
      .annotate(
        OpenApi.Summary,
        "Change name or role; DISABLED shuts the person out at once, ACTIVE lets an invitation be sent again",
      ),
    HttpApiEndpoint.post("inviteAgain", "/agencies/:id/staff/:userId/invite", {
      params: user,
      headers: { ...creating, ...changing },
      success: AgencyUserResource,
      error: [...errors, AgencyInactive],
    })
      .annotate(NamesNothing, ofUser)
      .annotateMerge(needs("agencyUser.invite"))
      .annotate(OpenApi.Summary, "Send another invitation, which takes the place of the one before"),
    HttpApiEndpoint.post("erase", "/agencies/:id/staff/:userId/erase", {
      params: user,
      headers: { ...creating, ...changing },
      success: AgencyUserResource,
      error: errors,
    })
      .annotate(NamesNothing, ofUser)
      .annotateMerge(needs("agencyUser.erase"))
      .annotate(OpenApi.Summary, "Blank name and address for good, and shut the account"),
    HttpApiEndpoint.post("accept", "/invitations/accept", {
      success: ActivatedResource,
      error: [...altering, problems.InvitationClosed],
    })
      .annotate(ShowsSecret, true)
      .annotateMerge(needs("invitation.accept"))
      .annotate(
        OpenApi.Summary,
        "Follow an invitation, whose token is the bearer credential: opens the account and shows its own credential, once",
      ),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Agency staff") {}
