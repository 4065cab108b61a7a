import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, hosts, makeRuntime, type Runtime } from "./hosts.ts"
import { draft, jeanne, offGrid, transport } from "./samples.ts"

const nobody = "01890000-0000-7000-8000-00000000dead"

describe.each(hosts)("What $name refuses", ({ fetchOf }) => {
  let runtime: Runtime
  let { send, fetch }: ReturnType<typeof callerOf> = callerOf(async () => Response.error())
  beforeAll(() => {
    runtime = makeRuntime()
    ;({ send, fetch } = callerOf(fetchOf(runtime)))
  })
  afterAll(() => runtime.dispose())
  const pathsOf = (body: { readonly [name: string]: unknown }) =>
    (body["errors"] as ReadonlyArray<{ in: string; path: string }>).map(
      ({ in: slot, path }) => `${slot} ${path}`,
    )

  it("every invalid field at once, each with its path", async () => {
    const bad = {
      clientId: "nobody",
      tripType: "TELEPORT",
      pricingMode: "MANUAL",
      notes: "a\0b",
      lines: [{ ...transport("2030-13-01T08:00:00Z"), unitPrice: "+1e3", description: "" }],
    }
    const answer = await send("POST", "/v1/quotes", bad, { "idempotency-key": "é".repeat(3) })
    expect(answer).toMatchObject({ status: 400, body: { code: "InvalidRequest" } })
    expect(new Set(pathsOf(answer.body))).toEqual(
      new Set([
        "header idempotency-key",
        "body clientId",
        "body tripType",
        "body notes",
        "body lines.0.unitPrice",
        "body lines.0.description",
        "body lines.0.trip.pickupAt",
      ]),
    )
  })

  it("rules between fields beside invalid fields, at once", async () => {
    const line = { ...transport("2030-01-01T08:00:00Z"), kind: "FEE", unitPrice: "-5.00", description: "" }
    const quote = await send("POST", "/v1/quotes", {
      clientId: "nobody",
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      lines: [line],
    })
    expect(new Set(pathsOf(quote.body))).toEqual(
      new Set(["body clientId", "body lines.0.description", "body lines.0.trip", "body lines.0.unitPrice"]),
    )
    const client = await send("POST", "/v1/clients", { type: "PRIVATE", name: "", companyName: "Lumière SA" })
    expect(new Set(pathsOf(client.body))).toEqual(new Set(["body name", "body email", "body companyName"]))
  })

  it("NUL and lone surrogates in text", async () => {
    for (const text of ["Jeanne\\u0000", "Jeanne \\ud800"]) {
      const body = JSON.stringify({ ...jeanne, name: "NAME", notes: "NAME" }).replaceAll("NAME", text)
      const answer = await send("POST", "/v1/clients", body)
      expect(answer.status).toBe(400)
      expect(new Set(pathsOf(answer.body))).toEqual(new Set(["body name", "body notes"]))
    }
  })

  it.each(["clients", "quotes", "orders", "missions", "drivers"])(
    "ids of %s that name nothing, and ids that are none",
    async (resource) => {
      for (const id of [nobody, "abc", "%00", "..%2f..", "1' or 1=1", "%E0%A4%A"]) {
        const answer = await send("GET", `/v1/${resource}/${id}`)
        expect([id, answer.status]).toEqual([id, 404])
        expect(answer.body["code"]).toMatch(/NotFound$/)
      }
    },
  )

  it("ids in commands and bodies that name nothing", async () => {
    expect(await send("POST", "/v1/quotes/abc/send")).toMatchObject({
      status: 404,
      body: { code: "QuoteNotFound", id: "abc" },
    })
    expect(await send("POST", `/v1/quotes/${nobody}/accept`)).toMatchObject({
      status: 404,
      body: { code: "QuoteNotFound", id: nobody },
    })
    expect(await send("POST", `/v1/missions/${nobody}/start`)).toMatchObject({
      status: 404,
      body: { code: "MissionNotFound" },
    })
    expect(await send("POST", "/v1/quotes", offGrid(nobody))).toMatchObject({
      status: 404,
      body: { code: "ClientNotFound" },
    })
    const { id } = await draft(send)
    expect(await send("DELETE", `/v1/quotes/${id}/lines/abc`)).toMatchObject({
      status: 404,
      body: { code: "LineNotFound", quoteId: id, id: "abc" },
    })
  })

  it("a request without a credential, before looking at anything else of it", async () => {
    for (const authorization of [
      "",
      "Bearer",
      "Bearer nope",
      "Basic ZGVtbzpkZW1v",
      "Bearer demo-admin demo-admin",
    ]) {
      const answer = await send("POST", "/v1/quotes", "{ not json", {
        authorization,
        "content-type": "text/plain",
      })
      expect(answer).toMatchObject({ status: 401, body: { code: "Unauthorized" } })
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/)
    }
    expect((await send("GET", "/v1/quotes/abc", undefined, { authorization: "" })).status).toBe(401)
  })

  it("demonstration keys under any other name than this machine's", async () => {
    expect((await send("GET", "/v1/quotes", undefined, { host: "attacker.example:3000" })).status).toBe(401)
    expect((await send("GET", "/v1/quotes", undefined, { host: "127.0.0.1:3000" })).status).toBe(200)
  })

  it("what a role may not do", async () => {
    const answer = await send(
      "POST",
      "/v1/drivers",
      { name: "Karim" },
      { authorization: "Bearer demo-operator" },
    )
    expect(answer).toMatchObject({
      status: 403,
      body: { code: "Forbidden", action: "driver.edit", role: "OPERATOR" },
    })
  })

  it("methods a path does not know, naming those it does", async () => {
    const answer = await send("DELETE", "/v1/quotes")
    expect(answer).toMatchObject({ status: 405, body: { code: "MethodNotAllowed" } })
    expect(answer.headers.get("allow")!.split(", ").sort()).toEqual(["GET", "HEAD", "POST"])
    expect((await send("PUT", `/v1/quotes/${nobody}`)).status).toBe(405)
    expect(await send("GET", "/v1/nothing")).toMatchObject({
      status: 404,
      body: { code: "RouteNotFound", path: "/v1/nothing" },
    })
    expect((await send("GET", "/v1/quotes/")).status).toBe(404)
  })

  it("bodies over a megabyte, whether they say so or not", async () => {
    const body = JSON.stringify({ ...jeanne, notes: "x".repeat(1_100_000) })
    expect(await send("POST", "/v1/clients", body)).toMatchObject({
      status: 413,
      body: { code: "PayloadTooLarge", most: 1_048_576 },
    })
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled++
        controller.enqueue(new Uint8Array(65_536).fill(32))
      },
    })
    const raw = await fetchRaw(runtime, new Request("http://localhost/v1/clients", streaming(endless)))
    expect(raw.status).toBe(413)
    expect(pulled).toBeLessThan(40)
  })
  const fetchRaw = (of: Runtime, request: Request) => fetchOf(of)(request)
  const streaming = (body: ReadableStream<Uint8Array>): RequestInit => ({
    method: "POST",
    body,
    headers: { authorization: "Bearer demo-admin", "content-type": "application/json" },
    duplex: "half",
  })

  it("addresses over 8 KiB", async () => {
    expect(await send("GET", `/v1/quotes?cursor=${"a".repeat(8_200)}`)).toMatchObject({
      status: 414,
      body: { code: "UriTooLong" },
    })
  })

  it("bodies that are no JSON by their type", async () => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/json; charset=latin1",
    ]) {
      expect(await send("POST", "/v1/clients", jeanne, { "content-type": type })).toMatchObject({
        status: 415,
      })
    }
    expect(
      (await send("POST", "/v1/clients", jeanne, { "content-type": "application/json; charset=utf-8" }))
        .status,
    ).toBe(201)
  })

  it("bodies that are no JSON, not UTF-8, or too deep", async () => {
    for (const body of [
      "{",
      "nope",
      '{"a":1}}',
      "[".repeat(33) + "]".repeat(33),
      '{"a":'.repeat(40) + "1" + "}".repeat(40),
    ]) {
      expect(await send("POST", "/v1/clients", body)).toMatchObject({
        status: 400,
        body: { code: "MalformedJson" },
      })
    }
    const latin1 = await fetch(
      new Request("http://localhost/v1/clients", {
        ...streaming(new Blob([new Uint8Array([0x22, 0xe9, 0x22])]).stream()),
      }),
    )
    expect(await latin1.json()).toMatchObject({ status: 400, code: "MalformedJson" })
    expect((await send("POST", "/v1/clients", `{"name":"${"[".repeat(64)}"}`)).body["code"]).toBe(
      "InvalidRequest",
    )
  })

  it("an empty body where something must be said, field by field", async () => {
    const { id } = await draft(send)
    const answer = await send("POST", `/v1/quotes/${id}/cancel`)
    expect(answer.status).toBe(400)
    expect(pathsOf(answer.body)).toEqual(["body reason"])
  })

  it("limits, sorts and cursors that are none", async () => {
    for (const query of [
      "limit=0",
      "limit=201",
      "limit=1e1",
      "limit=5&limit=6",
      "sort=name",
      "status=OPEN",
      "cursor=%00",
    ]) {
      expect(await send("GET", `/v1/quotes?${query}`)).toMatchObject({
        status: 400,
        body: { code: "InvalidRequest" },
      })
    }
    await draft(send)
    await draft(send)
    const { nextCursor } = (await send("GET", "/v1/quotes?limit=1")).body
    for (const query of ["sort=createdAt", "status=DRAFT"]) {
      const answer = await send("GET", `/v1/quotes?limit=1&${query}&cursor=${nextCursor}`)
      expect(answer).toMatchObject({ status: 400, body: { code: "CursorMismatch" } })
    }
    expect(await send("GET", "/v1/quotes?cursor=abc")).toMatchObject({
      status: 400,
      body: { code: "CursorMismatch" },
    })
  })

  it("commands the status does not allow, saying what it does", async () => {
    const { id } = await draft(send)
    await send("POST", `/v1/quotes/${id}/send`)
    expect(await send("POST", `/v1/quotes/${id}/send`)).toMatchObject({
      status: 409,
      body: {
        code: "IllegalTransition",
        machine: "quote",
        from: "SENT",
        action: "send",
        allowed: expect.arrayContaining(["resend", "accept"]),
      },
    })
  })

  it("sniffing, framing and caching", async () => {
    for (const path of ["/v1/quotes", "/v1/nothing"]) {
      const { headers } = await send("GET", path)
      expect(headers.get("x-content-type-options")).toBe("nosniff")
      expect(headers.get("referrer-policy")).toBe("no-referrer")
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'")
      expect(headers.get("access-control-allow-origin")).toBeNull()
      expect(headers.get("x-request-id")).toBeTruthy()
    }
  })
})
