/** What Effect says about its own exports: each declaration carries a `@stability` tag in its documentation. */
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { type Comment, parseSync } from "oxc-parser"
import { isNode, type Node, nodesIn } from "./sources.ts"

/** An export of a module: its tag, where its own members are declared, and those of a namespace of the same name. */
export interface Export {
  readonly tag: string
  readonly module?: string
  readonly members?: ReadonlyMap<string, Export>
}

/** The export that a dotted path such as `["Schema", "Struct"]` names in a declaration file, or what is missing. */
export const lookUp = (
  file: string,
  path: ReadonlyArray<string>,
): { readonly tag: string; readonly name: string } => {
  let exports = exportsOf(file)
  let tag = "missing"
  let ofModule = true // a name that a module lacks is a mistake; one that a namespace lacks belongs to its value
  for (const [index, name] of path.entries()) {
    const found = exports.get(name)
    const named = path.slice(0, index + 1).join(".")
    if (found === undefined) return { tag: ofModule ? "missing" : tag, name: named }
    tag = found.tag
    ofModule = found.module !== undefined
    const members = found.module === undefined ? found.members : exportsOf(found.module)
    if (tag !== "stable" || members === undefined) return { tag, name: named }
    exports = members
  }
  return { tag, name: path.join(".") }
}

const cache = new Map<string, ReadonlyMap<string, Export>>()

const exportsOf = (file: string): ReadonlyMap<string, Export> => {
  const known = cache.get(file)
  if (known !== undefined) return known
  const text = readFileSync(file, "utf8")
  const { program, comments } = parseSync(file, text, { lang: "dts" })
  const exports = new Map<string, Export>()
  const context: Context = { file, text, comments, exports }
  cache.set(file, exports)
  for (const statement of nodesIn(program.body)) collect(context, statement)
  return exports
}

interface Context {
  readonly file: string
  readonly text: string
  readonly comments: ReadonlyArray<Comment>
  readonly exports: Map<string, Export>
}

const collect = (context: Context, statement: Node): void => {
  if (statement.type === "ExportAllDeclaration") collectAll(context, statement)
  if (statement.type !== "ExportNamedDeclaration") return
  const declaration = statement["declaration"]
  if (isNode(declaration))
    return collectDeclaration(context, tagBefore(context, statement.start), declaration)
  const module = moduleNamedBy(context, statement)
  for (const specifier of nodesIn(statement["specifiers"])) {
    const original = nameOf(specifier["local"])
    const behind = module === undefined ? undefined : exportsOf(module).get(original)
    const tag = tagBefore(context, specifier.start) ?? tagBefore(context, statement.start) ?? behind?.tag
    add(context, nameOf(specifier["exported"]), { ...behind, tag: tag ?? "untagged" })
  }
}

const collectAll = (context: Context, statement: Node): void => {
  const module = moduleNamedBy(context, statement)
  if (module === undefined) return
  const exported = statement["exported"]
  if (!isNode(exported)) {
    for (const [name, found] of exportsOf(module)) add(context, name, found)
    return
  }
  add(context, nameOf(exported), { tag: tagBefore(context, statement.start) ?? "untagged", module })
}

const collectDeclaration = (context: Context, tag: string | undefined, declaration: Node): void => {
  if (declaration.type === "VariableDeclaration") {
    for (const declarator of nodesIn(declaration["declarations"]))
      add(context, nameOf(declarator["id"]), { tag: tag ?? "untagged" })
    return
  }
  const body = declaration["body"]
  const inner = declaration.type === "TSModuleDeclaration" && isNode(body) ? nodesIn(body["body"]) : undefined
  if (inner === undefined) return add(context, nameOf(declaration["id"]), { tag: tag ?? "untagged" })
  const members = new Map<string, Export>()
  for (const statement of inner) collect({ ...context, exports: members }, statement)
  // A namespace that only groups the types of its namesake often has no tag of its own.
  add(context, nameOf(declaration["id"]), { tag: tag ?? "stable", members })
}

/** Declarations of one name (overloads, a type beside its constant, a namespace) count as the least stable of them. */
const add = ({ exports }: Context, name: string, next: Export): void => {
  const known = exports.get(name)
  if (known === undefined) return void exports.set(name, next)
  const tag =
    [known.tag, next.tag].find((tag) => tag !== "stable" && tag !== "untagged") ??
    (known.tag === "stable" ? known.tag : next.tag)
  exports.set(name, { ...known, ...next, tag })
}

const tagBefore = ({ text, comments }: Context, start: number): string | undefined => {
  const comment = comments.findLast(
    (comment) => comment.end <= start && text.slice(comment.end, start).trim() === "",
  )
  return comment === undefined ? undefined : /@stability\s+(\w+)/.exec(comment.value)?.[1]
}

const nameOf = (node: unknown): string =>
  isNode(node) ? String(node["name"] ?? node["value"]) : "(nameless)"

/** The declaration file that a re-export points to; nothing for a plain `export { … }`. */
const moduleNamedBy = ({ file }: Context, statement: Node): string | undefined => {
  const source = statement["source"]
  if (!isNode(source) || typeof source["value"] !== "string") return undefined
  const path = join(dirname(file), source["value"].replace(/\.ts$/, ".d.ts"))
  return existsSync(path) ? path : undefined
}
