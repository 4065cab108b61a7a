/**
 * A state machine is a table; this interprets it.
 *
 * There is no way around the table: a refusal carries the machine, the state, the action and what would be allowed.
 */
import { Result, Schema } from "effect"
import { UpTo } from "./Text.ts"

/** One state: whether it ends the machine's life, where each action leads, and which repeats answer without a change. */
export interface Row<State extends string, Action extends string> {
  readonly terminal: boolean
  readonly on: Partial<Readonly<Record<Action, State>>>
  /** Actions already done: accepted, and nothing is written. */
  readonly repeats?: ReadonlyArray<Action>
}

/** Every state of a machine, with its row. */
export type Table<State extends string, Action extends string> = Readonly<Record<State, Row<State, Action>>>

/** The table has no such move. `allowed` lists the actions that would change something from here. */
export class IllegalTransition extends Schema.TaggedError<IllegalTransition>()("IllegalTransition", {
  machine: Schema.Literals(["quote", "order", "mission", "agencyUser"]),
  id: UpTo(200),
  from: UpTo(100),
  action: UpTo(100),
  allowed: Schema.Array(UpTo(100)).check(Schema.isMaxLength(100)),
}) {}

/** The part of an action before its dot: `skipTo.ON_SITE` is one way to `skipTo`. */
const named = (action: string): string => action.split(".")[0]!

/** The actions that would change something from `state`, each named once. */
export const actionsFrom = <S extends string, A extends string>(
  table: Table<S, A>,
  state: S,
): ReadonlyArray<string> => [...new Set(Object.keys(table[state].on).map(named))]

/** Whether the table knows `action` in `state`, as a move or as a repeat. */
export const accepts = <S extends string, A extends string>(
  table: Table<S, A>,
  state: S,
  action: A,
): boolean => table[state].on[action] !== undefined || isRepeat(table, state, action)

/** Whether `action` was already done in `state`, so that it changes nothing. */
export const isRepeat = <S extends string, A extends string>(
  table: Table<S, A>,
  state: S,
  action: A,
): boolean => table[state].repeats?.includes(action) === true

/** The states no action leaves. */
export const terminals = <S extends string, A extends string>(table: Table<S, A>): ReadonlyArray<S> =>
  (Object.keys(table) as Array<S>).filter((state) => table[state].terminal) // keys of a record over S

/** Where `action` leads from `state`; a repeat leads to where one is. */
export const step = <S extends string, A extends string>(
  machine: { readonly name: IllegalTransition["machine"]; readonly table: Table<S, A> },
  id: string,
  state: S,
  action: A,
): Result.Result<S, IllegalTransition> => {
  const row = machine.table[state]
  const to = row.on[action]
  if (to !== undefined) return Result.succeed(to)
  if (isRepeat(machine.table, state, action)) return Result.succeed(state)
  return Result.fail(
    new IllegalTransition({
      machine: machine.name,
      id,
      from: state,
      action: named(action),
      allowed: actionsFrom(machine.table, state),
    }),
  )
}
