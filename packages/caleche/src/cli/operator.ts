/** Whose records a command works on. Where there is one operator it need not be named. */
import {
  CurrentActor,
  IdGenerator,
  type Operator,
  OperatorId,
  OperatorRepository,
  StorageCheck,
  UserId,
} from "@caleche/core"
import { Effect, Option, Schema } from "effect"
import { Flag } from "effect/cli"
import { CommandFailed } from "./failure.ts"

export const operatorFlag = Flag.String("operator").pipe(
  Flag.withDescription("Id of the operator; may be left out where there is only one"),
  Flag.withMetavar("ID"),
  Flag.optional,
)

/** Every operator, or the one that is named. */
export const operatorsNamed = Effect.fnUntraced(function* (named: Option.Option<string>) {
  const ids = Option.isSome(named)
    ? [yield* operatorIdOf(named.value)]
    : yield* StorageCheck.use(({ operators }) => operators)
  const repository = yield* OperatorRepository
  return yield* Effect.forEach(ids, (id) => repository.get(id))
})

/** The operator that is named, or the only one there is. */
export const operatorNamed = Effect.fnUntraced(function* (named: Option.Option<string>) {
  const operators = yield* operatorsNamed(named)
  const [operator] = operators
  if (operators.length === 1 && operator !== undefined) return operator
  return yield* new CommandFailed({
    message:
      operator === undefined
        ? 'there is no operator yet: caleche keys create --new-operator "Name of the company"'
        : `there are ${operators.length} operators, name one with --operator:\n${listed(operators)}`,
  })
})

const listed = (operators: ReadonlyArray<Operator>): string =>
  operators
    .slice(0, 50)
    .map(({ id, name }) => `  ${id}  ${name}`)
    .join("\n")

const operatorIdOf = (text: string) =>
  Effect.mapError(
    Schema.decodeUnknownEffect(OperatorId)(text),
    () => new CommandFailed({ message: `--operator: ${text} is not a UUID` }),
  )

/** Runs `effect` as an ADMIN of the operator: whoever may start the command holds the storage anyway. */
export const asAdmin = <A, E, R>(operatorId: OperatorId, effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const id = UserId.make(yield* (yield* IdGenerator).next)
    return yield* Effect.provideService(effect, CurrentActor, {
      _tag: "OperatorUser",
      operatorId,
      id,
      role: "ADMIN",
    })
  })
