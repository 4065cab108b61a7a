/** Prices tried without storing anything, and which trip type a trip is. */
import { PreviewRequest, quoteRules } from "@caleche/core"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { problems } from "../problems/problems.ts"
import { PreviewResource } from "../resources/Preview.ts"
import { TripTypeList } from "../resources/TripTypes.ts"
import { needs } from "./needs.ts"
import {
  Authentication,
  asking,
  BodyRules,
  creating,
  placingTrip,
  pricing as priceErrors,
  telling,
} from "./requests.ts"

export class PricingGroup extends HttpApiGroup.make("pricing")
  .add(
    HttpApiEndpoint.post("preview", "/pricing/preview", {
      headers: creating,
      payload: PreviewRequest,
      success: PreviewResource,
      error: [
        ...telling,
        problems.AgencyInactive,
        problems.AgencyNotFound,
        problems.ClientNotFound,
        problems.LineNotAttachable,
        problems.TooManyDiscounts,
        problems.TooManyLines,
        ...placingTrip,
        ...priceErrors,
      ],
    })
      .annotate(BodyRules, quoteRules)
      .annotateMerge(needs("price.preview"))
      .annotate(
        OpenApi.Summary,
        "Price a trip without storing anything; every computed line explains itself",
      ),
    HttpApiEndpoint.get("tripTypes", "/trip-types", { success: TripTypeList, error: [...asking] })
      .annotateMerge(needs("price.preview"))
      .annotate(
        OpenApi.Summary,
        "Which trip type a situation calls for, what it needs and how it can be priced",
      ),
  )
  .prefix("/v1")
  .middleware(Authentication)
  .annotate(OpenApi.Title, "Pricing") {}
