/** The type of a handler record: one function an endpoint, so that a missing or a wrong one does not compile. */
import type { CurrentActor, OperatorNotFound, StorageFailed, UseCases } from "@caleche/core"
import type { Effect } from "effect"
import type { HttpApi, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import type { Api } from "../Api.ts"

type Slot<Name extends string, Value> = [Value] extends [never] ? unknown : { readonly [K in Name]: Value }

/** What a handler gets: the decoded parts of the request its endpoint declares. */
export type HandlerRequest<E extends HttpApiEndpoint.ConstraintRequest> = Slot<
  "params",
  E["~Params"]["Type"]
> &
  Slot<"query", E["~Query"]["Type"]> &
  Slot<"headers", E["~Headers"]["Type"]> &
  Slot<"payload", E["~Payload"]["Type"]>

/**
 * Answers the resource as it is written on the wire. It fails with what its endpoint declares; an operator that is gone
 * and a storage that failed are answered by the server for all of them.
 */
export type Handler<E extends HttpApiEndpoint.ConstraintRequest> = (
  request: HandlerRequest<E>,
) => Effect.Effect<
  E["~Success"]["Type"],
  E["~Error"]["Type"] | OperatorNotFound | StorageFailed,
  CurrentActor | UseCases.UseCases
>

/** The handlers of one group. */
export type GroupHandlers<Group extends HttpApiGroup.Constraint> =
  Group["endpoints"] extends infer Endpoints extends Readonly<
    Record<string, HttpApiEndpoint.ConstraintRequest>
  >
    ? { readonly [Name in keyof Endpoints]: Handler<Endpoints[Name]> }
    : never

type Groups<A> = A extends HttpApi.HttpApi<string, infer G> ? G : never

/** The handlers of the whole contract, by group and endpoint. */
export type Handlers = {
  readonly [G in Groups<Api> as HttpApiGroup.Identifier<G>]: GroupHandlers<G>
}
