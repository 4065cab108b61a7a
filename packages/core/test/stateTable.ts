/** What is true of every state machine of the domain, and of every (state, action) pair of one, as tests made from its table. */
import { Result } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  accepts,
  actionsFrom,
  type IllegalTransition,
  isRepeat,
  step,
  type Table,
  terminals,
} from "../src/shared/Transition.ts"
import { check } from "./properties.ts"

/** One row of the document: an action leads from each of `from` to `to`; `same` is wherever one was. */
export interface Written<State extends string, Action extends string> {
  readonly from: ReadonlyArray<State>
  readonly action: Action
  readonly to: State | "same"
}

/** The rows as a map from "state action" to the target. Two rows must not say two things about one pair. */
export const targets = <S extends string, A extends string>(
  rows: ReadonlyArray<Written<S, A>>,
): ReadonlyMap<string, S> => {
  const map = new Map<string, S>()
  for (const { from, action, to } of rows) {
    for (const state of from) {
      const target = to === "same" ? state : to
      const known = map.get(`${state} ${action}`)
      if (known !== undefined && known !== target)
        throw new Error(`${state} ${action} leads to ${known} and to ${target}`)
      map.set(`${state} ${action}`, target)
    }
  }
  return map
}

export interface Machine<State extends string, Action extends string> {
  readonly name: IllegalTransition["machine"]
  readonly table: Table<State, Action>
}

/** All tests of one machine. `rows` and `repeats` are the document's, written out by hand. */
export const describeMachine = <S extends string, A extends string>(spec: {
  readonly machine: Machine<S, A>
  readonly states: ReadonlyArray<S>
  readonly actions: ReadonlyArray<A>
  readonly initial: S
  readonly terminal: ReadonlyArray<S>
  readonly rows: ReadonlyArray<Written<S, A>>
  readonly repeats: ReadonlyArray<readonly [S, A]>
}): void => {
  const { machine, states, actions, initial } = spec
  const { name, table } = machine
  const document = targets(spec.rows)
  const repeated = (state: S, action: A) => spec.repeats.some(([s, a]) => s === state && a === action)
  const moves = (state: S): ReadonlyArray<A> =>
    actions.filter((action) => table[state].on[action] !== undefined)

  describe(`the ${name} table`, () => {
    it("has exactly the document's states", () =>
      expect(Object.keys(table).toSorted()).toEqual(states.toSorted()))

    it("has exactly the document's rows", () => {
      const coded = states.flatMap((state) =>
        Object.entries(table[state].on).map(([action, to]) => `${state} ${action} → ${String(to)}`),
      )
      const written = [...document].map(([pair, to]) => `${pair} → ${to}`)
      expect(coded.toSorted()).toEqual(written.toSorted())
    })

    it("has exactly the document's repeats", () => {
      const coded = states.flatMap((state) =>
        (table[state].repeats ?? []).map((action) => `${state} ${action}`),
      )
      expect(coded.toSorted()).toEqual(spec.repeats.map((pair) => pair.join(" ")).toSorted())
    })

    it("has exactly the document's terminal states", () =>
      expect(terminals(table).toSorted()).toEqual(spec.terminal.toSorted()))

    it("reaches every state from the first", () => {
      const reached = new Set<S>([initial])
      for (const state of reached) for (const action of moves(state)) reached.add(table[state].on[action]!) // a move has a target
      expect([...reached].toSorted()).toEqual(states.toSorted())
    })

    it("uses every action somewhere", () => {
      expect(actions.filter((action) => !states.some((state) => accepts(table, state, action)))).toEqual([])
    })

    it("no action leads out of a terminal state, and one leads out of every other", () => {
      for (const state of states) {
        const elsewhere = moves(state).filter((action) => table[state].on[action] !== state)
        expect([state, elsewhere.length > 0]).toEqual([state, !spec.terminal.includes(state)])
      }
    })

    it("from every state some way leads to an end", () => {
      const ending = new Set<S>(spec.terminal)
      for (let before = -1; before !== ending.size;) {
        before = ending.size
        for (const state of states)
          if (moves(state).some((action) => ending.has(table[state].on[action]!))) ending.add(state) // a move has a target
      }
      // A machine without an end is one that goes on, as an account does that can always be opened again.
      expect([...ending].toSorted()).toEqual(spec.terminal.length === 0 ? [] : states.toSorted())
    })

    it("whatever is tried in whatever order, one stays among the states, and stays for good at an end", () => {
      check(
        fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 40 }), (tried) => {
          let state = initial
          for (const action of tried) {
            const next = step(machine, "x", state, action)
            const to = Result.isSuccess(next) ? next.success : state
            expect(states).toContain(to)
            if (spec.terminal.includes(state)) expect(to).toBe(state)
            state = to
          }
        }),
      )
    })
  })

  describe(`every action in every state of a ${name}`, () => {
    for (const state of states) {
      for (const action of actions) {
        const target = document.get(`${state} ${action}`)
        if (target !== undefined || repeated(state, action)) {
          it(`${state}: ${action} leads to ${target ?? state}${target === undefined ? " again, as a repeat" : ""}`, () => {
            expect(step(machine, "an id", state, action)).toEqual(Result.succeed(target ?? state))
            expect(accepts(table, state, action)).toBe(true)
            expect(isRepeat(table, state, action)).toBe(target === undefined)
          })
        } else {
          it(`${state}: ${action} is illegal`, () => {
            const refused = step(machine, "an id", state, action)
            expect(Result.isFailure(refused) && { ...refused.failure, _tag: refused.failure._tag }).toEqual({
              _tag: "IllegalTransition",
              machine: name,
              id: "an id",
              from: state,
              action: action.replace(/\..*/, ""),
              allowed: [
                ...new Set(
                  actions
                    .filter((other) => document.has(`${state} ${other}`))
                    .map((other) => other.replace(/\..*/, "")),
                ),
              ].toSorted(inOrderOf(actionsFrom(table, state))),
            })
            expect(accepts(table, state, action)).toBe(false)
          })
        }
      }
    }
  })
}

/** Sorts as `order` has it; what it lacks comes last and fails the comparison. */
const inOrderOf =
  (order: ReadonlyArray<string>) =>
  (a: string, b: string): number =>
    (order.includes(a) ? order.indexOf(a) : order.length) -
    (order.includes(b) ? order.indexOf(b) : order.length)
