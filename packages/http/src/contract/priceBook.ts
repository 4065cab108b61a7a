/**
 * The price book over HTTP, whole: exported, checked, imported. Each change makes a version, which `If-Match` can insist
 * on; every version can be read again.
 */
import { PriceBook, Settings } from "@caleche/core"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { BookChangedResource, BookFindingsResource, VersionList } from "../resources/PriceBook.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  asking,
  changing,
  countTo,
  creating,
  Imports,
  paging,
  telling,
  writing,
} from "./requests.ts"

const changes = [...writing, problems.PriceBookInvalid] as const

export class PriceBookGroup extends HttpApiGroup.make("priceBook")
  .add(
    HttpApiEndpoint.get("get", "/price-book", {
      query: { version: Schema.optionalKey(countTo(999_999_999)) },
      success: Schema.toEncoded(PriceBook),
      error: [...asking, problems.PriceBookVersionNotFound],
    })
      .annotateMerge(needs("priceBook.read"))
      .annotate(OpenApi.Summary, "Export the price book in force, or another version of it"),
    HttpApiEndpoint.put("replace", "/price-book", {
      headers: changing,
      payload: PriceBook,
      success: BookChangedResource,
      error: changes,
    })
      .annotateMerge(needs("priceBook.edit"))
      .annotate(Imports, true)
      .annotate(
        OpenApi.Summary,
        "Import a price book of up to 50 MiB in place of the one in force; says what that changed",
      ),
    HttpApiEndpoint.post("check", "/price-book/check", {
      headers: creating,
      payload: PriceBook,
      success: BookFindingsResource,
      error: [...telling],
    })
      .annotateMerge(needs("priceBook.read"))
      .annotate(Imports, true)
      .annotate(
        OpenApi.Summary,
        "Every problem and warning of a price book of up to 50 MiB, without storing it",
      ),
    HttpApiEndpoint.put("settings", "/price-book/settings", {
      headers: changing,
      payload: Settings,
      success: BookChangedResource,
      error: changes,
    })
      .annotateMerge(needs("priceBook.edit"))
      .annotate(OpenApi.Summary, "Replace the choices the price book makes once for all of its rows"),
    HttpApiEndpoint.get("versions", "/price-book/versions", {
      query: paging,
      success: VersionList,
      error: [...asking, problems.CursorMismatch],
    })
      .annotateMerge(needs("priceBook.read"))
      .annotate(OpenApi.Summary, "List the versions of the price book, newest first"),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Price book") {}
