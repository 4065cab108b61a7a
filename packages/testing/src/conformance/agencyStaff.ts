/** Agencies' people: invited, opened, shut out, erased. */
import {
  type Actor,
  Agencies,
  AgencyId,
  AgencyStaff,
  AgencyUserId,
  AgencyUserRepository,
  ClientPages,
  Clients,
  History,
  InvitationClosed,
  InvitationId,
  type Invitee,
  NewAgencyUser,
  type StoragePorts,
  UnitOfWork,
} from "@caleche/core"
import { DateTime, Effect, Option, Redacted, Schema } from "effect"
import * as inputs from "../inputs.ts"
import { expectEqual, expectTrue, type Suite } from "../Suite.ts"
import { as, freshUuid, newOperator, staff } from "../World.ts"
import { asManager } from "./thread.ts"

const tagOf = <A, R>(effect: Effect.Effect<A, { readonly _tag: string }, R>) =>
  Effect.map(Effect.flip(effect), ({ _tag }) => _tag)
const person = (name: string, email: string, role?: "ADMIN") =>
  Schema.decodeUnknownSync(NewAgencyUser)({ name, email, ...(role === undefined ? {} : { role }) })

/** The bearer of the invitation an account shows. */
const inviteeOf = (
  operatorId: Actor["operatorId"],
  user: {
    readonly id: AgencyUserId
    readonly agencyId: AgencyId
    readonly invitation?: { readonly id: InvitationId }
  },
): Invitee => ({
  _tag: "Invitee",
  operatorId,
  agencyId: user.agencyId,
  id: user.id,
  invitationId: user.invitation?.id ?? InvitationId.make(freshUuid()),
})

const reasonOf = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(effect), (error) =>
    error instanceof InvitationClosed ? error.reason : "another error",
  )

/** The SHA-256 of a text. */
const hashed = (text: string) =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
    (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  )

export const agencyStaff = (rounds: number): Suite<StoragePorts> => [
  {
    name: "F18 F19 a person is invited once an address and agency, read as entered, and listed with the agency alone",
    run: asManager((operator, actor) =>
      Effect.gen(function* () {
        const use = yield* AgencyStaff
        const [one, two] = [
          yield* (yield* Agencies).create({ name: "One" }),
          yield* (yield* Agencies).create({ name: "Two" }),
        ]
        const lise = yield* use.invite(one.id, person("Lise Petit", "Lise@zenith.example", "ADMIN"))
        expectEqual([lise.status, lise.role, lise.version], ["INVITED", "ADMIN", 1], "as invited")
        expectEqual(
          [
            yield* tagOf(use.invite(one.id, person("Another", "lise@ZENITH.example"))),
            (yield* Effect.flip(use.invite(one.id, person("X", "lise@zenith.example")))) as unknown,
          ],
          ["AgencyUserExists", { _tag: "AgencyUserExists", id: lise.id }],
          "whatever its case",
        )
        const elsewhere = yield* use.invite(two.id, person("Lise Petit", "lise@zenith.example"))
        const max = yield* use.invite(one.id, person("Max", "max@zenith.example"))
        const page = { sort: "createdAt", limit: 1 } as const
        const first = yield* use.list(one.id, page)
        const rest = yield* use.list(one.id, { ...page, limit: 9, cursor: first.nextCursor! })
        expectEqual([...first.items, ...rest.items], [lise, max], "one agency's, a page at a time")
        expectEqual((yield* use.list(two.id, page)).items, [elsewhere], "the other's")
        const theirs = as(staff(yield* newOperator()))
        const nobody = AgencyUserId.make(freshUuid())
        expectEqual(
          [
            yield* tagOf(theirs(use.list(one.id, page))),
            yield* tagOf(theirs(use.invite(one.id, person("X", "x@x.example")))),
            yield* tagOf(theirs(use.edit(one.id, lise.id, { name: "X" }))),
            yield* tagOf(use.edit(two.id, lise.id, { name: "X" })),
            yield* tagOf(use.edit(one.id, nobody, { name: "X" })),
            yield* tagOf(use.list(AgencyId.make(freshUuid()), page)),
            yield* tagOf(use.edit(one.id, lise.id, { name: "X" }, 9)),
          ],
          [
            "AgencyNotFound",
            "AgencyNotFound",
            "AgencyNotFound",
            "AgencyUserNotFound",
            "AgencyUserNotFound",
            "AgencyNotFound",
            "StaleVersion",
          ],
          "not there",
        )
        const edited = yield* use.edit(one.id, lise.id, { name: "Lise Grand" }, 1)
        expectEqual((yield* use.list(one.id, page)).items, [edited], "as edited")
        yield* (yield* Agencies).edit(two.id, { active: false })
        expectEqual(
          [
            yield* tagOf(use.invite(two.id, person("Y", "y@y.example"))),
            yield* tagOf(use.inviteAgain(two.id, elsewhere.id)),
          ],
          ["AgencyInactive", "AgencyInactive"],
          "an inactive agency",
        )
        const { items } = yield* (yield* History).list(operator.id, [{ aggregate: "AGENCY", id: one.id }], {
          limit: 9,
        })
        expectEqual(
          items.slice(1).map(({ action, actor: by, data }) => [action, by, data]),
          [
            ["AgencyUserInvited", actor, { agencyUserId: lise.id, role: "ADMIN" }],
            ["AgencyUserInvited", actor, { agencyUserId: max.id, role: "BOOKER" }],
            ["AgencyUserEdited", actor, { agencyUserId: lise.id, changed: ["name"] }],
          ],
          "told without names",
        )
      }),
    ),
  },
  {
    name: "F19 an invitation opens the account once; a later one takes its place; the token is found by its hash",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [use, users] = [yield* AgencyStaff, yield* AgencyUserRepository]
        const agency = yield* (yield* Agencies).create({ name: "One" })
        const invited = yield* use.invite(agency.id, person("Lise", "lise@zenith.example"))
        const [former, later] = [yield* hashed(freshUuid()), yield* hashed(freshUuid())]
        yield* users.armInvitation(operator.id, invited.invitation!.id, former)
        const again = yield* use.inviteAgain(agency.id, invited.id, 1)
        yield* users.armInvitation(operator.id, again.invitation!.id, later)
        expectEqual(
          yield* Effect.forEach([former, later, yield* hashed("nobody")], users.findByInvitation),
          [
            Option.some(inviteeOf(operator.id, invited)),
            Option.some(inviteeOf(operator.id, again)),
            Option.none(),
          ],
          "by hash",
        )
        const accepting = (user: typeof invited) => as(inviteeOf(operator.id, user))(use.accept())
        expectEqual(yield* reasonOf(accepting(invited)), "REVOKED", "the former")
        const { user, credential } = yield* accepting(again)
        expectEqual([user.status, user.version, user.invitation], ["ACTIVE", 3, undefined], "opened")
        expectEqual((yield* use.list(agency.id, { sort: "createdAt", limit: 9 })).items, [user], "kept")
        expectEqual(yield* reasonOf(accepting(again)), "USED", "again")
        const known = Option.getOrThrow(
          yield* users.findByCredential(yield* hashed(Redacted.value(credential))),
        )
        expectEqual(
          known,
          {
            actor: {
              _tag: "AgencyUser",
              operatorId: operator.id,
              agencyId: agency.id,
              id: user.id,
              role: "BOOKER",
            },
          },
          "by its credential",
        )
        // A lost credential is replaced the way it came.
        const anew = yield* accepting(yield* use.inviteAgain(agency.id, user.id))
        expectEqual(
          (yield* Effect.forEach([credential, anew.credential], (secret) =>
            Effect.flatMap(hashed(Redacted.value(secret)), users.findByCredential),
          )).map(Option.isSome),
          [false, true],
          "the later credential alone",
        )
      }),
    ),
  },
  {
    name: `F19 of several who follow one invitation at once, one opens the account (${rounds} rounds)`,
    run: asManager((operator) =>
      Effect.gen(function* () {
        const use = yield* AgencyStaff
        const agency = yield* (yield* Agencies).create({ name: "One" })
        for (let round = 0; round < rounds; round++) {
          const invited = yield* use.invite(agency.id, person("Lise", `lise${round}@zenith.example`))
          const all = yield* Effect.forEach(
            Array.from({ length: 4 }),
            () => Effect.result(as(inviteeOf(operator.id, invited))(use.accept())),
            { concurrency: 4 },
          )
          const answers = all.map((one) => (one._tag === "Success" ? "opened" : tagged(one.failure)))
          expectEqual(
            answers.toSorted(),
            ["USED", "USED", "USED", "opened"],
            "one winner, and who comes later is told so",
          )
        }
      }),
    ),
  },
  {
    name: "F18 a person who is shut out is out at once; logins are recorded once a minute; what is saved later keeps them",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [use, users] = [yield* AgencyStaff, yield* AgencyUserRepository]
        const agency = yield* (yield* Agencies).create({ name: "One" })
        const invited = yield* use.invite(agency.id, person("Lise", "lise@zenith.example"))
        const { user, credential } = yield* as(inviteeOf(operator.id, invited))(use.accept())
        const hash = yield* hashed(Redacted.value(credential))
        const at = DateTime.makeUnsafe("2026-11-21T08:00:00Z")
        const last = Effect.map(
          users.get(operator.id, agency.id, user.id),
          ({ lastLoginAt }) => lastLoginAt && DateTime.formatIso(lastLoginAt),
        )
        const logins: Array<string | undefined> = [yield* last]
        for (const seconds of [0, 59, 60]) {
          yield* users.touch(operator.id, user.id, DateTime.add(at, { seconds }))
          logins.push(yield* last)
        }
        expectEqual(
          logins,
          [undefined, "2026-11-21T08:00:00.000Z", "2026-11-21T08:00:00.000Z", "2026-11-21T08:01:00.000Z"],
          "logins",
        )
        yield* use.edit(agency.id, user.id, { role: "ADMIN" })
        expectEqual(
          [yield* last, Option.getOrThrow(yield* users.findByCredential(hash)).actor.role],
          [logins[3], "ADMIN"],
          "kept by an edit, with the credential",
        )
        yield* use.edit(agency.id, user.id, { status: "DISABLED" })
        expectTrue(Option.isNone(yield* users.findByCredential(hash)), "shut out")
        expectEqual(yield* tagOf(use.inviteAgain(agency.id, user.id)), "IllegalTransition", "nor invited")
        yield* use.edit(agency.id, user.id, { status: "ACTIVE" })
        expectTrue(Option.isNone(yield* users.findByCredential(hash)), "the former credential opens nothing")
      }),
    ),
  },
  {
    name: "F6 F18 a linked client's page has the agency and its people",
    run: asManager(() =>
      Effect.gen(function* () {
        const [use, clients, pages] = [yield* AgencyStaff, yield* Clients, yield* ClientPages]
        const agency = yield* (yield* Agencies).create({ name: "One" })
        const other = yield* (yield* Agencies).create({ name: "Two" })
        const lise = yield* use.invite(agency.id, person("Lise", "lise@zenith.example"))
        const max = yield* use.invite(agency.id, person("Max", "max@zenith.example"))
        yield* use.invite(other.id, person("Ana", "ana@two.example"))
        const client = yield* clients.create({ ...inputs.businessClient(), agencyId: agency.id })
        expectEqual(
          yield* pages.get(client.id),
          { client, agency: { agency, staff: [lise, max] } },
          "with the agency's own people",
        )
        const apart = yield* clients.create(inputs.businessClient())
        expectEqual(yield* pages.get(apart.id), { client: apart }, "linked to none")
        const theirs = as(staff(yield* newOperator()))
        expectEqual(yield* tagOf(theirs(pages.get(client.id))), "ClientNotFound", "another operator's")
      }),
    ),
  },
  {
    name: "F97 an erased person's name and address are gone; the address is free again, the account is not",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [use, users] = [yield* AgencyStaff, yield* AgencyUserRepository]
        const agency = yield* (yield* Agencies).create({ name: "One" })
        const invited = yield* use.invite(agency.id, person("Lise", "lise@zenith.example"))
        const { user, credential } = yield* as(inviteeOf(operator.id, invited))(use.accept())
        const erased = yield* use.erase(agency.id, user.id)
        expectEqual([erased.name, erased.email, erased.status], ["", undefined, "DISABLED"], "blank")
        expectEqual(yield* users.get(operator.id, agency.id, user.id), erased, "as kept")
        expectTrue(
          Option.isNone(yield* users.findByCredential(yield* hashed(Redacted.value(credential)))),
          "shut out",
        )
        expectEqual((yield* use.erase(agency.id, user.id)).version, erased.version, "erased already")
        yield* use.invite(agency.id, person("Lise", "lise@zenith.example"))
        yield* use.erase(agency.id, (yield* use.invite(agency.id, person("Max", "max@zenith.example"))).id)
        expectEqual((yield* use.list(agency.id, { sort: "createdAt", limit: 9 })).items.length, 3, "all kept")
      }),
    ),
  },
  {
    name: "agencies' people of another operator are nobody's, by id, in lists and to writes",
    run: asManager((operator) =>
      Effect.gen(function* () {
        const [use, users] = [yield* AgencyStaff, yield* AgencyUserRepository]
        const agency = yield* (yield* Agencies).create({ name: "One" })
        const user = yield* use.invite(agency.id, person("Lise", "lise@zenith.example"))
        const other = (yield* newOperator()).id
        const { atomically } = yield* UnitOfWork
        expectEqual(
          [
            yield* tagOf(users.get(other, agency.id, user.id)),
            yield* tagOf(atomically(other, users.lock(other, agency.id, user.id))),
            (yield* users.list(other, agency.id, { sort: "createdAt", limit: 9 })).items,
            yield* users.invitation(other, user.invitation!.id),
          ],
          ["AgencyUserNotFound", "AgencyUserNotFound", [], Option.none()],
          "theirs",
        )
        const at = yield* DateTime.now
        yield* Effect.exit(
          atomically(other, users.save(other, { ...user, name: "forged", version: user.version + 1 })),
        )
        yield* Effect.exit(atomically(other, users.setCredential(other, user.id, "f".repeat(64))))
        yield* Effect.exit(atomically(other, users.touch(other, user.id, at)))
        yield* Effect.exit(atomically(other, users.useInvitation(other, user.invitation!.id, at)))
        yield* Effect.exit(atomically(other, users.armInvitation(other, user.invitation!.id, "e".repeat(64))))
        expectEqual(yield* users.get(operator.id, agency.id, user.id), user, "as it was")
        expectEqual(
          [
            yield* users.invitation(operator.id, user.invitation!.id),
            yield* users.findByInvitation("e".repeat(64)),
            yield* users.findByCredential("f".repeat(64)),
          ],
          [Option.some({ id: user.invitation!.id, agencyUserId: user.id }), Option.none(), Option.none()],
          "nor the invitation",
        )
      }),
    ),
  },
]

function tagged(error: { readonly _tag: string }): string {
  return error instanceof InvitationClosed ? error.reason : error._tag
}
