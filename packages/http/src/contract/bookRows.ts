/** The lists of the price book over HTTP, row by row: one shape of endpoints for all of them. */
import { AgencyId, type BookPart, newRowSchemas, rowEditSchemas, RowId, rowSchemas } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { plainProblem } from "../problems/Problem.ts"
import { problems } from "../problems/problems.ts"
import { listOf } from "../resources/List.ts"
import { BookChangedResource } from "../resources/PriceBook.ts"
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

const named = (part: BookPart) => (params: Readonly<Record<string, string>>) =>
  plainProblem("BookRowNotFound", { part, id: params["id"] ?? "" })

const altering = [...writing, problems.PriceBookInvalid, problems.BookRowNotFound] as const

/** A list's endpoints under `path`; `word` is what one row is called. */
const rowsOf = <const Part extends BookPart, Row extends Schema.Top, New extends Schema.Top>(
  part: Part,
  path: `/${string}`,
  word: string,
  row: Row,
  newRow: New,
) => {
  const written = Schema.toEncoded(row)
  const one = { params: { id: RowId }, headers: changing }
  const nothing = named(part)
  return HttpApiGroup.make(part).add(
    HttpApiEndpoint.get("list", path, {
      query: {
        ...paging,
        sort: Schema.optionalKey(Schema.Literals(["id", "-id"])),
        active: Schema.optionalKey(Schema.Literals(["true", "false"])),
        agencyId: Schema.optionalKey(AgencyId),
      },
      success: listOf(written, `${part}List`),
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("priceBook.read"))
      .annotate(OpenApi.Summary, `List the ${path.slice(1)} in force`),
    HttpApiEndpoint.post("create", path, {
      headers: creating,
      payload: newRow,
      success: written.pipe(HttpApiSchema.status(201)),
      error: [...telling, problems.PriceBookInvalid, problems.BookRowExists, problems.StaleVersionConflict],
    })
      .annotateMerge(needs("priceBook.edit"))
      .annotate(OpenApi.Summary, `Add a ${word}; one without an id gets one`),
    HttpApiEndpoint.get("get", `${path}/:id`, {
      params: { id: RowId },
      success: written,
      error: [...asking, problems.BookRowNotFound],
    })
      .annotate(NamesNothing, nothing)
      .annotateMerge(needs("priceBook.read"))
      .annotate(OpenApi.Summary, `Read a ${word}`),
    HttpApiEndpoint.put("replace", `${path}/:id`, {
      ...one,
      payload: newRow,
      success: written,
      error: altering,
    })
      .annotate(NamesNothing, nothing)
      .annotateMerge(needs("priceBook.edit"))
      .annotate(OpenApi.Summary, `Replace a ${word} as a whole`),
    HttpApiEndpoint.delete("remove", `${path}/:id`, {
      ...one,
      success: BookChangedResource,
      error: [
        ...asking,
        problems.PriceBookInvalid,
        problems.BookRowNotFound,
        problems.StaleVersion,
        problems.StaleVersionConflict,
      ],
    })
      .annotate(NamesNothing, nothing)
      .annotateMerge(needs("priceBook.edit"))
      .annotate(OpenApi.Summary, `Remove a ${word}; the versions before keep it`),
  )
}

/** Changing some fields of a row. */
const editOf = <Row extends Schema.Top, Edit extends Schema.Top>(
  part: BookPart,
  path: `/${string}`,
  word: string,
  row: Row,
  edit: Edit,
) =>
  HttpApiEndpoint.patch("edit", `${path}/:id`, {
    params: { id: RowId },
    headers: changing,
    payload: edit,
    success: Schema.toEncoded(row),
    error: altering,
  })
    .annotate(NamesNothing, named(part))
    .annotateMerge(needs("priceBook.edit"))
    .annotate(OpenApi.Summary, `Change a ${word}; what is left out stays`)

export class ZonesGroup extends rowsOf("zones", "/zones", "zone", rowSchemas.zones, newRowSchemas.zones)
  .add(editOf("zones", "/zones", "zone", rowSchemas.zones, rowEditSchemas.zones))
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Zones") {}

export class RoutesGroup extends rowsOf("routes", "/routes", "route", rowSchemas.routes, newRowSchemas.routes)
  .add(editOf("routes", "/routes", "route", rowSchemas.routes, rowEditSchemas.routes))
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Routes") {}

export class PackagesGroup extends rowsOf(
  "packages",
  "/packages",
  "package",
  rowSchemas.packages,
  newRowSchemas.packages,
)
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Packages") {}

export class RatesGroup extends rowsOf("rates", "/rates", "rate", rowSchemas.rates, newRowSchemas.rates)
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Rates") {}

export class TariffsGroup extends rowsOf(
  "tariffs",
  "/tariffs",
  "tariff",
  rowSchemas.tariffs,
  newRowSchemas.tariffs,
)
  .add(editOf("tariffs", "/tariffs", "tariff", rowSchemas.tariffs, rowEditSchemas.tariffs))
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Tariffs") {}

export class RulesGroup extends rowsOf("rules", "/rules", "rule", rowSchemas.rules, newRowSchemas.rules)
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Rules") {}

export class FeesGroup extends rowsOf("fees", "/fees", "fee", rowSchemas.fees, newRowSchemas.fees)
  .add(editOf("fees", "/fees", "fee", rowSchemas.fees, rowEditSchemas.fees))
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Fees") {}

const ofAgency = { id: AgencyId }
const agencyNamed = (params: Readonly<Record<string, string>>, invalid: ReadonlySet<string>) =>
  invalid.has("id")
    ? plainProblem("AgencyNotFound", { id: params["id"] ?? "" })
    : plainProblem("BookRowNotFound", { part: "routes", id: params["routeId"] ?? "" })

const { agencyId: _ofNew, ...newFields } = newRowSchemas.routes.fields
const { agencyId: _ofEdit, ...editFields } = rowEditSchemas.routes.fields
/** A route without whose it is: the path says that. */
const newAgencyRoute = Schema.Struct(newFields)
const agencyRouteEdit = Schema.Struct(editFields)

/** The routes negotiated with an agency: rows of the same grid that count for its trips alone. */
export class AgencyRoutesGroup extends HttpApiGroup.make("agencyRoutes")
  .add(
    HttpApiEndpoint.get("list", "/agencies/:id/routes", {
      params: ofAgency,
      query: { ...paging, sort: Schema.optionalKey(Schema.Literals(["id", "-id"])) },
      success: listOf(Schema.toEncoded(rowSchemas.routes), "AgencyRouteList"),
      error: [...asking, problems.AgencyNotFound, problems.CursorMismatch],
    })
      .annotate(NamesNothing, agencyNamed)
      .annotateMerge(needs("priceBook.read"))
      .annotate(OpenApi.Summary, "List the routes negotiated with an agency"),
    HttpApiEndpoint.post("create", "/agencies/:id/routes", {
      params: ofAgency,
      headers: creating,
      payload: newAgencyRoute,
      success: Schema.toEncoded(rowSchemas.routes).pipe(HttpApiSchema.status(201)),
      error: [
        ...telling,
        problems.AgencyNotFound,
        problems.PriceBookInvalid,
        problems.BookRowExists,
        problems.StaleVersionConflict,
      ],
    })
      .annotate(NamesNothing, agencyNamed)
      .annotateMerge(needs("priceBook.edit"))
      .annotate(OpenApi.Summary, "Negotiate a route with an agency"),
    HttpApiEndpoint.patch("edit", "/agencies/:id/routes/:routeId", {
      params: { ...ofAgency, routeId: RowId },
      headers: changing,
      payload: agencyRouteEdit,
      success: Schema.toEncoded(rowSchemas.routes),
      error: [...altering, problems.AgencyNotFound],
    })
      .annotate(NamesNothing, agencyNamed)
      .annotateMerge(needs("priceBook.edit"))
      .annotate(OpenApi.Summary, "Change a route negotiated with an agency"),
    HttpApiEndpoint.delete("remove", "/agencies/:id/routes/:routeId", {
      params: { ...ofAgency, routeId: RowId },
      headers: changing,
      success: BookChangedResource,
      error: [
        ...asking,
        problems.AgencyNotFound,
        problems.PriceBookInvalid,
        problems.BookRowNotFound,
        problems.StaleVersion,
        problems.StaleVersionConflict,
      ],
    })
      .annotate(NamesNothing, agencyNamed)
      .annotateMerge(needs("priceBook.edit"))
      .annotate(OpenApi.Summary, "Remove a route negotiated with an agency"),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Agencies' routes") {}
