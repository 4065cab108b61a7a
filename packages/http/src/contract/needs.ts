/**
 * The permission an endpoint asks for, as data: shown in the OpenAPI document as `x-permission`, and walked by the tests,
 * which ask every endpoint as every role and compare the answers with core's table.
 */
import type { Action } from "@caleche/core"
import { Context } from "effect"
import { OpenApi } from "effect/http-api"

/** The action of core's permission table that the endpoint's use case asks for. */
export class Needs extends Context.Service<Needs, Action>()("@caleche/http/contract/Needs") {}

/** What every endpoint is annotated with: `.annotateMerge(needs("quote.send"))`. */
export const needs = (action: Action): Context.Context<Needs | OpenApi.Transform> =>
  Context.make(Needs, action).pipe(
    Context.add(OpenApi.Transform, (operation) => ({ ...operation, "x-permission": action })),
  )
