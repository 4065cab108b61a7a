/**
 * Runs the core's tests for Stryker within one process: vitest as a whole takes two seconds a mutant, most of it for a new
 * process and for loading Effect again. Here sources and tests alone are loaded anew for each mutant, so that nothing a
 * mutant left in a module is seen by the next. `vitest` is `tests.ts` to them, with the assertions of vitest itself.
 */
import { globSync } from "node:fs"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import type {
  DryRunOptions,
  DryRunResult,
  MutantRunOptions,
  MutantRunResult,
  TestResult,
  TestRunner,
} from "@stryker-mutator/api/test-runner"
import { importFrom } from "./modules.ts"
import { texts } from "./texts.ts"
import { collect, type Outcome, runTest, type Test } from "./tests.ts"

/** What the instrumented sources look at. */
interface Instrumenter {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  mutantCoverage?: NonNullable<Extract<DryRunResult, { readonly mutantCoverage?: unknown }>["mutantCoverage"]>
}

const asText = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
/** The numbers Stryker has for them. */
const passed = 0
const failed = 1

const result = ({ id, file }: Test, { ms, error }: Outcome): TestResult => ({
  id,
  name: id,
  fileName: resolve("packages/core", file),
  timeSpentMs: ms,
  ...(error === undefined ? { status: passed } : { status: failed, failureMessage: asText(error) }),
})

class InProcess implements TestRunner {
  readonly #instrumenter: Instrumenter
  /** How long each test took on its own, so that the quick ones are asked first. */
  readonly #ms = new Map<string, number>()
  #generation = 0

  constructor(instrumenter: Instrumenter) {
    this.#instrumenter = instrumenter
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async dryRun(_: DryRunOptions): Promise<DryRunResult> {
    const results: Array<TestResult> = []
    const generation = ++this.#generation
    for (const file of this.#files()) {
      for (const test of await load(file, generation)) {
        this.#instrumenter.currentTestId = test.id
        const outcome = await runTest(test)
        this.#instrumenter.currentTestId = undefined
        results.push(result(test, outcome))
        this.#ms.set(test.id, outcome.ms)
      }
    }
    const { mutantCoverage } = this.#instrumenter
    // Stryker's enum, which has no value at run time without its package.
    return {
      status: "complete",
      tests: results,
      ...(mutantCoverage === undefined ? {} : { mutantCoverage }),
    } as DryRunResult
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, testFilter } = options
    const asked = testFilter === undefined ? undefined : new Set(testFilter)
    const started = performance.now()
    const ended = (rest: object): MutantRunResult =>
      // As above: what is told by `status` fits what is handed over with it.
      ({ ...rest, duration: performance.now() - started }) as unknown as MutantRunResult

    const instrumenter = this.#instrumenter
    Object.assign(instrumenter, { hitCount: 0, hitLimit })
    const generation = ++this.#generation
    let nrOfTests = 0
    try {
      for (const file of this.#files(asked)) {
        instrumenter.activeMutant = mutantActivation === "static" ? activeMutant.id : undefined
        const tests = await load(file, generation)
        instrumenter.activeMutant = activeMutant.id
        for (const test of this.#quickFirst(tests)) {
          if (asked !== undefined && !asked.has(test.id)) continue
          nrOfTests++
          const { ms, error } = await runTest(test)
          if (hitLimit !== undefined && (instrumenter.hitCount ?? 0) > hitLimit)
            return ended({ status: "timeout", reason: `Hit more than ${hitLimit} times` })
          if (error !== undefined)
            return ended({ status: "killed", killedBy: [test.id], failureMessage: asText(error), nrOfTests })
          this.#ms.set(test.id, ms)
        }
      }
    } catch (error) {
      // Sources that do not load fail every test there is.
      return ended({
        status: "killed",
        killedBy: testFilter?.slice(0, 1) ?? [],
        failureMessage: asText(error),
        nrOfTests,
      })
    } finally {
      instrumenter.activeMutant = undefined
    }
    return ended({ status: "survived", nrOfTests })
  }

  /** The test files of this run, below the copy of the repository that Stryker works in; only those `asked` names a test of. */
  #files(asked?: ReadonlySet<string>): ReadonlyArray<string> {
    const cwd = resolve("packages/core")
    const files = globSync((process.env["CALECHE_MUTATION_TESTS"] ?? "").split(" "), { cwd }).toSorted()
    const named = asked && new Set([...asked].map((id) => id.slice(0, id.indexOf(" > "))))
    return named === undefined ? files : files.filter((file) => named.has(file))
  }

  #quickFirst(tests: ReadonlyArray<Test>): ReadonlyArray<Test> {
    const ms = ({ id }: Test): number => this.#ms.get(id) ?? 0
    return tests.toSorted((a, b) => ms(a) - ms(b))
  }
}

const load = (file: string, generation: number): Promise<ReadonlyArray<Test>> =>
  collect(file, () => importFrom(pathToFileURL(resolve("packages/core", file)).href, generation))

const makeRunner = (): TestRunner => {
  // Made by the instrumented sources, or by us if we are first.
  const global = globalThis as unknown as { __stryker__?: Instrumenter }
  return new InProcess((global.__stryker__ ??= {}))
}

export const strykerPlugins = [
  { kind: "TestRunner", name: "in-process", factory: Object.assign(makeRunner, { inject: [] }) },
  { kind: "Ignore", name: "texts", value: texts },
]
