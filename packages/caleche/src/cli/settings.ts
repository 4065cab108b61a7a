/** What the environment says, read once at the start. Everything that is wrong with it is said at once. */
import { isLoopback } from "@caleche/http"
import { Config, Data, Duration, Effect, Option, type Redacted, Result, Schema } from "effect"
import { join } from "node:path"
import { type LimitSettings, limitVariables } from "./limits.ts"
import { type LinkSettings, linkVariables } from "./links.ts"

/** Where records are kept. */
export type Keeping =
  | { readonly store: "postgres"; readonly url: Redacted.Redacted }
  | { readonly store: "embedded"; readonly dataDir: string | undefined }

/** A store that is there when the process is not. */
export type LastingKeeping =
  | Extract<Keeping, { store: "postgres" }>
  | { readonly store: "embedded"; readonly dataDir: string }

export interface Settings {
  readonly mode: "demonstration" | "production"
  readonly host: string
  readonly port: number
  readonly keeping: Keeping
  /** Mails are appended here; kept in memory without it in demonstration mode, left in the outbox in production. */
  readonly mailFile: string | undefined
  /** Opens `/metrics` in production; not served there without it. */
  readonly metricsKey: Redacted.Redacted | undefined
  /** An OSRM router that distances are asked of; estimated without it. */
  readonly router: string | undefined
  readonly links: LinkSettings
  readonly limits: LimitSettings
  /** How long delivered messages are kept in the outbox; 30 days unless told. */
  readonly messagesKeptFor: Duration.Duration | undefined
}

/** Every reason why the environment cannot be worked with, one a line. */
export class SettingsInvalid extends Data.TaggedError("SettingsInvalid")<{
  readonly reasons: ReadonlyArray<string>
}> {
  override get message(): string {
    return `the settings are not usable:\n${this.reasons.map((reason) => `  - ${reason}`).join("\n")}`
  }
}

const variables = {
  mode: Config.Literals(["demonstration", "production"], "CALECHE_MODE").pipe(
    Config.withDefault("demonstration" as const),
  ),
  host: Config.NonEmptyString("HOST").pipe(Config.withDefault("127.0.0.1")),
  port: Config.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65_535 })), "PORT").pipe(
    Config.withDefault(3000),
  ),
  dataDir: Config.option(Config.NonEmptyString("DATA_DIR")),
  databaseUrl: Config.option(Config.Redacted("DATABASE_URL")),
  mailFile: Config.option(Config.NonEmptyString("MAIL_CAPTURE_FILE")),
  metricsKey: Config.option(Config.Redacted("METRICS_KEY")),
  messagesKept: Config.option(
    Config.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3_650 })), "MESSAGES_KEPT_DAYS"),
  ),
  router: Config.option(
    Config.schema(
      Schema.String.check(
        Schema.makeFilter(
          (text) => isAddress(text) || "must be an http or https address without user, query or fragment",
        ),
      ),
      "OSRM_URL",
    ),
  ),
}

const readKeeping = Effect.gen(function* () {
  const dataDir = yield* Effect.result(variables.dataDir)
  const databaseUrl = yield* Effect.result(variables.databaseUrl)
  const url = valueOf(databaseUrl)
  const folder = valueOf(dataDir)
  const both =
    folder !== undefined && url !== undefined
      ? ["DATA_DIR and DATABASE_URL are both set: records are kept in one place"]
      : []
  const none = Result.isSuccess(dataDir) && Result.isSuccess(databaseUrl) && folder === url // both undefined
  const keeping: Keeping =
    url === undefined ? { store: "embedded", dataDir: folder } : { store: "postgres", url }
  return { keeping, none, reasons: [...failuresOf([dataDir, databaseUrl]), ...both] }
})

/** Where the records are that a command works on. */
export const lasting: Effect.Effect<LastingKeeping, SettingsInvalid> = Effect.gen(function* () {
  const { keeping, reasons } = yield* readKeeping
  if (reasons.length > 0) return yield* new SettingsInvalid({ reasons })
  if (keeping.store === "postgres") return keeping
  const { dataDir, store } = keeping
  if (dataDir !== undefined) return { store, dataDir }
  return yield* new SettingsInvalid({
    reasons: [
      "where are the records? Set DATABASE_URL (PostgreSQL) or DATA_DIR (the folder of the embedded store)",
    ],
  })
})

/** The settings a server starts with, or everything that is wrong with them. */
export const settings: Effect.Effect<Settings, SettingsInvalid> = Effect.gen(function* () {
  const { keeping, none, reasons: ofKeeping } = yield* readKeeping
  const read = {
    mode: yield* Effect.result(variables.mode),
    host: yield* Effect.result(variables.host),
    port: yield* Effect.result(variables.port),
    mailFile: yield* Effect.result(variables.mailFile),
    metricsKey: yield* Effect.result(variables.metricsKey),
    messagesKept: yield* Effect.result(variables.messagesKept),
    publicUrl: yield* Effect.result(linkVariables.publicUrl),
    secret: yield* Effect.result(linkVariables.secret),
    previous: yield* Effect.result(linkVariables.previous),
    perCredential: yield* Effect.result(limitVariables.perCredential),
    perAddress: yield* Effect.result(limitVariables.perAddress),
    refusals: yield* Effect.result(limitVariables.refusals),
    trustedProxies: yield* Effect.result(limitVariables.trustedProxies),
    router: yield* Effect.result(variables.router),
  }
  const mode = Result.getOrElse(read.mode, () => "demonstration" as const)
  const host = Result.getOrElse(read.host, () => "127.0.0.1")
  const reasons = [
    ...failuresOf(Object.values(read)),
    ...(mode === "demonstration" && !isLoopback(host)
      ? [
          `HOST is ${host}: demonstration mode has keys everyone knows, so it serves on a loopback address only (CALECHE_MODE=production has none)`,
        ]
      : []),
    ...ofKeeping,
    ...(mode === "production" && none
      ? ["production mode keeps its records: set DATABASE_URL (or DATA_DIR for the embedded store)"]
      : []),
  ]
  if (reasons.length > 0) return yield* new SettingsInvalid({ reasons })
  const dataDir = keeping.store === "embedded" ? keeping.dataDir : undefined
  const kept = valueOf(read.messagesKept)
  return {
    mode,
    host,
    port: Result.getOrElse(read.port, () => 3000),
    keeping,
    mailFile:
      valueOf(read.mailFile) ??
      (mode === "demonstration" && dataDir !== undefined ? join(dataDir, "mail.jsonl") : undefined),
    metricsKey: valueOf(read.metricsKey),
    messagesKeptFor: kept === undefined ? undefined : Duration.days(kept),
    links: {
      publicUrl: valueOf(read.publicUrl),
      secret: valueOf(read.secret),
      previous: valueOf(read.previous),
    },
    limits: {
      perCredential: valueOf(read.perCredential),
      perAddress: valueOf(read.perAddress),
      refusals: valueOf(read.refusals),
      trustedProxies: Result.getOrElse(read.trustedProxies, () => []),
    },
    router: valueOf(read.router),
  }
})

/** The router a command asks, where there is one. */
export const readRouter: Effect.Effect<string | undefined, SettingsInvalid> = Effect.flatMap(
  Effect.result(variables.router),
  (read) =>
    Result.isSuccess(read)
      ? Effect.succeed(valueOf(read))
      : Effect.fail(new SettingsInvalid({ reasons: failuresOf([read]) })),
)

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { hash, protocol, search, username } = new URL(text)
  return (protocol === "http:" || protocol === "https:") && `${username}${search}${hash}` === ""
}

function valueOf<A>(read: Result.Result<Option.Option<A>, Config.ConfigError>): A | undefined {
  return Result.isSuccess(read) ? Option.getOrUndefined(read.success) : undefined
}

function failuresOf(
  results: ReadonlyArray<Result.Result<unknown, Config.ConfigError>>,
): ReadonlyArray<string> {
  return results.flatMap((result) => (Result.isFailure(result) ? [sentence(result.failure)] : []))
}

/** Names the variable first, then what is wrong with it; never its value when that is a secret. */
function sentence(error: Config.ConfigError): string {
  const [what = "", where] = error.message
    .replace(/^SchemaError\(?/, "")
    .split("\n")
    .map((line) => line.trim())
  const variable = /\["(.+?)"\]/.exec(where ?? "")?.[1]
  return variable === undefined ? what : `${variable}: ${what}`
}
