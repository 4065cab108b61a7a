/**
 * How much each package weighs on who installs it: the built code, minified and gzipped, without what the host has anyway.
 *
 * What a page takes of core that prices trips by a book stays within 60 kB, the goal of `quality.md`: so core goes on being
 * dropped by bundlers where it is not used. The whole of it, with every use case, misses that goal and says so (decision
 * 0034); it may not grow further unnoticed. Each dependency is named with its share, for that is where weight comes from.
 */
import { existsSync } from "node:fs"
import { join, relative } from "node:path"
import { gzipSync } from "node:zlib"
import { build, type Metafile } from "esbuild"
import { publicPackages } from "./packages.ts"
import { report, rootOf } from "./sources.ts"

const root = rootOf(process.argv)
/** Bytes, minified and gzipped, without effect. */
const goal = 60_000
const mostOfAll = 110_000

interface Weighed {
  readonly gzipped: number
  readonly minified: number
  /** Minified bytes by the package they come from. */
  readonly shares: ReadonlyMap<string, number>
}

/** `entryPoints` with their dependencies where they are `within`; else the package in `folder` stands for itself alone. */
const weigh = async (
  folder: string,
  entryPoints: ReadonlyArray<string>,
  within: boolean,
): Promise<Weighed> => {
  const { metafile, outputFiles } = await build({
    entryPoints: [...entryPoints],
    bundle: true,
    minify: true,
    treeShaking: true,
    splitting: true,
    format: "esm",
    platform: within ? "browser" : "node",
    ...(within ? { external: ["effect", "effect/*"] } : { packages: "external" as const }),
    outdir: "weighed",
    write: false,
    metafile: true,
    logLevel: "silent",
  })
  return {
    gzipped: sum(outputFiles.map(({ contents }) => gzipSync(contents, { level: 9 }).length)),
    minified: sum(outputFiles.map(({ contents }) => contents.length)),
    shares: sharesOf(metafile, folder),
  }
}

function sharesOf({ outputs }: Metafile, folder: string): ReadonlyMap<string, number> {
  const shares = new Map<string, number>()
  for (const { inputs } of Object.values(outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const from = ownerOf(path, folder)
      shares.set(from, (shares.get(from) ?? 0) + bytesInOutput)
    }
  return shares
}

/** The package of a module by the last folder of packages it lies in; the weighed one's own code otherwise. */
function ownerOf(path: string, folder: string): string {
  const [, found] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? []
  return found ?? relative(root, folder).replace(/^packages\//, "")
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, b) => a + b, 0)
const kB = (bytes: number): string => `${(bytes / 1_000).toFixed(1).padStart(7)} kB`
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const packages = publicPackages(root).map(({ folder, entries, name }) => ({
  name,
  folder,
  built: entries.map(({ types }) => join(folder, types.replace(/\.d\.ts$/, ".js"))),
}))
const missing = packages.flatMap(({ built, name }) =>
  built.filter((entry) => !existsSync(entry)).map((entry) => `${name}: ${entry} is not built`),
)
if (missing.length > 0) report("sizes", "nothing", missing)

const core = packages.find(({ name }) => name === "@caleche/core")!
const weight = await weigh(core.folder, core.built, true)
const whole = sum([...weight.shares.values()])
say("@caleche/core with its dependencies, without effect:")
say(`  ${kB(weight.gzipped)} minified and gzipped; ${kB(weight.minified).trim()} minified, of which`)
for (const [name, bytes] of [...weight.shares].toSorted((a, b) => b[1] - a[1]))
  say(`  ${kB(bytes)} ${((100 * bytes) / whole).toFixed(1).padStart(5)} %  ${name}`)

if (weight.gzipped > goal)
  say(`  misses the goal of ${kB(goal).trim()} by ${kB(weight.gzipped - goal).trim()}`)
const prices = await weigh(core.folder, [join(root, ".ci/checks/runtimes/price.ts")], true)
say("what a page takes of it that prices trips by a book:")
say(`  ${kB(prices.gzipped)} minified and gzipped, of at most ${kB(goal).trim()}`)

say("each package's own code, minified and gzipped:")
for (const { built, folder, name } of packages)
  say(`  ${kB((await weigh(folder, built, false)).gzipped)}  ${name}`)

report("sizes", `${packages.length} packages`, [
  ...(prices.gzipped > goal
    ? [
        `pricing in a page takes ${kB(prices.gzipped).trim()}: does core's build still keep its modules apart?`,
      ]
    : []),
  ...(weight.gzipped > mostOfAll
    ? [`@caleche/core weighs ${kB(weight.gzipped).trim()}, more than ${kB(mostOfAll).trim()}`]
    : []),
])
