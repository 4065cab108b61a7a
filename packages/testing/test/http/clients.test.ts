/** Clients over HTTP, in breadth. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Answered, callerOf, hosts, itemsOf, makeRuntime, type Runtime } from "./hosts.ts"

const named = ({ body }: Answered) => itemsOf(body["items"]).map((item) => item["name"] as unknown as string) // names are texts

describe.each(hosts)("Clients over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())

  const enter = (input: object) =>
    send("POST", "/v1/clients", { type: "PRIVATE", email: "someone@example.org", ...input })

  it("F9 are found by part of name, e-mail and phone, without accents or case, in the order asked for", async () => {
    await enter({ name: "Éloïse Zidane" })
    await enter({ name: "eloise Abadie", phone: "+33612345678" })
    await enter({ type: "BUSINESS", name: "100% Coton", email: "élo@coton.example" })
    expect(named(await send("GET", "/v1/clients?q=ELOISE&sort=name"))).toEqual([
      "eloise Abadie",
      "Éloïse Zidane",
    ])
    expect(named(await send("GET", "/v1/clients?q=el&sort=-name"))).toEqual([
      "Éloïse Zidane",
      "eloise Abadie",
      "100% Coton",
    ])
    expect(named(await send("GET", "/v1/clients?q=06%2012%2034"))).toEqual(["eloise Abadie"])
    expect(named(await send("GET", "/v1/clients?q=0%25%20c"))).toEqual(["100% Coton"])
    expect(named(await send("GET", "/v1/clients?q=%25%25%25"))).toEqual([])
    const first = await send("GET", "/v1/clients?q=el&type=PRIVATE&sort=name&limit=1")
    const cursor = `cursor=${first.body["nextCursor"]}`
    const second = await send("GET", `/v1/clients?q=el&type=PRIVATE&sort=name&limit=1&${cursor}`)
    expect([...named(first), ...named(second)]).toEqual(["eloise Abadie", "Éloïse Zidane"])
    expect(second.body["nextCursor"]).toBeNull()
    expect(await send("GET", `/v1/clients?q=e&sort=name&${cursor}`)).toMatchObject({
      status: 400,
      body: { code: "CursorMismatch" },
    })
  })

  it("are searched for with one line of 1 to 100 characters", async () => {
    for (const q of ["", "x".repeat(101), "a%00b", "a%0Ab"])
      expect(await send("GET", `/v1/clients?q=${q}`)).toMatchObject({
        status: 400,
        body: { errors: [{ in: "query", path: "q" }] },
      })
    expect(await send("GET", `/v1/clients?q=${"x".repeat(100)}`)).toMatchObject({ status: 200 })
  })
})
