/**
 * Runs what the README and the guides say can be run. Every `ts` block is type-checked and run in a project that knows
 * the workspace's packages; every `sh run` block is run at the root, and a `sh run server` block against a reference
 * server started for it. A `text` block right below one must be what it prints.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { type Block, blocksIn, documentsIn } from "./documents.ts"
import { report, rootOf } from "./sources.ts"

const workspace = join(import.meta.dirname, "../..")
const root = rootOf(process.argv)
const bin = join(workspace, "node_modules/.bin")
const env = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env["PATH"]}`,
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
}

const place = ({ document, line }: Block): string => `${document}:${line}`

/** A project whose packages are the workspace's, and the ones these are developed with. */
const makeProject = (): string => {
  const project = mkdtempSync(join(tmpdir(), "caleche-readme-"))
  process.once("exit", () => rmSync(project, { recursive: true, force: true }))
  const link = (name: string, target: string): void => {
    const path = join(project, "node_modules", name)
    if (existsSync(path)) return
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(target, path)
  }
  for (const folder of readdirSync(join(workspace, "packages"))) {
    const path = join(workspace, "packages", folder)
    const manifest = JSON.parse(readFileSync(join(path, "package.json"), "utf8"))
    link(manifest.name, path)
    for (const name of Object.keys({ ...manifest.devDependencies, ...manifest.dependencies }))
      if (!name.startsWith("@caleche/")) link(name, join(path, "node_modules", name))
  }
  link("@types/node", join(workspace, "node_modules/@types/node"))
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }))
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      extends: join(workspace, "tsconfig.base.json"),
      compilerOptions: {
        noEmit: true,
        composite: false,
        declaration: false,
        declarationMap: false,
        emitDeclarationOnly: false,
        rewriteRelativeImportExtensions: false,
        plugins: [],
      },
      include: ["*.ts"],
    }),
  )
  return project
}

/** What is wrong with a finished run of `block`. */
const judge = (
  block: Block,
  status: number | null,
  stdout: string,
  stderr: string,
): ReadonlyArray<string> => {
  if (status !== 0) return [`${place(block)} fails with status ${status}\n${stdout}${stderr}`]
  if (block.prints === undefined || block.prints.trim() === stdout.trim()) return []
  return [`${place(block)} prints something else than the block below it says\n${stdout}`]
}

const runTypeScript = (blocks: ReadonlyArray<Block>): ReadonlyArray<string> => {
  if (blocks.length === 0) return []
  const project = makeProject()
  const files = blocks.map((block, index) => ({ block, file: `block${index}.ts` }))
  for (const { block, file } of files) writeFileSync(join(project, file), `${block.text}export {}\n`)
  const checked = spawnSync(
    process.execPath,
    [join(workspace, "node_modules/typescript/bin/tsc"), "-p", project, "--pretty", "false"],
    {
      cwd: project,
      encoding: "utf8",
    },
  )
  const types =
    checked.status === 0
      ? []
      : [
          `types of the blocks ${files.map(({ block, file }) => `${file} = ${place(block)}`).join(", ")}\n${checked.stdout}${checked.stderr}`,
        ]
  const runs = files.flatMap(({ block, file }) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=source", file], {
      cwd: project,
      encoding: "utf8",
      env,
    })
    return judge(block, status, stdout, stderr)
  })
  return [...types, ...runs]
}

const runShell = (block: Block, text = block.text): ReadonlyArray<string> => {
  const { status, stdout, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", text], {
    cwd: root,
    encoding: "utf8",
    env,
  })
  return judge(block, status, stdout, stderr)
}

/** Runs the block against a server of its own, on a free port in place of 3000. */
const runWithServer = async (block: Block): Promise<ReadonlyArray<string>> => {
  const port = await freePort()
  const main = join(root, "examples/reference-server/src/main.ts")
  const server = spawn(process.execPath, ["--conditions=source", main], {
    cwd: root,
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (said += data))
  try {
    if (!(await answers(`http://127.0.0.1:${port}/readyz`, server)))
      return [`${place(block)}: the server does not get ready\n${said}`]
    return runShell(block, block.text.replaceAll(":3000", `:${port}`)).map(
      (violation) => `${violation}\nthe server said\n${said}`,
    )
  } finally {
    await ended(server)
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      )
    })
  })

const answers = async (url: string, server: ChildProcess): Promise<boolean> => {
  for (let left = 900; left > 0 && server.exitCode === null; left--) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return true
    await sleep(100)
  }
  return false
}

const ended = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = new Promise((resolve) => server.once("exit", resolve))
  server.kill("SIGTERM")
  const killing = setTimeout(() => server.kill("SIGKILL"), 30_000)
  await exit
  clearTimeout(killing)
}

const blocks = documentsIn(root).flatMap((document) => blocksIn(root, document))
const said = (words: string) => blocks.filter((block) => block.words.join(" ") === words)
const kinds = ["ts", "sh", "sh run", "sh run server", "text", "json", "http", "mermaid"]
const unknown = blocks
  .filter(({ words }) => !kinds.includes(words.join(" ")))
  .map((block) => `${place(block)}: "${block.words.join(" ")}" is no kind of block this check knows`)

const violations = [
  ...unknown,
  ...runTypeScript(said("ts")),
  ...said("sh run").flatMap((block) => runShell(block)),
]
for (const block of said("sh run server")) violations.push(...(await runWithServer(block)))

const count = said("ts").length + said("sh run").length + said("sh run server").length
report("readme", `${count} blocks run`, violations)
