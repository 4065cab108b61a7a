/** One call that puts everything together, for hosts without Effect. */
import {
  Actor,
  CurrentActor,
  type Documents,
  type HostKinds,
  Housekeeping,
  type HousekeepingOptions,
  IdGenerator,
  layerHostKinds,
  type Mail,
  Mailer,
  MailNotSent,
  makeOperator,
  Messages,
  Operator,
  OperatorId,
  OperatorRepository,
  type PhoneNumbers,
  QuoteExpiry,
  QuoteLinkTerms,
  Relay,
  type StoragePorts,
  UseCases as CoreUseCases,
  UserId,
} from "@caleche/core"
import { type Api, type Authenticator, type Call, layerCredentials } from "@caleche/http"
import { Effect, Exit, Layer, ManagedRuntime, Redacted, Schema } from "effect"
import { callable, contractWith, type Run, thrown } from "./callable.ts"
import { rounds } from "./rounds.ts"
import type { HostTransaction, Storage } from "./Storage.ts"
import type { UseCases } from "./UseCase.ts"

/** The company, as it is configured: only its name is needed, the rest are the usual choices in France. */
export type OperatorSettings = Pick<typeof Operator.Encoded, "name"> & Partial<typeof Operator.Encoded>

/** Whoever acts; of the configured operator unless it says otherwise. */
export type ActorGiven = ActorOf<typeof Actor.Encoded>
type ActorOf<A> = A extends { readonly operatorId: string }
  ? Omit<A, "operatorId"> & { readonly operatorId?: string }
  : never

/** `ruleKinds` and `tripTypes`: the host's own kinds of price rules and types of trips, each under its name. */
export interface CalecheOptions extends HostKinds {
  /** `embedded()`, `postgres({ url })`, or the layer of a storage of one's own. */
  readonly storage: Storage | Layer.Layer<StoragePorts, unknown>
  /** Entered when it is new; what is named here is changed when it is not. */
  readonly operator: OperatorSettings
  /** Who acts unless told by `as`: an ADMIN of the operator. */
  readonly actor?: ActorGiven
  /**
   * Delivers one mail; when it rejects, it is tried again, under the same id, unless what it rejects with says
   * `permanent: true`. Without it mail waits in the outbox.
   */
  readonly mail?: (mail: Mail) => Promise<unknown>
  /** Reads phone numbers as people dial them: the layer of `@caleche/phone-numbers`. */
  readonly phoneNumbers?: Layer.Layer<PhoneNumbers>
  /**
   * Tells kilometres and minutes a transfer does not say: the layer of `@caleche/distances-osrm`, or one for `Distances` of
   * your own. Without it they are estimated by the great circle.
   */
  readonly distances?: Layer.Layer<never>
  /** Makes quotes' files for `quotes.pdf`: the layer of `@caleche/documents-pdf`, or one for `Documents` of your own. */
  readonly documents?: Layer.Layer<Documents>
  /**
   * Links by which clients read and answer their quotes without an account: the secret that signs them, of at least 32
   * characters, and the address of the page behind a token. Without it there are none.
   */
  readonly quoteLinks?: {
    readonly secret: string
    /** The secret before, whose links still open. */
    readonly previousSecret?: string
    readonly page: (token: string) => string
  }
  /**
   * Every minute quotes past their last day expire, of all operators of the storage, and what was kept long enough is thrown
   * away: messages delivered 30 days ago, answers kept a day for repeated requests. `false` where a server or a job of the
   * host does it: `caleche.run(Housekeeping.use(({ once }) => once))`. Any number of processes may do it at once, and none
   * is kept alive by it.
   */
  readonly housekeeping?: false | Partial<HousekeepingOptions>
}

/** What the facade stands on, for hosts that use Effect in places. */
export type World = CoreUseCases.UseCases | StoragePorts | IdGenerator | Authenticator | Housekeeping

/** All use cases as one actor. */
export interface AsActor extends UseCases {
  /** The same as somebody else: `as({ _tag: "Driver", id })`. Throws for what is no actor. */
  readonly as: (actor: ActorGiven) => UseCases
}

export interface Caleche extends AsActor {
  /**
   * The same inside the host's open transaction: each use case is a savepoint of it, and is committed or rolled back with
   * it. Throws when the storage has none to share.
   */
  readonly within: (tx: HostTransaction) => AsActor
  /** Another company in the same storage, entered or changed, and its use cases as its ADMIN. */
  readonly operator: (settings: OperatorSettings & { readonly id: string }) => Promise<AsActor>
  /** Runs an Effect of one's own on the services, as the actor configured. */
  readonly run: <A, E>(effect: Effect.Effect<A, E, World | CurrentActor>) => Promise<A>
  readonly runtime: ManagedRuntime.ManagedRuntime<World, unknown>
  /** The HTTP contract of it, with what the host added to prices. */
  readonly api: Api
  /** Lets what was begun end and releases everything; again, it waits for the same end. */
  readonly close: () => Promise<void>
}

const onlyOperator = "00000000-0000-7000-8000-000000000001"
const hostItself = UserId.make("00000000-0000-7000-8000-000000000002")

/** Opens the storage and enters the operator; rejects when either fails. */
export const createCaleche = async (options: CalecheOptions): Promise<Caleche> => {
  const storage: Storage = "layer" in options.storage ? options.storage : { layer: options.storage }
  const { api, calls } = contractWith(options)
  const runtime = ManagedRuntime.make(worldOf(storage, options))
  const open = async () => {
    const exit = await runtime.runPromiseExit(entered({ id: onlyOperator, ...options.operator }))
    if (Exit.isSuccess(exit)) return exit.value
    await runtime.dispose()
    throw thrown(exit.cause)
  }
  const operatorId = await open()
  const stop = options.housekeeping === false ? undefined : rounds(runtime, options.housekeeping?.every)
  const actor = actorOf(operatorId, options.actor)
  let closing: Promise<void> | undefined
  const run: Run = (effect) =>
    closing === undefined ? runtime.runPromiseExit(effect) : Promise.resolve(Exit.die(closed()))

  const within = (tx: HostTransaction): AsActor => {
    if (storage.within === undefined) throw new TypeError("this storage shares no transaction with its host")
    const inside = Effect.cached(
      Effect.flatMap(storage.within(tx), ({ joined, ports }) =>
        Effect.map(Layer.build(insideOf(ports, options)), (services) => ({ joined, services })),
      ).pipe(Effect.scoped),
    )
    const ready = Effect.runSync(inside)
    return asActor(calls, actor, operatorId, (effect) =>
      run(Effect.flatMap(ready, ({ joined, services }) => joined(Effect.provideContext(effect, services)))),
    )
  }

  return {
    ...asActor(calls, actor, operatorId, run, true),
    within,
    operator: async (settings) => {
      const exit = await runtime.runPromiseExit(entered(settings))
      if (Exit.isFailure(exit)) throw thrown(exit.cause)
      return asActor(calls, actorOf(exit.value, undefined), exit.value, run, true)
    },
    run: async (effect) => {
      if (closing !== undefined) throw closed()
      const exit = await runtime.runPromiseExit(Effect.provideService(effect, CurrentActor, actor))
      if (Exit.isSuccess(exit)) return exit.value
      throw thrown(exit.cause)
    },
    runtime,
    api,
    close: () => {
      stop?.()
      return (closing ??= runtime.dispose())
    },
  }
}

const closed = () => new Error("this caleche is closed")

function asActor(
  calls: ReadonlyArray<Call>,
  actor: Actor,
  operatorId: OperatorId,
  run: Run,
  streams = false,
): AsActor {
  return {
    ...callable(calls, actor, run, streams),
    as: (given) => callable(calls, actorOf(operatorId, given), run, streams),
  }
}

function actorOf(operatorId: OperatorId, given: ActorGiven | undefined): Actor {
  return given === undefined
    ? { _tag: "OperatorUser", operatorId, id: hostItself, role: "ADMIN" }
    : Schema.decodeUnknownSync(Actor)({ operatorId, ...given })
}

/** The operator as configured, on top of what is stored of it. */
const entered = Effect.fnUntraced(function* ({
  id,
  name,
  ...given
}: OperatorSettings & { readonly id: string }) {
  const operators = yield* OperatorRepository
  const decode = Schema.decodeUnknownEffect(Operator, { errors: "all" })
  const known = yield* Schema.decodeUnknownEffect(OperatorId)(id)
  const stored = yield* operators
    .get(known)
    .pipe(Effect.catchTag("OperatorNotFound", () => Effect.succeed(makeOperator({ id: known, name }))))
  yield* operators.save(yield* decode({ ...stored, name, ...given }))
  return known
})

function worldOf(storage: Storage, options: CalecheOptions): Layer.Layer<World, unknown> {
  const { mail } = options
  const useCases = CoreUseCases.layer.pipe(
    Layer.provideMerge(
      Layer.mergeAll(storage.layer, IdGenerator.layer, knowledgeOf(options), layerHostKinds(options)),
    ),
  )
  const tidied = Housekeeping.layer(options.housekeeping === false ? {} : options.housekeeping).pipe(
    Layer.provide(QuoteExpiry.layer),
  )
  const served = Layer.provideMerge(Layer.merge(layerCredentials, tidied), useCases)
  if (mail === undefined) return served
  const relay = Layer.effectDiscard(Relay.use((relay) => Effect.forkScoped(relay.run)))
  const relayed = relay.pipe(
    Layer.provide(Relay.layer()),
    Layer.provide(Messages.layer),
    Layer.provide(mailerOf(mail)),
  )
  return Layer.provideMerge(relayed, served)
}

function insideOf(ports: Parameters<typeof Layer.succeedContext<StoragePorts>>[0], options: CalecheOptions) {
  // Anew: the services of this runtime are on its own connections.
  return Layer.fresh(
    CoreUseCases.layer.pipe(
      Layer.provide(
        Layer.mergeAll(
          Layer.succeedContext(ports),
          IdGenerator.layer,
          knowledgeOf(options),
          layerHostKinds(options),
        ),
      ),
    ),
  )
}

/** What is asked for only where it is provided. */
function knowledgeOf({ distances, documents, phoneNumbers, quoteLinks }: CalecheOptions): Layer.Layer<never> {
  const numbers: Layer.Layer<never> = phoneNumbers ?? Layer.empty
  const files: Layer.Layer<never> = documents ?? Layer.empty
  const links = quoteLinks === undefined ? Layer.empty : linksBy(quoteLinks)
  return Layer.mergeAll(numbers, files, links, distances ?? Layer.empty)
}

function linksBy({
  page,
  previousSecret,
  secret,
}: NonNullable<CalecheOptions["quoteLinks"]>): Layer.Layer<never> {
  for (const one of [secret, previousSecret])
    if (one !== undefined && one.length < 32)
      throw new TypeError("a secret for links has at least 32 characters")
  const previous = previousSecret === undefined ? {} : { previous: Redacted.make(previousSecret) }
  return Layer.succeed(QuoteLinkTerms, {
    keys: { current: Redacted.make(secret), ...previous },
    daysBeyond: 90,
    page,
  })
}

const mailerOf = (send: NonNullable<CalecheOptions["mail"]>): Layer.Layer<Mailer> =>
  Layer.succeed(
    Mailer,
    Mailer.of({
      send: (mail) =>
        Effect.tryPromise({
          try: () => send(mail),
          catch: (cause) =>
            new MailNotSent({
              permanent:
                typeof cause === "object" &&
                cause !== null &&
                "permanent" in cause &&
                cause.permanent === true,
              reason: cause instanceof Error ? cause.message : String(cause),
            }),
        }),
    }),
  )
