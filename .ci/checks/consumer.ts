/**
 * Installs the packed packages with npm into an empty project outside the workspace, imports each of them by
 * name, type-checks a small program against them and runs the ten lines of the README's kind: what the first user does,
 * done before he does.
 */
import { spawnSync } from "node:child_process"
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pack, publicPackages } from "./packages.ts"
import { report, rootOf } from "./sources.ts"

const root = rootOf(process.argv)
const packages = publicPackages(root)
const project = realpathSync(mkdtempSync(join(tmpdir(), "caleche-consumer-")))
process.once("exit", () => rmSync(project, { recursive: true, force: true }))

const write = (file: string, text: string): void => writeFileSync(join(project, file), text)

/** Runs a program in the project; what it prints, when it fails. */
const run = (program: string, ...args: ReadonlyArray<string>): ReadonlyArray<string> => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: project, encoding: "utf8" })
  return status === 0 ? [] : [`${program} ${args.join(" ")} fails outside the workspace\n${stdout}${stderr}`]
}

const tarballs = Object.fromEntries(
  [...pack(packages, project)].map(([name, path]) => [name, `file:${path}`]),
)
/** The versions of peers that the packages are developed with: other versions are for another check. */
const peers = Object.fromEntries(
  packages.flatMap(({ manifest }) =>
    Object.keys(manifest.peerDependencies ?? {}).flatMap((peer) => {
      const version = manifest.devDependencies?.[peer]
      return version === undefined || version.startsWith("workspace:") ? [] : [[peer, version]]
    }),
  ),
)
const entries = packages.flatMap((each) => each.entries)

const nodeTypes = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies["@types/node"]

write(
  "package.json",
  JSON.stringify({
    private: true,
    type: "module",
    dependencies: { ...peers, ...tarballs, "@types/node": nodeTypes },
    overrides: tarballs,
  }),
)
write(
  "use.ts",
  [
    ...entries.map(({ specifier }, index) => `import * as entry${index} from "${specifier}"`),
    `const entries: ReadonlyArray<readonly [string, object]> = [${entries.map((entry, index) => `["${entry.specifier}", entry${index}]`).join(", ")}]`,
    `for (const [name, exports] of entries) if (Object.keys(exports).length === 0) throw new Error(name + " exports nothing")`,
  ].join("\n"),
)
const example = join(root, "examples/embed-in-ten-lines/src/main.ts")
const tenLines = existsSync(example) ? ["tenLines"] : []
for (const name of tenLines) copyFileSync(example, join(project, `${name}.ts`))
write(
  "tsconfig.json",
  JSON.stringify({
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      module: "nodenext",
      moduleResolution: "nodenext",
      target: "es2023",
      lib: ["es2023", "dom", "dom.iterable"],
      types: ["node"],
      verbatimModuleSyntax: true,
    },
    files: ["use.ts", ...tenLines.map((name) => `${name}.ts`)],
  }),
)

const tsc = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc")

/** What the compiler says about the program and our declarations; not what it says about those of others. */
const typeErrors = (): ReadonlyArray<string> =>
  run(process.execPath, tsc, "-p", ".", "--pretty", "false")
    .flatMap((output) => output.split("\n"))
    .filter((line) => /^(use\.ts|tenLines\.ts|error|node_modules\/(@caleche|caleche)\/)/.test(line))

const steps = [
  () => run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error"),
  typeErrors,
  () => run(process.execPath, "use.js"),
  // A host may use the condition `source` for sources of its own.
  () => run(process.execPath, "--conditions=source", "use.js"),
  ...tenLines.map((name) => () => run(process.execPath, `${name}.js`)),
]
const violations = steps.reduce<ReadonlyArray<string>>(
  (found, step) => (found.length > 0 ? found : step()),
  [],
)

report("consumer", `${entries.length} entries of ${packages.length} packages installed`, violations)
