/**
 * The built core prices the same trips alike wherever it runs: in Node, in a worker thread, and bundled for the browser in
 * a context that has what browsers and their workers share and nothing of Node. With CALECHE_ROUNDS=full also in Bun and
 * Deno, each through `npx` since they weigh a hundred megabytes, and in a page and a worker of Chromium where one is
 * installed.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createContext, runInContext } from "node:vm"
import { Worker } from "node:worker_threads"
import { build } from "esbuild"
import { question } from "./runtimes/question.ts"
import { report, rootOf } from "./sources.ts"

const root = rootOf(process.argv)
const here = join(root, ".ci/checks/runtimes")
const all = process.env["CALECHE_ROUNDS"] === "full"
const scratch = mkdtempSync(join(tmpdir(), "caleche-runtimes-"))
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }))

const asked = join(scratch, "question.json")
writeFileSync(asked, JSON.stringify(question))

/** S4 of the worked examples, a night in summer by tariff, and a hire in the night that has 25 hours. */
const expected = readFileSync(join(here, "prices.json"), "utf8")

/** What a runtime says, as JSON, or why it says nothing. */
type Said = { readonly prices: unknown } | { readonly failed: string }

const told = (text: string): Said => {
  try {
    return { prices: JSON.parse(text) }
  } catch {
    return { failed: text.slice(0, 2_000) }
  }
}

const spawned = (program: string, ...args: ReadonlyArray<string>): Said => {
  const { error, status, stderr, stdout } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    timeout: 240_000,
  })
  return status === 0 ? told(stdout) : { failed: `${error?.message ?? ""}${stdout}${stderr}` }
}

const inProcess = (program: string, ...flags: ReadonlyArray<string>): Said =>
  spawned(program, ...flags, join(here, "main.ts"), asked)

const inWorker = (): Promise<Said> =>
  new Promise((resolve) => {
    const worker = new Worker(join(here, "worker.ts"), { workerData: question, execArgv: [] })
    worker.once("message", (prices) => resolve({ prices }))
    worker.once("error", (error) => resolve({ failed: String(error) }))
  })

/** For a script tag or a classic worker; refuses what only Node has. */
const bundled = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(here, "price.ts")],
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    globalName: "caleche",
    write: false,
    logLevel: "silent",
  })
  return outputFiles[0]!.text
}

/** What windows and workers share, of that what Effect asks for; no code is made from text, as under a strict policy. */
const inBareContext = (bundle: string): Said => {
  const { clearTimeout, queueMicrotask, setTimeout, TextDecoder, TextEncoder, URL } = globalThis
  const web = { clearTimeout, queueMicrotask, setTimeout, TextDecoder, TextEncoder, URL }
  const context = createContext({ ...web }, { codeGeneration: { strings: false, wasm: false } })
  try {
    runInContext(bundle, context)
    return told(runInContext(`JSON.stringify(caleche.priced(${JSON.stringify(question)}))`, context))
  } catch (error) {
    return { failed: String(error) }
  }
}

/** A page that writes down what it finds, and what a worker finds that it starts. */
const inChromium = (bundle: string): Readonly<Record<string, Said>> => {
  const ask = `JSON.stringify(caleche.priced(${JSON.stringify(question)}))`
  const script = (text: string) => JSON.stringify(text).replaceAll("</", "<\\/")
  const page = join(scratch, "page.html")
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><pre id="page"></pre><pre id="worker"></pre><script>
const bundle = ${script(`${bundle};`)}
const show = (id, text) => { document.getElementById(id).textContent = text }
;(0, eval)(bundle)
show("page", ${ask})
const worker = new Worker(URL.createObjectURL(new Blob([bundle, ${script(`postMessage(${ask})`)}])))
worker.onmessage = ({ data }) => show("worker", data)
worker.onerror = ({ message }) => show("worker", message)
</script>`,
  )
  const { stderr, stdout } = spawnSync(
    "chromium",
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--virtual-time-budget=20000",
      "--dump-dom",
      `file://${page}`,
    ],
    { encoding: "utf8", timeout: 120_000 },
  )
  const shown = (id: string): Said =>
    told(new RegExp(`<pre id="${id}">([^<]*)</pre>`).exec(stdout ?? "")?.[1] ?? String(stderr))
  return { "a page of Chromium": shown("page"), "a worker of Chromium": shown("worker") }
}

const isInstalled = (program: string): boolean => spawnSync(program, ["--version"]).status === 0

const bundle = await bundled()
const found: Record<string, Said> = {
  Node: inProcess(process.execPath),
  "a worker thread": await inWorker(),
  "a browser's bundle": inBareContext(bundle),
}
if (all) {
  found["Bun"] = inProcess("npx", "-y", "bun@1.4.5")
  found["Deno"] = inProcess("npx", "-y", "deno@2.9.6", "run", "--allow-read", "--allow-env", "--no-lock")
  if (isInstalled("chromium")) Object.assign(found, inChromium(bundle))
}

const prices = JSON.stringify(JSON.parse(expected))
report(
  "runtimes",
  `${Object.keys(found).join(", ")}${all ? "" : " (left out: Bun, Deno and Chromium, with CALECHE_ROUNDS=full)"}`,
  Object.entries(found).flatMap(([where, said]) => {
    if ("failed" in said) return [`${where}: ${said.failed}`]
    const same = JSON.stringify(said.prices) === prices
    return same ? [] : [`${where} prices otherwise: ${JSON.stringify(said.prices)} instead of ${prices}`]
  }),
)
