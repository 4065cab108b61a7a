import type { Effect } from "effect"
import { describe, expect, expectTypeOf, it } from "vitest"
import {
  type ClientPageResource,
  type Handlers,
  handlers,
  makeApi,
  type UriTooLong,
  type MethodNotAllowed,
} from "../../src/index.ts"

type Get = Handlers["clients"]["get"]

describe("The handler record", () => {
  it("names every group", () => {
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(makeApi().groups).sort())
  })

  it("does not compile with a handler missing, answering another resource, or failing with an undeclared error", () => {
    expectTypeOf<Effect.Success<ReturnType<Get>>>().toEqualTypeOf<ClientPageResource>()
    // @ts-expect-error the other handlers of the group are missing
    const missing: Handlers["clients"] = { get: handlers.clients.get }
    // @ts-expect-error a driver is no client
    const another: Get = handlers.drivers.get
    type Failures = Effect.Error<ReturnType<Get>>
    expectTypeOf<UriTooLong>().toExtend<Failures>()
    expectTypeOf<MethodNotAllowed>().not.toExtend<Failures>()
    expect([missing, another]).toHaveLength(2)
  })
})
