/** Loads the repository's TypeScript again for each generation, and what it depends on once. */
import { readFileSync } from "node:fs"
import { registerHooks, stripTypeScriptTypes } from "node:module"
import { fileURLToPath, pathToFileURL } from "node:url"

const parameter = "generation"
const tests = new URL("./tests.ts", import.meta.url).href

const generationOf = (url: string | undefined): string | undefined => {
  if (url === undefined || !URL.canParse(url)) return undefined
  return new URL(url).searchParams.get(parameter) ?? undefined
}

/** What is in the directory that Stryker made is not written to again, so types are taken away once. */
const stripped = new Map<string, string>()
const source = (path: string): string => {
  const known = stripped.get(path)
  if (known !== undefined) return known
  const text = stripTypeScriptTypes(readFileSync(path, "utf8"))
  stripped.set(path, text)
  return text
}

registerHooks({
  resolve(specifier, context, next) {
    const generation = generationOf(context.parentURL)
    if (generation === undefined) return next(specifier, context)
    if (specifier === "vitest") return { url: tests, shortCircuit: true }
    const found = next(specifier, context)
    const url = new URL(found.url)
    if (
      !url.pathname.startsWith(pathToFileURL(process.cwd()).pathname) ||
      url.pathname.includes("/node_modules/")
    )
      return found
    url.searchParams.set(parameter, generation)
    return { ...found, url: url.href }
  },
  load(url, context, next) {
    if (generationOf(url) === undefined || !new URL(url).pathname.endsWith(".ts")) return next(url, context)
    const file = new URL(url)
    file.search = ""
    return { format: "module", source: source(fileURLToPath(file)), shortCircuit: true }
  },
})

/** `url`, and all of the repository it imports, as new modules for each `generation`. */
export const importFrom = async (url: string, generation: number): Promise<void> => {
  await import(`${url}?${parameter}=${generation}`)
}
