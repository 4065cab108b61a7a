/** The rows below are those of the document's matrix that exist so far, written out by hand. */
import { describe, expect, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import { Actor, CurrentActor } from "../../src/access/Actor.ts"
import {
  type Action,
  Forbidden,
  type Grantee,
  granteeOf,
  isAllowed,
  permissions,
  permit,
  type Subject,
} from "../../src/access/Permissions.ts"
import { AgencyId, AgencyUserId, InvitationId, QuoteId } from "../../src/shared/Ids.ts"
import { ids, uuid } from "../samples.ts"

const operatorId = ids.operator
const agencyId = AgencyId.make(uuid(40))
const agencyUser = AgencyUserId.make(uuid(41))
const actors: Readonly<Record<Grantee, Actor>> = {
  OPERATOR: { _tag: "OperatorUser", operatorId, id: ids.user, role: "OPERATOR" },
  MANAGER: { _tag: "OperatorUser", operatorId, id: ids.user, role: "MANAGER" },
  ADMIN: { _tag: "OperatorUser", operatorId, id: ids.user, role: "ADMIN" },
  AGENCY_ADMIN: { _tag: "AgencyUser", operatorId, agencyId, id: agencyUser, role: "ADMIN" },
  AGENCY_BOOKER: { _tag: "AgencyUser", operatorId, agencyId, id: agencyUser, role: "BOOKER" },
  INVITEE: {
    _tag: "Invitee",
    operatorId,
    agencyId,
    id: agencyUser,
    invitationId: InvitationId.make(uuid(42)),
  },
  DRIVER: { _tag: "Driver", operatorId, id: ids.driver },
  LINK: { _tag: "QuoteLink", operatorId, id: ids.quote },
  SYSTEM: { _tag: "System", operatorId },
}
const everyone = ["OPERATOR", "MANAGER", "ADMIN", "DRIVER", "LINK", "SYSTEM"] as const
const ofAgencies = ["AGENCY_ADMIN", "AGENCY_BOOKER", "INVITEE"] as const

const rows: ReadonlyArray<
  readonly [action: Action, O: boolean, M: boolean, A: boolean, D: boolean, L: boolean, system: boolean]
> = [
  ["client.read", true, true, true, false, false, false],
  ["quote.read", true, true, true, false, true, false],
  ["quote.list", true, true, true, false, false, false],
  ["order.read", true, true, true, false, false, false],
  ["mission.read", true, true, true, true, false, false],
  ["history.read", true, true, true, false, false, false],
  ["driver.read", true, true, true, false, false, false],
  ["client.create", true, true, true, false, false, false],
  ["client.edit", false, true, true, false, false, false],
  ["client.archive", false, true, true, false, false, false],
  ["client.merge", false, true, true, false, false, false],
  ["contact.read", true, true, true, false, false, false],
  ["contact.create", true, true, true, false, false, false],
  ["contact.edit", false, true, true, false, false, false],
  ["contact.archive", false, true, true, false, false, false],
  ["contact.delete", false, true, true, false, false, false],
  ["contact.link", false, true, true, false, false, false],
  ["contact.erase", false, true, true, false, false, false],
  ["contact.export", false, true, true, false, false, false],
  ["contact.consent", false, true, true, false, false, false],
  ["agency.read", true, true, true, false, false, false],
  ["agency.edit", false, true, true, false, false, false],
  ["agencyUser.read", true, true, true, false, false, false],
  ["agencyUser.invite", true, true, true, false, false, false],
  ["agencyUser.edit", false, true, true, false, false, false],
  ["agencyUser.erase", false, true, true, false, false, false],
  ["agencyQuote.read", true, true, true, false, false, false],
  ["agencyQuote.request", false, false, false, false, false, false],
  ["agencyQuote.edit", false, false, false, false, false, false],
  ["agencyQuote.answer", false, false, false, false, false, false],
  ["agencyOrder.read", true, true, true, false, false, false],
  ["quote.take", true, true, true, false, false, false],
  ["invitation.accept", false, false, false, false, false, false],
  ["quote.create", true, true, true, false, false, false],
  ["quote.edit", true, true, true, false, false, false],
  ["quote.send", true, true, true, false, false, false],
  ["quote.cancel", true, true, true, false, false, false],
  ["quote.accept", true, true, true, false, true, false],
  ["quote.decline", true, true, true, false, true, false],
  ["mission.create", true, true, true, false, false, false],
  ["overlap.allow", false, true, true, false, false, false],
  ["mission.assign", true, true, true, false, false, false],
  ["mission.perform", true, true, true, true, false, false],
  ["mission.edit", true, true, true, false, false, false],
  ["mission.correct", true, true, true, false, false, false],
  ["mission.recordActuals", true, true, true, false, false, false],
  ["mission.cancel", false, true, true, false, false, false],
  ["mission.close", false, true, true, false, false, false],
  ["order.export", true, true, true, false, false, false],
  ["order.edit", true, true, true, false, false, false],
  ["order.cancel", false, true, true, false, false, false],
  ["order.raise", false, true, true, false, false, false],
  ["fee.decide", false, true, true, false, false, false],
  ["vehicle.read", true, true, true, false, false, false],
  ["vehicle.edit", false, true, true, false, false, false],
  ["driver.edit", false, true, true, false, false, false],
  ["price.preview", true, true, true, false, false, false],
  ["priceBook.read", true, true, true, false, false, false],
  ["priceBook.edit", false, true, true, false, false, false],
  ["apiKey.manage", false, false, true, false, false, false],
  ["quote.expire", false, false, false, false, false, true], // the system alone expires quotes
  ["message.deliver", false, false, false, false, false, true],
  ["message.send", true, true, true, false, false, false],
]

/** What an agency's people may do: its ADMINs and its BOOKERs; and bearers of invitations. */
const agencyRows: Partial<Record<Action, readonly [admin: boolean, booker: boolean, invitee: boolean]>> = {
  "agencyUser.read": [true, false, false],
  "agencyUser.invite": [true, false, false],
  "agencyUser.edit": [true, false, false],
  "agencyQuote.read": [true, true, false],
  "agencyQuote.request": [true, true, false],
  "agencyQuote.edit": [true, true, false],
  "agencyQuote.answer": [true, true, false],
  "agencyOrder.read": [true, true, false],
  "invitation.accept": [false, false, true],
}

const own: Subject = { quoteId: ids.quote, driverId: ids.driver, agencyId }
const others: Subject = {
  quoteId: QuoteId.make(uuid(99)),
  driverId: ids.otherDriver,
  agencyId: AgencyId.make(uuid(98)),
}
const nobodys: Subject = {}
const reachesOwnOnly = (grantee: Grantee) => /^(DRIVER|LINK|AGENCY_.*)$/.test(grantee)

describe("who may do what", () => {
  it("F3 the table has exactly the rows below", () => {
    expect(Object.keys(permissions).toSorted()).toEqual(rows.map(([action]) => action).toSorted())
  })

  for (const [action, ...allowed] of rows) {
    const grantees = [...everyone, ...ofAgencies]
    const all = [...allowed, ...(agencyRows[action] ?? [])]
    grantees.forEach((grantee, n) => {
      const may = all[n] === true
      it(`${grantee} ${may ? `may ${action}${reachesOwnOnly(grantee) ? ", of its own" : ""}` : `may not ${action}`}`, () => {
        const actor = actors[grantee]
        expect(isAllowed(actor, action)).toBe(may)
        expect(isAllowed(actor, action, own)).toBe(may)
        expect(isAllowed(actor, action, others)).toBe(may && !reachesOwnOnly(grantee))
        expect(isAllowed(actor, action, nobodys)).toBe(may && !reachesOwnOnly(grantee))
      })
    })
  }

  it("an action without a subject of the actor's kind is nobody's own", () => {
    expect(isAllowed(actors.DRIVER, "mission.read", { quoteId: ids.quote })).toBe(false)
    expect(isAllowed(actors.DRIVER, "mission.read", { driverId: undefined })).toBe(false)
    expect(isAllowed(actors.LINK, "quote.read", { driverId: ids.driver })).toBe(false)
  })

  it("a program with a key stands in the column of its role", () => {
    expect(granteeOf({ _tag: "OperatorUser", operatorId, id: ids.apiKey, role: "MANAGER" })).toBe("MANAGER")
    for (const grantee of [...everyone, ...ofAgencies]) expect(granteeOf(actors[grantee])).toBe(grantee)
  })

  it("F35 a right on contacts narrows what the role may do with them, and nothing else; it never widens", () => {
    const contactActions = rows.map(([action]) => action).filter((action) => action.startsWith("contact."))
    for (const role of ["OPERATOR", "MANAGER", "ADMIN"] as const) {
      const plain = actors[role]
      const narrowed = (contacts: "NONE" | "READ" | "WRITE") => ({
        _tag: "OperatorUser" as const,
        operatorId,
        id: ids.user,
        role,
        contacts,
      })
      const left = (contacts: "NONE" | "READ" | "WRITE") =>
        contactActions.filter((action) => isAllowed(narrowed(contacts), action))
      expect(left("NONE")).toEqual([])
      expect(left("READ")).toEqual(
        role === "OPERATOR" ? ["contact.read"] : ["contact.read", "contact.export"],
      )
      expect(left("WRITE")).toEqual(contactActions.filter((action) => isAllowed(plain, action)))
      for (const [action] of rows.filter(([action]) => !action.startsWith("contact.")))
        expect(isAllowed(narrowed("NONE"), action)).toBe(isAllowed(plain, action))
    }
  })

  it.effect("permit hands over the actor, or refuses naming action and role", () =>
    Effect.gen(function* () {
      const as = (actor: Actor) => Effect.provideService(CurrentActor, actor)
      expect(yield* permit("driver.edit").pipe(as(actors.MANAGER))).toBe(actors.MANAGER)
      const refused = yield* Effect.flip(permit("driver.edit").pipe(as(actors.OPERATOR)))
      expect(refused).toEqual(new Forbidden({ action: "driver.edit", role: "OPERATOR" }))
      const narrowed: Actor = {
        _tag: "OperatorUser",
        operatorId,
        id: ids.user,
        role: "ADMIN",
        contacts: "READ",
      }
      expect(yield* Effect.flip(permit("contact.edit").pipe(as(narrowed)))).toEqual(
        new Forbidden({ action: "contact.edit", role: "ADMIN", contacts: "READ" }),
      )
      const foreign = yield* Effect.flip(permit("mission.perform", others).pipe(as(actors.DRIVER)))
      expect(foreign).toEqual(new Forbidden({ action: "mission.perform", role: "DRIVER" }))
      expect(yield* permit("mission.perform", own).pipe(as(actors.DRIVER))).toBe(actors.DRIVER)
    }),
  )
})

describe("an actor", () => {
  it("of every kind is written into history and read back", () => {
    const codec = Schema.toCodecJson(Actor)
    for (const actor of Object.values(actors)) {
      expect(
        Schema.decodeUnknownSync(codec)(JSON.parse(JSON.stringify(Schema.encodeSync(codec)(actor)))),
      ).toEqual(actor)
    }
  })

  it.each([
    { _tag: "OperatorUser", operatorId, id: ids.user, role: "OWNER" },
    { _tag: "OperatorUser", operatorId, id: ids.user },
    { _tag: "Driver", id: ids.driver },
    { _tag: "Root", operatorId },
    { _tag: "System" },
  ])("%j is none", (value) => expect(Result.isFailure(Schema.decodeUnknownResult(Actor)(value))).toBe(true))
})
