/**
 * What each public package lets the world see, as one file a package under `api/`, so that a change of the
 * public surface shows in review as a diff. Made from the declarations that the build emits: run `tsc -b` first.
 * With `--update` the files are written, without it they are compared.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { surfaceOf } from "./apiSurface.ts"
import { type PublicPackage, publicPackages } from "./packages.ts"
import { report, rootOf } from "./sources.ts"

const update = process.argv.includes("--update")
const root = rootOf(process.argv.filter((argument) => argument !== "--update"))
const folder = join(root, "api")

const textOf = ({ name, folder, entries }: PublicPackage): string =>
  [
    `# ${name}: public API\n\nWritten by \`npm run api\` from the emitted declarations. Not to be edited.\n`,
    ...entries.map(({ specifier, types }) => {
      const surface = surfaceOf(join(folder, types))
      const blocks = surface.map((each) => `### ${each.name}\n\n\`\`\`ts\n${each.declaration}\n\`\`\`\n`)
      return [`## \`${specifier}\`\n`, ...(blocks.length === 0 ? ["Nothing yet.\n"] : blocks)].join("\n")
    }),
  ].join("\n")

const fileOf = ({ folder }: PublicPackage): string => `${basename(folder)}.api.md`

const packages = publicPackages(root)
const expected = new Map(packages.map((each) => [fileOf(each), textOf(each)]))
const present = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".api.md")) : []

if (update) {
  mkdirSync(folder, { recursive: true })
  for (const file of present) if (!expected.has(file)) rmSync(join(folder, file))
  for (const [file, text] of expected) writeFileSync(join(folder, file), text)
}

const firstDifference = (was: string, is: string): string => {
  const before = was.split("\n")
  const line = is.split("\n").findIndex((text, index) => text !== before[index])
  return `line ${line + 1}: recorded "${before[line] ?? ""}", built "${is.split("\n")[line] ?? ""}"`
}

const drift = [...expected].flatMap(([file, text]) => {
  const path = join(folder, file)
  if (!existsSync(path)) return [`api/${file} is missing: run \`npm run api\``]
  const recorded = readFileSync(path, "utf8")
  return recorded === text
    ? []
    : [`api/${file} differs, ${firstDifference(recorded, text)}: run \`npm run api\``]
})
const left = update
  ? []
  : present.filter((file) => !expected.has(file)).map((file) => `api/${file}: no such package`)

report("api", `${expected.size} packages`, [...drift, ...left])
