/** Contacts: requests to use cases, and back. */
import { Contacts, PersonalData } from "@caleche/core"
import { Effect } from "effect"
import { filtersOf, ifVersion, pageOf } from "../contract/requests.ts"
import { presentContact, presentLinked } from "../resources/Contact.ts"
import { presentList } from "../resources/List.ts"
import { presentHeld } from "../resources/PersonalData.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const contacts: Handlers["contacts"] = {
  create: ({ payload }) => Contacts.use((use) => Effect.map(use.create(payload), presentLinked)),
  list: ({ query }) =>
    Contacts.use((use) =>
      Effect.map(use.list(filtersOf(query), pageOf(query, "-createdAt")), (page) =>
        presentList(page, presentContact),
      ),
    ),
  get: ({ params }) => Contacts.use((use) => Effect.map(use.get(params.id), presentLinked)),
  edit: ({ params, headers, payload }) =>
    Contacts.use((use) => Effect.map(use.edit(params.id, payload, ifVersion(headers)), presentLinked)),
  archive: ({ params, headers }) =>
    Contacts.use((use) => Effect.map(use.archive(params.id, ifVersion(headers)), presentLinked)),
  restore: ({ params, headers }) =>
    Contacts.use((use) => Effect.map(use.restore(params.id, ifVersion(headers)), presentLinked)),
  erase: ({ params, headers }) =>
    Contacts.use((use) => Effect.map(use.erase(params.id, ifVersion(headers)), presentLinked)),
  remove: ({ params, headers }) =>
    Contacts.use((use) =>
      Effect.as(use.remove(params.id, ifVersion(headers)), { id: params.id, deleted: true as const }),
    ),
  export: ({ params }) => PersonalData.use((use) => Effect.map(use.of(params.id), presentHeld)),
  link: ({ params, payload }) =>
    Contacts.use((use) => Effect.map(use.link(params.id, params.contactId, payload), presentLinked)),
  unlink: ({ params }) =>
    Contacts.use((use) => Effect.map(use.unlink(params.id, params.contactId), presentLinked)),
}
