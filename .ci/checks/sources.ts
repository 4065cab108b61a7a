/** The TypeScript files of a tree, with what each of them imports: what every check on imports starts from. */
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, posix, relative, resolve, sep } from "node:path"
import { parseSync, type ParseResult } from "oxc-parser"

export interface Source {
  /** Path from the root of the tree, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly parsed: ParseResult
}

export interface ModuleRequest {
  readonly specifier: string
  readonly line: number
}

/** The tree a check looks at: the repository, or the folder given as the first argument. */
export const rootOf = (args: ReadonlyArray<string>): string =>
  resolve(args[2] ?? join(import.meta.dirname, "../.."))

/** All `.ts` files below `folder`, parsed; a file that does not parse is an error, never left out. */
export const sourcesIn = (root: string, folder: string): ReadonlyArray<Source> =>
  filesIn(join(root, folder)).map((file) => {
    const path = relative(root, file).split(sep).join("/")
    const text = readFileSync(file, "utf8")
    const parsed = parseSync(path, text)
    if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`)
    return { path, text, parsed }
  })

/** Every module a file names: imports, re-exports, dynamic imports and `import("…")` types. */
export const requestsOf = ({ text, parsed }: Source): ReadonlyArray<ModuleRequest> => {
  const spans = [
    ...parsed.module.staticImports.map((statement) => statement.moduleRequest),
    ...parsed.module.staticExports.flatMap((statement) =>
      statement.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest] : [])),
    ),
    ...parsed.module.dynamicImports.map((dynamic) => dynamic.moduleRequest),
    ...typeImportsOf(parsed),
  ]
  return spans.map(({ start, end }) => ({
    specifier: text.slice(start, end).replace(/^["'`]|["'`]$/g, ""),
    line: lineAt(text, start),
  }))
}

/** The file a relative specifier points to, as a path from the root. */
export const resolveRelative = (from: string, specifier: string): string =>
  posix.normalize(posix.join(dirname(from), specifier))

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length

/** Prints what a check found and ends the process: 0 when nothing, 1 otherwise. */
export const report = (check: string, looked: string, violations: ReadonlyArray<string>): never => {
  for (const violation of violations) console.error(violation)
  console.error(`${check}: ${looked}, ${violations.length} violation(s)`)
  process.exit(violations.length === 0 ? 0 : 1)
}

/** A node of the syntax tree, read without knowing its kind. */
export type Node = { readonly type: string; readonly start: number; readonly end: number } & Record<
  string,
  unknown
>

/** Calls `visit` on each node of a syntax tree, parents first. */
export const walk = (value: unknown, visit: (node: Node) => void): void => {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (isNode(value)) {
    visit(value)
    for (const key in value) walk(value[key], visit)
  }
}

/** The nodes in a list such as a body or the specifiers of an import. */
export const nodesIn = (value: unknown): ReadonlyArray<Node> =>
  Array.isArray(value) ? value.filter(isNode) : []

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"

const typeImportsOf = (parsed: ParseResult): ReadonlyArray<{ start: number; end: number }> => {
  const found: Array<{ start: number; end: number }> = []
  walk(parsed.program, (node) => {
    if (node.type === "TSImportType" && isNode(node["source"])) found.push(node["source"])
  })
  return found
}

const filesIn = (folder: string): ReadonlyArray<string> =>
  entriesIn(folder)
    .filter((entry) => entry.name !== "node_modules" && entry.name !== "dist")
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesIn(path)
      return entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts") ? [path] : []
    })
    .sort()

const entriesIn = (folder: string) => {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return []
    throw cause
  }
}
