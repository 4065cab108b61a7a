/** Phone numbers over HTTP: read as the operator's staff writes them, wherever they are taken. */
import { makeOperator, OperatorRepository } from "@caleche/core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, makeRuntime, operatorId, type Runtime } from "./hosts.ts"

describe.each(hosts)("Phone numbers over $name", ({ fetchOf }) => {
  let runtime: Runtime
  let { send }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())

  const person = { type: "PRIVATE", name: "Jeanne Moreau" }

  it("F36 are kept in international form, whichever way they were written", async () => {
    const national = await send("POST", "/v1/clients", { ...person, phone: "06 12 34 56 78" })
    expect(national).toMatchObject({ status: 201, body: { phone: "+33612345678" } })
    const abroad = await send("POST", "/v1/clients", { ...person, phone: "+353 1 555 0100" })
    expect(abroad).toMatchObject({ status: 201, body: { phone: "+35315550100" } })
    const again = await send("POST", "/v1/clients", { ...person, phone: "+33 (0)6.12.34.56.78" })
    expect(again.body["duplicates"]).toMatchObject([{ id: national.body["id"] }])
    const at = `/v1/clients/${abroad.body["id"]}`
    expect(await send("PATCH", at, { phone: "01 42 00 00 00" })).toMatchObject({
      status: 200,
      body: { phone: "+33142000000" },
    })
    const contact = await send("POST", "/v1/contacts", { lastName: "Zoé", phone: "0612345678" })
    expect(contact).toMatchObject({ status: 201, body: { phone: "+33612345678" } })
    expect(
      await send("PATCH", `/v1/contacts/${contact.body["id"]}`, { phone: "01.42.00.00.00" }),
    ).toMatchObject({ status: 200, body: { phone: "+33142000000" } })
    const driver = await send("POST", "/v1/drivers", { name: "Paul", phone: "06 12 34 56 78" })
    expect(driver).toMatchObject({ status: 201, body: { phone: "+33612345678" } })
    expect(await send("PATCH", `/v1/drivers/${driver.body["id"]}`, { phone: null })).toMatchObject({
      status: 200,
    })
  })

  it("that do not exist are refused at their field, beside everything else that is wrong", async () => {
    for (const phone of ["06 12 34", "+33 1 42 00 00 00 00", "+999 123 456 789", "112", "call me"]) {
      const refused = await send("POST", "/v1/clients", { type: "PRIVATE", name: "", email: "x", phone })
      expect(refused).toMatchObject({ status: 400, body: { code: "InvalidRequest" } })
      const errors = refused.body["errors"] as unknown as ReadonlyArray<{ readonly path: string }> // a problem lists them
      expect(errors.map(({ path }) => path).toSorted()).toEqual(["email", "name", "phone"])
      expect(refused.text).toContain("as dialled in the operator's country")
    }
    expect(await send("POST", "/v1/clients", { ...person, phone: 6 })).toMatchObject({
      status: 400,
      body: { errors: [{ in: "body", path: "phone" }] },
    })
  })

  it("are read in the country of the operator, whichever that is", async () => {
    const save = (country: string) =>
      runtime.runPromise(
        OperatorRepository.use((all) =>
          all.save(makeOperator({ id: operatorId, name: "Demo VTC", country })),
        ),
      )
    await save("IE")
    expect(await send("POST", "/v1/clients", { ...person, phone: "01 555 0100" })).toMatchObject({
      status: 201,
      body: { phone: "+35315550100" },
    })
    await save("BE")
    expect(await send("POST", "/v1/clients", { ...person, phone: "06 12 34 56 78" })).toMatchObject({
      status: 400,
    })
    await save("FR")
  })
})
