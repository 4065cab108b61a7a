/** Packs every public package and asks publint and attw whether Node, bundlers and TypeScript can use the tarball. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pack, publicPackages } from "./packages.ts"
import { report, rootOf } from "./sources.ts"

const packages = publicPackages(rootOf(process.argv))

/** Files that only weigh on those who install. */
const unwanted = /\.tsbuildinfo$|\.test\.|^package\/(test|node_modules)\//

const complaint = (name: string, program: string, args: ReadonlyArray<string>): ReadonlyArray<string> => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  })
  return status === 0 ? [] : [`${name}: ${program} says\n${stdout}${stderr}`]
}

const violationsOf = ([name, tarball]: readonly [string, string]): ReadonlyArray<string> => {
  const files = execFileSync("tar", ["tzf", tarball], { encoding: "utf8" }).trim().split("\n")
  return [
    ...files.filter((file) => unwanted.test(file)).map((file) => `${name}: should not be packed: ${file}`),
    ...(files.includes("package/LICENSE") ? [] : [`${name}: packed without its licence`]),
    ...complaint(name, "publint", ["run", tarball, "--strict"]),
    ...complaint(name, "attw", [tarball, "--profile", "esm-only", "--no-emoji"]),
  ]
}

const scratch = mkdtempSync(join(tmpdir(), "caleche-publishing-"))
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }))
report("publishing", `${packages.length} tarballs`, [...pack(packages, scratch)].flatMap(violationsOf))
