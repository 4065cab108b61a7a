/** The price book and its rows: requests to use cases, and back. */
import {
  Agencies,
  type AgencyId,
  BookRowNotFound,
  type BookPart,
  type BookRow,
  type BookSchemas,
  PriceBooks,
  permit,
  type RowInForce,
} from "@caleche/core"
import { Effect, Schema } from "effect"
import { filtersOf, ifVersion, pageOf } from "../contract/requests.ts"
import { InvalidRequest } from "../problems/RequestErrors.ts"
import { presentList } from "../resources/List.ts"
import { presentVersion } from "../resources/PriceBook.ts"
import { inVersion } from "../serving/versioned.ts"
import type { Handlers } from "./HandlerRecord.ts"

export const priceBook: Handlers["priceBook"] = {
  get: ({ query }) =>
    PriceBooks.use((use) => Effect.map(use.get(query.version), Schema.encodeSync(use.schemas.book))),
  replace: ({ headers, payload }) => PriceBooks.use((use) => use.replace(payload, ifVersion(headers))),
  check: ({ payload }) => PriceBooks.use((use) => use.check(payload)),
  settings: ({ headers, payload }) => PriceBooks.use((use) => use.settings(payload, ifVersion(headers))),
  versions: ({ query }) =>
    PriceBooks.use((use) =>
      Effect.map(use.versions({ ...pageOf(query, ""), sort: "-version" }), (page) =>
        presentList(page, presentVersion),
      ),
    ),
}

/** A row as it is written; it came through the same schema. */
const presenting = <P extends BookPart>({ schemas }: PriceBooks["Service"], part: P) => {
  const schema = schemas.rows[part] as unknown as Schema.Codec<BookRow<P>, Written<P>> // the part's own
  return Schema.encodeSync(schema)
}
/** A row on its own, under the version of the book. */
const presentingOne = <P extends BookPart>(use: PriceBooks["Service"], part: P) => {
  const written = presenting(use, part)
  return ({ row, version }: RowInForce<P>) => inVersion(written(row), version)
}
type Written<P extends BookPart> = BookSchemas["rows"][P]["Encoded"]

const active = (query: { readonly active?: "true" | "false"; readonly agencyId?: AgencyId }) => ({
  ...(query.active === undefined ? {} : { active: query.active === "true" }),
  ...(query.agencyId === undefined ? {} : { agencyId: query.agencyId }),
})

/** The handlers of one list, as its contract has them. */
const rowsOf = <P extends BookPart>(part: P) => {
  return {
    list: ({ query }: { readonly query: Parameters<typeof active>[0] & Parameters<typeof pageOf>[0] }) =>
      PriceBooks.use((use) =>
        Effect.map(
          use.list(part, active(query), pageOf(query as { readonly sort?: "id" | "-id" }, "id")), // as the contract has it
          (page) => presentList(page, presenting(use, part)),
        ),
      ),
    create: ({ payload }: { readonly payload: Omit<BookRow<P>, "id"> & { readonly id?: string } }) =>
      PriceBooks.use((use) => Effect.map(use.add(part, payload), presentingOne(use, part))),
    get: ({ params }: { readonly params: { readonly id: string } }) =>
      PriceBooks.use((use) => Effect.map(use.row(part, params.id), presentingOne(use, part))),
    replace: ({ headers, params, payload }: Changing<Omit<BookRow<P>, "id"> & { readonly id?: string }>) =>
      Effect.andThen(
        sameId(params.id, payload.id),
        PriceBooks.use((use) =>
          Effect.map(
            use.change(
              part,
              params.id,
              () => ({ ...payload, id: params.id }) as BookRow<P>,
              ifVersion(headers),
            ), // a whole row
            presentingOne(use, part),
          ),
        ),
      ),
    edit: ({ headers, params, payload }: Changing<Partial<Omit<BookRow<P>, "id">>>) =>
      PriceBooks.use((use) =>
        Effect.map(
          use.change(part, params.id, (row) => ({ ...row, ...payload }), ifVersion(headers)),
          presentingOne(use, part),
        ),
      ),
    remove: ({ headers, params }: Omit<Changing<unknown>, "payload">) =>
      PriceBooks.use((use) => use.remove(part, params.id, ifVersion(headers))),
  }
}

/** A row is not renamed by replacing it: quotes and other rows' explanations name it. */
const sameId = (inPath: string, inBody: string | undefined) =>
  inBody === undefined || inBody === inPath
    ? Effect.void
    : Effect.fail(
        new InvalidRequest({ errors: [{ in: "body", path: "id", message: "must be the id in the path" }] }),
      )

interface Changing<Payload> {
  readonly params: { readonly id: string }
  readonly headers: Parameters<typeof ifVersion>[0]
  readonly payload: Payload
}

export const zones: Handlers["zones"] = rowsOf("zones")
export const routes: Handlers["routes"] = rowsOf("routes")
export const packages: Handlers["packages"] = rowsOf("packages")
export const rates: Handlers["rates"] = rowsOf("rates")
export const tariffs: Handlers["tariffs"] = rowsOf("tariffs")
export const rules: Handlers["rules"] = rowsOf("rules")
export const fees: Handlers["fees"] = rowsOf("fees")

/** The agency, where it exists, to whoever may do that with its routes: whose they are is said before anything else. */
const agency = (action: "priceBook.read" | "priceBook.edit", id: AgencyId) =>
  Effect.andThen(
    permit(action),
    Agencies.use((use) => use.get(id)),
  )

const owned = (id: AgencyId, routeId: string) =>
  PriceBooks.use((use) =>
    Effect.flatMap(use.row("routes", routeId), ({ row }) =>
      row.agencyId === id
        ? Effect.succeed(row)
        : Effect.fail(new BookRowNotFound({ part: "routes", id: routeId })),
    ),
  )

export const agencyRoutes: Handlers["agencyRoutes"] = {
  list: ({ params, query }) =>
    Effect.andThen(
      agency("priceBook.read", params.id),
      PriceBooks.use((use) =>
        Effect.map(
          use.list("routes", { ...filtersOf(query), agencyId: params.id }, pageOf(query, "id")),
          (page) => presentList(page, presenting(use, "routes")),
        ),
      ),
    ),
  create: ({ params, payload }) =>
    Effect.andThen(
      agency("priceBook.edit", params.id),
      PriceBooks.use((use) =>
        Effect.map(use.add("routes", { ...payload, agencyId: params.id }), presentingOne(use, "routes")),
      ),
    ),
  edit: ({ headers, params, payload }) =>
    Effect.andThen(
      Effect.andThen(agency("priceBook.edit", params.id), owned(params.id, params.routeId)),
      PriceBooks.use((use) =>
        Effect.map(
          use.change(
            "routes",
            params.routeId,
            (row) => ({ ...row, ...payload, agencyId: params.id }),
            ifVersion(headers),
          ),
          presentingOne(use, "routes"),
        ),
      ),
    ),
  remove: ({ headers, params }) =>
    Effect.andThen(
      Effect.andThen(agency("priceBook.edit", params.id), owned(params.id, params.routeId)),
      PriceBooks.use((use) => use.remove("routes", params.routeId, ifVersion(headers))),
    ),
}
