/** What the core's tests use of vitest to say what there is to run; assertions are vitest's own. */
export { expect, expectTypeOf, vi } from "vitest"

type Body = () => unknown

/** A test as its file declared it; `id` is the file and all names that lead to it. */
export interface Test {
  readonly id: string
  readonly file: string
  readonly body: Body
  readonly after: ReadonlyArray<Body>
}

export interface Outcome {
  readonly ms: number
  readonly error: unknown
}

// Where vitest's assertions look for the name of the file they are in.
Object.defineProperty(globalThis, "__vitest_worker__", { value: { filepath: "" }, configurable: true })

interface Scope {
  readonly path: string
  readonly after: ReadonlyArray<Body>
}

let file = ""
let scope: Scope = { path: "", after: [] }
let tests: Array<Test> = []
let seen = new Map<string, number>()

/** The tests that loading a file declares, in their order. */
export const collect = async (of: string, load: () => Promise<void>): Promise<ReadonlyArray<Test>> => {
  file = of
  scope = { path: of, after: [] }
  tests = []
  seen = new Map()
  await load()
  return tests
}

/** Runs `body`, then all that is to happen after it. */
export const runTest = async ({ body, after }: Test): Promise<Outcome> => {
  const started = performance.now()
  let error: unknown
  for (const step of [body, ...after.toReversed()]) {
    try {
      await step()
    } catch (thrown) {
      error ??= thrown ?? new Error("a test threw nothing")
    }
  }
  return { ms: performance.now() - started, error }
}

export const describe = (name: string, declare: () => void): void => {
  const outer = scope
  scope = { path: `${outer.path} > ${name}`, after: outer.after }
  declare()
  scope = outer
}

/** Tests may share a name (rows of a table): each has its number among them. */
const declare = (name: string, body: Body): void => {
  const path = `${scope.path} > ${name}`
  const n = (seen.get(path) ?? 0) + 1
  seen.set(path, n)
  tests.push({ id: n === 1 ? path : `${path} #${n}`, file, body, after: scope.after })
}

export const it = Object.assign(declare, {
  each:
    (rows: ReadonlyArray<unknown>) =>
    (name: string, body: (...row: ReadonlyArray<unknown>) => unknown): void => {
      const spread = rows.every((row) => Array.isArray(row))
      for (const row of rows)
        declare(name, () => (spread ? body(...(row as ReadonlyArray<unknown>)) : body(row)))
    },
})

export const afterEach = (body: Body): void => {
  scope = { ...scope, after: [...scope.after, body] }
}
