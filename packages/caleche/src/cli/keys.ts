/** `caleche keys`: which programs may enter. A key is shown once, when it is made. */
import { ApiKeyId, type ApiKey, ContactsRight, Role } from "@caleche/core"
import { createApiKey, listApiKeys, revokeApiKey } from "@caleche/http"
import { DateTime, Effect, type Layer, Option, Redacted, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { CommandFailed } from "./failure.ts"
import { firstKey } from "./firstKey.ts"
import { asAdmin, operatorFlag, operatorNamed } from "./operator.ts"
import { remark, say, table } from "./output.ts"
import { lasting } from "./settings.ts"
import { commandWorld } from "./world.ts"

const json = Flag.Boolean("json").pipe(Flag.withDescription("Print JSON"), Flag.withDefault(false))

const inWorld = <A, E>(work: Effect.Effect<A, E, World>) =>
  Effect.flatMap(lasting, (keeping) => Effect.provide(work, commandWorld(keeping)))
type World = Layer.Success<ReturnType<typeof commandWorld>>

const create = Command.make(
  "create",
  {
    name: Flag.String("name").pipe(
      Flag.withDescription("What the key is for"),
      Flag.withDefault("made by the command"),
    ),
    role: Flag.Literals("role", Role.literals).pipe(
      Flag.withDescription("What it may do: OPERATOR, MANAGER or ADMIN"),
      Flag.withDefault("OPERATOR" as const),
    ),
    contacts: Flag.Literals("contacts", ContactsRight.literals).pipe(
      Flag.withDescription("Narrows what the role may do with contacts: NONE, READ or WRITE"),
      Flag.optional,
    ),
    newOperator: Flag.String("new-operator").pipe(
      Flag.withDescription("Make an operator of this name first, and an ADMIN key for it"),
      Flag.withMetavar("NAME"),
      Flag.optional,
    ),
    operator: operatorFlag,
    json,
  },
  ({ contacts, json, name, newOperator, operator, role }) =>
    inWorld(
      Effect.gen(function* () {
        if (Option.isSome(newOperator)) {
          const company = newOperator.value.trim()
          if (company === "") return yield* new CommandFailed({ message: "--new-operator: a name is needed" })
          const made = yield* firstKey(company)
          yield* remark(`Operator ${made.operator.name}: ${made.operator.id}`)
          return yield* issued(made.key, made.secret, json)
        }
        const { id } = yield* operatorNamed(operator)
        const right = Option.match(contacts, { onNone: () => ({}), onSome: (contacts) => ({ contacts }) })
        const { key, secret } = yield* asAdmin(id, createApiKey("live", name, role, right))
        yield* issued(key, Redacted.value(secret), json)
      }),
    ),
).pipe(
  Command.withDescription("Make a key and show it, this once: only its hash is stored"),
  Command.withExamples([
    { command: 'caleche keys create --new-operator "Ma VTC"', description: "The first key there is" },
    { command: "caleche keys create --name portal --role OPERATOR --contacts READ" },
  ]),
)

const issued = Effect.fnUntraced(function* (key: ApiKey, secret: string, asJson: boolean) {
  if (asJson) return yield* say(JSON.stringify({ ...shownAs(key), key: secret }))
  yield* remark(`${key.role} key ${key.id}, shown this once:`)
  yield* say(secret)
})

const list = Command.make("list", { operator: operatorFlag, json }, ({ json, operator }) =>
  inWorld(
    Effect.gen(function* () {
      const { id } = yield* operatorNamed(operator)
      const keys = (yield* asAdmin(id, listApiKeys())).map(shownAs)
      if (json) return yield* say(JSON.stringify(keys, null, 2))
      const rows = keys.map((key) => [
        key.id,
        key.role,
        key.contacts ?? "as the role",
        key.revokedAt === undefined ? "valid" : `revoked ${key.revokedAt}`,
        key.lastUsedAt ?? "never used",
        key.name,
      ])
      for (const line of table([["id", "role", "contacts", "state", "last used", "name"], ...rows]))
        yield* say(line)
    }),
  ),
).pipe(
  Command.withDescription(
    "List every key of an operator, revoked ones too; the keys themselves are not known",
  ),
)

const revoke = Command.make(
  "revoke",
  {
    id: Argument.String("id").pipe(
      Argument.withDescription("Id of the key, as `caleche keys list` shows it"),
    ),
    operator: operatorFlag,
  },
  ({ id, operator }) =>
    inWorld(
      Effect.gen(function* () {
        const keyId = yield* Effect.mapError(
          Schema.decodeUnknownEffect(ApiKeyId)(id),
          () => new CommandFailed({ message: `${id} is not the id of a key` }),
        )
        const chosen = yield* operatorNamed(operator)
        const key = yield* asAdmin(chosen.id, revokeApiKey(keyId))
        yield* say(`Key ${key.id} (${key.name}) opens nothing from five seconds on.`)
      }),
    ),
).pipe(Command.withDescription("Revoke a key; revoking it again changes nothing"))

/** Without its hash, which is nobody's to see. */
const shownAs = ({ contacts, createdAt, id, lastUsedAt, name, operatorId, revokedAt, role }: ApiKey) => ({
  id,
  operatorId,
  name,
  role,
  ...(contacts === undefined ? {} : { contacts }),
  createdAt: DateTime.formatIso(createdAt),
  ...(lastUsedAt === undefined ? {} : { lastUsedAt: DateTime.formatIso(lastUsedAt) }),
  ...(revokedAt === undefined ? {} : { revokedAt: DateTime.formatIso(revokedAt) }),
})

export const keys = Command.make("keys").pipe(
  Command.withDescription("API keys: which programs may enter"),
  Command.withSubcommands([create, list, revoke]),
)
