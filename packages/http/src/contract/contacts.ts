/** Contacts over HTTP, and their links to clients. */
import {
  ClientId,
  ContactEdit,
  ContactFilters,
  ContactId,
  ContactSort,
  Linking,
  NewContact,
} from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import { ContactList, DeletedContact, LinkedContactResource } from "../resources/Contact.ts"
import { PersonalDataResource } from "../resources/PersonalData.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  asking,
  changing,
  creating,
  NamesNothing,
  paging,
  telling,
  writing,
} from "./requests.ts"

type Params = Readonly<Record<string, string>>
const named = (params: Params) => plainProblem("ContactNotFound", { ids: [params["id"] ?? ""] as never }) // an id that is none
const one = { params: { id: ContactId }, headers: { ...creating, ...changing } }
const link = { params: { id: ClientId, contactId: ContactId } }
const linkNamed = (params: Params, invalid: ReadonlySet<string>) =>
  invalid.has("id")
    ? plainProblem("ClientNotFound", { id: params["id"] ?? "" })
    : named({ id: params["contactId"] ?? "" })
const linkErrors = [problems.ClientNotFound, problems.ContactNotFound] as const

export class ContactsGroup extends HttpApiGroup.make("contacts")
  .add(
    HttpApiEndpoint.post("create", "/contacts", {
      headers: creating,
      payload: NewContact,
      success: LinkedContactResource.pipe(HttpApiSchema.status(201)),
      error: telling,
    })
      .annotateMerge(needs("contact.create"))
      .annotate(OpenApi.Summary, "Enter a contact; noting a consent asks for contact.consent as well"),
    HttpApiEndpoint.get("list", "/contacts", {
      query: { ...paging, sort: Schema.optionalKey(ContactSort), ...ContactFilters.fields },
      success: ContactList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("contact.read"))
      .annotate(OpenApi.Summary, "List contacts, those of private clients among them"),
    HttpApiEndpoint.get("get", "/contacts/:id", {
      params: { id: ContactId },
      success: LinkedContactResource,
      error: [...asking, problems.ContactNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("contact.read"))
      .annotate(OpenApi.Summary, "Read a contact with the clients it belongs to"),
    HttpApiEndpoint.patch("edit", "/contacts/:id", {
      params: { id: ContactId },
      headers: changing,
      payload: ContactEdit,
      success: LinkedContactResource,
      error: [...writing, problems.ContactNotFound, problems.ReachRequired],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("contact.edit"))
      .annotate(
        OpenApi.Summary,
        "Change a contact, and what a private client shows of it; null takes a field away",
      ),
    HttpApiEndpoint.post("archive", "/contacts/:id/archive", {
      ...one,
      success: LinkedContactResource,
      error: [...writing, problems.ContactNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("contact.archive"))
      .annotate(OpenApi.Summary, "Hide a contact from the active list"),
    HttpApiEndpoint.post("restore", "/contacts/:id/restore", {
      ...one,
      success: LinkedContactResource,
      error: [...writing, problems.ContactNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("contact.archive"))
      .annotate(OpenApi.Summary, "Undo the archiving of a contact"),
    HttpApiEndpoint.post("erase", "/contacts/:id/erase", {
      ...one,
      success: LinkedContactResource,
      error: [...writing, problems.ContactNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("contact.erase"))
      .annotate(
        OpenApi.Summary,
        "Blank all that is personal, on a private client too; documents stay. Not undone",
      ),
    HttpApiEndpoint.delete("remove", "/contacts/:id", {
      params: { id: ContactId },
      headers: changing,
      success: DeletedContact,
      error: [...asking, problems.ContactNotFound, problems.ContactInUse, problems.StaleVersion],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("contact.delete"))
      .annotate(
        OpenApi.Summary,
        "Delete a contact whom no quote and no order names, with its links to clients; a client's card stays",
      ),
    HttpApiEndpoint.get("export", "/contacts/:id/export", {
      params: { id: ContactId },
      success: PersonalDataResource,
      error: [...asking, problems.ContactNotFound],
    })
      .annotate(NamesNothing, named)
      .annotateMerge(needs("contact.export"))
      .annotate(OpenApi.Summary, "All that is held on a person; its history notes that it was given out"),
    HttpApiEndpoint.put("link", "/clients/:id/contacts/:contactId", {
      ...link,
      payload: Linking,
      success: LinkedContactResource,
      error: [...telling, ...linkErrors],
    })
      .annotate(NamesNothing, linkNamed)
      .annotateMerge(needs("contact.link"))
      .annotate(
        OpenApi.Summary,
        "Say what a contact is to a client; a new primary one takes that from another",
      ),
    HttpApiEndpoint.delete("unlink", "/clients/:id/contacts/:contactId", {
      ...link,
      success: LinkedContactResource,
      error: [...asking, ...linkErrors],
    })
      .annotate(NamesNothing, linkNamed)
      .annotateMerge(needs("contact.link"))
      .annotate(OpenApi.Summary, "Part a contact from a client; answers the contact"),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Contacts") {}
