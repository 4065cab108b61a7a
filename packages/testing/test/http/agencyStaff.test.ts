/** Agencies' people over HTTP, with the credentials and invitations they are given, and the mails those come in. */
import {
  Authenticator,
  credentialResolver,
  demoKeys,
  firstOf,
  handlers,
  makeApi,
  makeRoutes,
  webHandler,
} from "@caleche/http"
import {
  CaptureBox,
  IdGenerator,
  makeOperator,
  Messages,
  OperatorRepository,
  Relay,
  UseCases,
} from "@caleche/core"
import { layer as memory } from "@caleche/storage-memory"
import { Effect, Layer, Logger, ManagedRuntime } from "effect"
import { TestClock } from "effect/testing"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { callerOf, itemsOf, operatorId, textOf } from "./hosts.ts"

const makeWorld = () => {
  const authentication = Layer.effect(
    Authenticator,
    Effect.map(credentialResolver, (stored) =>
      Authenticator.of({
        authenticate: firstOf(demoKeys({ operatorId, boundTo: "127.0.0.1" }), stored),
      }),
    ),
  )
  const ready = Layer.effectDiscard(
    OperatorRepository.use((operators) => operators.save(makeOperator({ id: operatorId, name: "Demo VTC" }))),
  )
  const ports = Layer.mergeAll(memory, IdGenerator.layer, CaptureBox.layerMemory(), Logger.layer([]))
  return ManagedRuntime.make(
    Layer.mergeAll(Relay.layer(), authentication, Layer.orDie(ready)).pipe(
      Layer.provideMerge(Layer.merge(UseCases.layer, Messages.layer)),
      Layer.provideMerge(ports),
      Layer.provideMerge(TestClock.layer()),
    ),
  )
}

describe("An agency's people", () => {
  const runtime = makeWorld()
  const { send } = callerOf(webHandler(makeRoutes(makeApi(), handlers, runtime)))
  afterAll(() => runtime.dispose())
  beforeAll(() => runtime.runPromise(TestClock.setTime(Date.parse("2026-11-21T08:00:00Z"))))

  /** Sends what waits, and answers the token in the last mail to `to`. */
  const tokenFor = (to: string): Promise<string> =>
    runtime.runPromise(
      Effect.gen(function* () {
        yield* (yield* Relay).once
        const mails = yield* (yield* CaptureBox).mails(operatorId)
        const mail = mails.filter((one) => one.to === to).at(-1)
        return /#(\S+)$/m.exec(mail?.text ?? "")?.[1] ?? "no mail"
      }),
    )
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const later = (seconds: number) => runtime.runPromise(TestClock.adjust(`${seconds} seconds`))
  const agency = async (name: string) =>
    `/v1/agencies/${(await send("POST", "/v1/agencies", { name })).body["id"]}`
  const opened = async (at: string, email: string, role = "BOOKER") => {
    const invited = await send("POST", `${at}/staff`, { name: `Person of ${email}`, email, role })
    expect(invited).toMatchObject({ status: 201, body: { email, role, status: "INVITED" } })
    const token = await tokenFor(email)
    const { status, body } = await send("POST", "/v1/invitations/accept", undefined, bearer(token))
    expect(status).toBe(200)
    return {
      id: textOf(invited.body["id"]),
      token,
      credential: textOf(body["credential"]),
      user: body["user"]!,
    }
  }

  it("F18 F19 are invited by mail, and come in by the credential their invitation showed them, once", async () => {
    const at = await agency("Lumière Voyages")
    const { id, token, credential, user } = await opened(at, "lise@lumiere.example", "ADMIN")
    expect(token).toMatch(/^cal_inv_[0-9a-f]{32}_[0-9a-f]{64}$/)
    expect(credential).toMatch(/^cal_live_[0-9a-f]{32}_[0-9a-f]{64}$/)
    expect(user).toMatchObject({ id, status: "ACTIVE", role: "ADMIN" })
    const key = { "idempotency-key": "twice" }
    for (const headers of [bearer(token), { ...bearer(token), ...key }])
      expect(await send("POST", "/v1/invitations/accept", undefined, headers)).toMatchObject({
        status: 410,
        body: { code: "InvitationClosed", reason: "USED" },
      })
    const listed = await send("GET", `${at}/staff`, undefined, bearer(credential))
    expect(itemsOf(listed.body["items"])).toMatchObject([{ id, name: "Person of lise@lumiere.example" }])
    expect(listed.text).not.toContain(credential.slice(-64))
    expect(await send("POST", "/v1/invitations/accept")).toMatchObject({
      status: 403,
      body: { action: "invitation.accept", role: "ADMIN" },
    })
  })

  it("F18 have their last login recorded, once a minute", async () => {
    const at = await agency("Zénith")
    const { credential } = await opened(at, "max@zenith.example", "ADMIN")
    const lastLogin = async () => {
      await send("GET", `${at}/staff`, undefined, bearer(credential))
      await new Promise(setImmediate) // it is recorded after the answer
      const { body } = await send("GET", `${at}/staff`)
      return itemsOf(body["items"])[0]!["lastLoginAt"]
    }
    expect(await lastLogin()).toBe("2026-11-21T08:00:00.000Z")
    await later(59)
    expect(await lastLogin()).toBe("2026-11-21T08:00:00.000Z")
    await later(1)
    expect(await lastLogin()).toBe("2026-11-21T08:01:00.000Z")
  })

  it("F19 follow the latest invitation alone, and only for seven days", async () => {
    const at = await agency("Horizon")
    const { body } = await send("POST", `${at}/staff`, { name: "Ana", email: "ana@horizon.example" })
    const former = await tokenFor("ana@horizon.example")
    const again = await send("POST", `${at}/staff/${body["id"]}/invite`)
    expect(again).toMatchObject({ status: 200, body: { status: "INVITED", version: 2 } })
    const accept = (token: string) => send("POST", "/v1/invitations/accept", undefined, bearer(token))
    expect(await accept(former)).toMatchObject({ status: 410, body: { reason: "REVOKED" } })
    const token = await tokenFor("ana@horizon.example")
    await later(7 * 24 * 3600)
    expect(await accept(token)).toMatchObject({ status: 410, body: { reason: "EXPIRED" } })
    expect(await accept(`${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`)).toMatchObject({
      status: 401,
    })
    expect(await accept("cal_inv_x")).toMatchObject({ status: 401 })
  })

  it("are shut out at once, by an ADMIN of their own or by the operator's managers", async () => {
    const at = await agency("Cap Sud")
    const admin = await opened(at, "chef@capsud.example", "ADMIN")
    const booker = await opened(at, "bob@capsud.example")
    const asAdmin = bearer(admin.credential)
    const asBooker = bearer(booker.credential)
    expect(await send("GET", `${at}/staff`, undefined, asBooker)).toMatchObject({
      status: 403,
      body: { action: "agencyUser.read", role: "AGENCY_BOOKER" },
    })
    const shut = await send("PATCH", `${at}/staff/${booker.id}`, { status: "DISABLED" }, asAdmin)
    expect(shut).toMatchObject({ status: 200, body: { status: "DISABLED", version: 3 } })
    expect(shut.headers.get("etag")).toBe('"3"')
    expect(await send("GET", `${at}/staff`, undefined, asBooker)).toMatchObject({ status: 401 })
    expect(await send("POST", `${at}/staff/${booker.id}/invite`, undefined, asAdmin)).toMatchObject({
      status: 409,
      body: { code: "IllegalTransition", machine: "agencyUser", from: "DISABLED", allowed: ["enable"] },
    })
    await send("PATCH", `${at}/staff/${booker.id}`, { status: "ACTIVE" })
    expect(await send("GET", `${at}/staff`, undefined, asBooker)).toMatchObject({ status: 401 })
    expect(
      await send("POST", `${at}/staff`, { name: "Bob", email: "BOB@capsud.example" }, asAdmin),
    ).toMatchObject({ status: 409, body: { code: "AgencyUserExists", id: booker.id } })
    expect(
      await send("PATCH", `${at}/staff/${booker.id}`, { name: "X" }, { ...asAdmin, "if-match": '"1"' }),
    ).toMatchObject({
      status: 412,
    })
  })

  it("reach their own agency alone: another one is not there, and nothing of the operator's is theirs", async () => {
    const [mine, other] = [await agency("Mine"), await agency("Other")]
    const theirs = await opened(other, "other@other.example")
    const { credential } = await opened(mine, "me@mine.example", "ADMIN")
    const nobody = "01890000-0000-7000-8000-0000000000ff"
    for (const [method, path, body] of [
      ["GET", "/staff", undefined],
      ["POST", "/staff", { name: "X", email: "x@x.example" }],
      ["PATCH", `/staff/${theirs.id}`, { name: "X" }],
      ["POST", `/staff/${theirs.id}/invite`, undefined],
    ] as const) {
      const answer = await send(method, `${other}${path}`, body, bearer(credential))
      const nowhere = await send(method, `/v1/agencies/${nobody}${path}`, body, bearer(credential))
      expect(answer).toMatchObject({ status: 404, body: { code: "AgencyNotFound" } })
      expect(answer.text.replaceAll(other.split("/").at(-1)!, nobody)).toBe(nowhere.text)
    }
    expect(
      await send("PATCH", `${mine}/staff/${theirs.id}`, { name: "X" }, bearer(credential)),
    ).toMatchObject({
      status: 404,
      body: { code: "AgencyUserNotFound", id: theirs.id },
    })
    for (const path of ["/v1/clients", "/v1/quotes", "/v1/orders", "/v1/agencies", "/v1/drivers"])
      expect(await send("GET", path, undefined, bearer(credential))).toMatchObject({
        status: 403,
        body: { role: "AGENCY_ADMIN" },
      })
  })

  it("F6 F17 F18 stand with their agency on the page of a client that is linked to it, and on no other's", async () => {
    const at = await agency("Page")
    const { id, credential } = await opened(at, "lise@page.example", "ADMIN")
    await send("GET", `${at}/staff`, undefined, bearer(credential))
    await new Promise(setImmediate) // the login is recorded after the answer
    const agencyId = at.split("/").at(-1)!
    const company = { type: "BUSINESS", name: "Page SA", phone: "+33142000000" }
    const linked = await send("POST", "/v1/clients", { ...company, agencyId })
    const page = await send("GET", `/v1/clients/${linked.body["id"]}`)
    const person = { id, name: "Person of lise@page.example", email: "lise@page.example", role: "ADMIN" }
    expect(page.body["agency"]).toMatchObject({
      id: agencyId,
      name: "Page",
      active: true,
      staff: [{ ...person, status: "ACTIVE", lastLoginAt: expect.any(String) as unknown }],
    })
    expect(page.headers.get("etag")).toBe('"1"')
    await send("PATCH", at, { active: false })
    expect((await send("GET", `/v1/clients/${linked.body["id"]}`)).body["agency"]).toMatchObject({
      active: false,
    })
    const apart = await send("POST", "/v1/clients", company)
    expect((await send("GET", `/v1/clients/${apart.body["id"]}`)).body).not.toHaveProperty("agency")
  })

  it("F97 are erased for good", async () => {
    const at = await agency("Oubli")
    const { id, credential } = await opened(at, "gone@oubli.example", "ADMIN")
    expect(await send("POST", `${at}/staff/${id}/erase`, undefined, bearer(credential))).toMatchObject({
      status: 403,
      body: { action: "agencyUser.erase" },
    })
    const erased = await send("POST", `${at}/staff/${id}/erase`)
    expect(erased).toMatchObject({ status: 200, body: { name: "", status: "DISABLED" } })
    expect(erased.text).not.toContain("gone@oubli.example")
    expect((await send("GET", `${at}/staff`)).text).not.toContain("gone@oubli.example")
    expect(await send("GET", `${at}/staff`, undefined, bearer(credential))).toMatchObject({ status: 401 })
    expect(await send("PATCH", `${at}/staff/${id}`, { status: "ACTIVE" })).toMatchObject({ status: 409 })
  })
})
