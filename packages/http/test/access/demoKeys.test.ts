import { OperatorId } from "@caleche/core"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { demoKeys, firstOf, isLoopback } from "../../src/index.ts"

const operatorId = OperatorId.make("01890000-0000-7000-8000-000000000001")
const ask = (token: string, more: Record<string, string> = {}) =>
  Effect.runPromiseExit(
    demoKeys({ operatorId, boundTo: "127.0.0.1" })(
      new Headers({ authorization: `bearer ${token}`, ...more }),
    ),
  )

describe("Demonstration keys", () => {
  it.each([
    ["demo-operator", "OPERATOR"],
    ["demo-manager", "MANAGER"],
    ["demo-admin", "ADMIN"],
  ])("%s acts as %s", async (token, role) => {
    expect(await ask(token)).toMatchObject({
      value: { actor: { operatorId, role }, credential: `demo:${role}` },
    })
  })

  it("are three, whatever objects inherit", async () => {
    for (const token of ["demo", "constructor", "__proto__", "toString"])
      expect((await ask(token))._tag).toBe("Failure")
  })

  it("open nothing to a page that calls this machine by another name", async () => {
    expect((await ask("demo-admin", { host: "rebound.example" }))._tag).toBe("Failure")
    for (const host of ["localhost:3000", "127.0.0.1:3000", "[::1]:3000"])
      expect((await ask("demo-admin", { host }))._tag).toBe("Success")
  })

  it("cannot be used by a server that others can reach", () => {
    for (const boundTo of ["0.0.0.0", "::", "192.168.1.4", "caleche.example", "127.0.0.1.example"]) {
      expect(() => demoKeys({ operatorId, boundTo })).toThrow(/serve on 127.0.0.1/)
    }
    for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
      expect([host, isLoopback(host)]).toEqual([host, true])
  })

  it("stand beside other kinds of credential", async () => {
    const demo = demoKeys({ operatorId, boundTo: "localhost" })
    const exit = await Effect.runPromiseExit(
      firstOf(firstOf(), demo)(new Headers({ authorization: "Bearer demo-admin" })),
    )
    expect(exit).toMatchObject({ value: { credential: "demo:ADMIN" } })
  })
})
