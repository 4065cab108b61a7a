/**
 * Core takes from Effect only what Effect calls stable, since its peer range spans minor versions and anything
 * else may change in one. Every import, and every member used of an imported module, is looked up in the
 * declarations of the installed Effect.
 */
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { isNode, lineAt, type Node, report, rootOf, type Source, sourcesIn, walk } from "./sources.ts"
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

const usesIn = (source: Source): ReadonlyArray<Use> => {
  const uses: Array<Use> = []
  const imported = new Map<string, { readonly specifier: string; readonly path: ReadonlyArray<string> }>()
  for (const statement of source.parsed.module.staticImports) {
    const specifier = statement.moduleRequest.value
    if (!isEffect(specifier)) continue
    for (const { importName, localName } of statement.entries)
      imported.set(localName.value, { specifier, path: importName.name === null ? [] : [importName.name] })
    for (const { importName, localName } of statement.entries)
      if (importName.name !== null)
        uses.push({ specifier, path: [importName.name], line: lineAt(source.text, localName.start) })
  }
  for (const { entries } of source.parsed.module.staticExports)
    for (const entry of entries)
      if (entry.moduleRequest && isEffect(entry.moduleRequest.value))
        uses.push({
          specifier: entry.moduleRequest.value,
          path: [entry.importName.name ?? "*"],
          line: lineAt(source.text, entry.start),
        })

  walk(source.parsed.program, (node) => {
    if (node.type === "VariableDeclarator" && isNode(node["id"]) && node["id"].type === "ObjectPattern") {
      const origin = isNode(node["init"]) ? imported.get(String(node["init"]["name"])) : undefined
      for (const property of origin === undefined ? [] : (node["id"]["properties"] as ReadonlyArray<Node>)) {
        const name = isNode(property["key"]) ? String(property["key"]["name"]) : "*"
        uses.push({
          specifier: origin!.specifier,
          path: [...origin!.path, name],
          line: lineAt(source.text, property.start),
        })
      }
    }
    const path = dottedPath(node)
    const origin = path && imported.get(path[0] ?? "")
    if (origin === undefined || path === undefined || path.length < 2) return
    uses.push({
      specifier: origin.specifier,
      path: [...origin.path, ...path.slice(1)],
      line: lineAt(source.text, node.start),
    })
  })
  return uses
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
