/**
 * Core takes from Effect only what Effect calls stable, since its peer range spans minor versions and anything
 * else may change in one. Every import, and every member used of an imported module, is looked up in the
 * declarations of the installed Effect.
 */
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import {
  isNode,
  lineAt,
  type Node,
  nodesIn,
  report,
  rootOf,
  type Source,
  sourcesIn,
  walk,
} from "./sources.ts"
import { lookUp } from "./stability.ts"

const root = rootOf(process.argv)
const effect = dirname(createRequire(join(root, "packages/core/package.json")).resolve("effect/package.json"))

/** One use of an export of Effect: `["Schema", "String"]` of `effect`, on a line. */
interface Use {
  readonly specifier: string
  readonly path: ReadonlyArray<string>
  readonly line: number
}

const declarationsOf = (specifier: string): string => {
  const path = join(effect, "dist", ...specifier.split("/").slice(1))
  return existsSync(`${path}.d.ts`) ? `${path}.d.ts` : join(path, "index.d.ts")
}

/** What a local name stands for: an export of Effect, or with an empty path the whole module. */
interface Origin {
  readonly specifier: string
  readonly path: ReadonlyArray<string>
}

const usesIn = (source: Source): ReadonlyArray<Use> => {
  const origins = originsIn(source)
  const uses: Array<Use> = [...importsOf(source), ...reExportsOf(source)]
  const use = ({ specifier, path }: Origin, members: ReadonlyArray<string>, node: Node): void =>
    void uses.push({ specifier, path: [...path, ...members], line: lineAt(source.text, node.start) })

  walk(source.parsed.program, (node) => {
    const [local = "", ...members] = dottedPath(node) ?? []
    const origin = origins.get(local)
    if (origin !== undefined && members.length > 0) use(origin, members, node)
    const taken = destructured(node)
    const from = origins.get(taken.local)
    if (from !== undefined) for (const name of taken.names) use(from, [name], node)
  })
  return uses
}

const originsIn = ({ parsed }: Source): ReadonlyMap<string, Origin> =>
  new Map(
    parsed.module.staticImports
      .filter(({ moduleRequest }) => isEffect(moduleRequest.value))
      .flatMap(({ moduleRequest, entries }) =>
        entries.map(({ localName, importName }) => [
          localName.value,
          { specifier: moduleRequest.value, path: importName.name === null ? [] : [importName.name] },
        ]),
      ),
  )

const importsOf = ({ parsed, text }: Source): ReadonlyArray<Use> =>
  parsed.module.staticImports
    .filter(({ moduleRequest }) => isEffect(moduleRequest.value))
    .flatMap(({ moduleRequest, entries, start }) =>
      entries.flatMap(({ importName: { name } }) =>
        name === null ? [] : [{ specifier: moduleRequest.value, path: [name], line: lineAt(text, start) }],
      ),
    )

/** An `export *` counts as a name that no module has: what it passes on cannot be told. */
const reExportsOf = ({ parsed, text }: Source): ReadonlyArray<Use> =>
  parsed.module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, importName: { name }, start }) =>
      moduleRequest && isEffect(moduleRequest.value)
        ? [{ specifier: moduleRequest.value, path: [name ?? "*"], line: lineAt(text, start) }]
        : [],
    )

/** The names that `const { Struct, String } = Schema` takes from `Schema`. */
const destructured = (node: Node): { readonly local: string; readonly names: ReadonlyArray<string> } => {
  const { id, init } = node
  if (node.type !== "VariableDeclarator" || !isNode(id) || id.type !== "ObjectPattern" || !isNode(init))
    return { local: "", names: [] }
  const names = nodesIn(id["properties"]).map(({ key }) => (isNode(key) ? String(key["name"]) : "*"))
  return { local: String(init["name"]), names }
}

const isEffect = (specifier: string): boolean => specifier === "effect" || specifier.startsWith("effect/")

/** `Schema.Struct.Type` as `["Schema", "Struct", "Type"]`, for a value or a type; nothing for other nodes. */
const dottedPath = (node: Node): ReadonlyArray<string> | undefined => {
  if (node.type === "Identifier") return [String(node["name"])]
  const [object, property] =
    node.type === "MemberExpression" && node["computed"] !== true
      ? [node["object"], node["property"]]
      : node.type === "TSQualifiedName"
        ? [node["left"], node["right"]]
        : []
  if (!isNode(object) || !isNode(property)) return undefined
  const before = dottedPath(object)
  return before === undefined ? undefined : [...before, String(property["name"])]
}

const sources = sourcesIn(root, "packages/core/src")
const uses = sources.flatMap((source) => usesIn(source).map((use) => ({ ...use, file: source.path })))
const violations = new Set(
  uses.flatMap(({ specifier, path, file, line }) => {
    const { tag, name } = lookUp(declarationsOf(specifier), path)
    return tag === "stable" ? [] : [`${file}:${line}: ${name} of "${specifier}" is ${tag}, not stable`]
  }),
)

report("stable imports", `${uses.length} uses of Effect in ${sources.length} files`, [...violations])
