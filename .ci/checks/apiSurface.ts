/** The exports of an emitted declaration file, followed through its re-exports, each with its declaration's text. */
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { parseSync } from "oxc-parser"
import { isNode, type Node, nodesIn, walk } from "./sources.ts"

export interface Exported {
  readonly name: string
  readonly declaration: string
}

/** Exports of `file` in the order of their names; overloads and merged declarations are one. */
export const surfaceOf = (file: string): ReadonlyArray<Exported> => {
  const found = new Map<string, Array<string>>()
  for (const { name, declaration } of exportsOf(read(file)))
    if (found.get(name)?.includes(declaration) !== true)
      found.set(name, [...(found.get(name) ?? []), declaration])
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, declarations]) => ({ name, declaration: declarations.join("\n\n") }))
}

interface File {
  readonly path: string
  readonly text: string
  readonly statements: ReadonlyArray<Node>
  /** Comments, which the report leaves out: prose may change freely. */
  readonly comments: ReadonlyArray<{ readonly start: number; readonly end: number }>
}

const read = (path: string): File => {
  const text = readFileSync(path, "utf8")
  const { program, comments } = parseSync(path, text, { lang: "dts" })
  return { path, text, statements: nodesIn(program.body), comments }
}

const exportsOf = (file: File): ReadonlyArray<Exported> =>
  file.statements.flatMap((statement) => {
    const target = moduleNamedBy(file, statement)
    if (statement.type === "ExportAllDeclaration") {
      const exported = statement["exported"]
      if (target === undefined)
        return [{ name: textOf(file, statement), declaration: textOf(file, statement) }]
      return isNode(exported) ? namespaceOf(textOf(file, exported), target) : exportsOf(read(target))
    }
    if (statement.type !== "ExportNamedDeclaration") return []
    const declaration = statement["declaration"]
    if (isNode(declaration))
      return namesIn(file, declaration).map((name) => ({ name, declaration: withLocals(file, statement) }))
    return nodesIn(statement["specifiers"]).flatMap((specifier) => {
      const name = nameOf(specifier["exported"])
      const local = nameOf(specifier["local"])
      if (target !== undefined) return renamed(exportsOf(read(target)), local, name)
      const declared = file.statements.filter((each) => namesIn(file, each).includes(local))
      if (declared.length === 0) return [{ name, declaration: textOf(file, statement) }]
      return declared.map((each) => ({ name, declaration: withLocals(file, each) }))
    })
  })

const renamed = (exports: ReadonlyArray<Exported>, from: string, to: string): ReadonlyArray<Exported> =>
  exports.filter((each) => each.name === from).map(({ declaration }) => ({ name: to, declaration }))

const namespaceOf = (name: string, target: string): ReadonlyArray<Exported> =>
  surfaceOf(target).map((each) => ({ name: `${name}.${each.name}`, declaration: each.declaration }))

/** A declaration, after those of its file that are not exported but that it speaks of (`X_base` of a class). */
const withLocals = (file: File, statement: Node): string => {
  const hidden = file.statements.filter(
    (each) => !each.type.startsWith("Export") && namesIn(file, each).length > 0,
  )
  const needed = new Set<Node>()
  const need = (node: Node): void =>
    walk(node, (part) => {
      if (part.type !== "Identifier") return
      for (const each of hidden)
        if (!needed.has(each) && namesIn(file, each).includes(String(part["name"]))) {
          needed.add(each)
          need(each)
        }
    })
  need(statement)
  return [...hidden.filter((each) => needed.has(each) && each !== statement), statement]
    .map((each) => textOf(file, each))
    .join("\n")
}

/** The names a statement declares; none for imports, exports and expressions. */
const namesIn = (file: File, node: Node): ReadonlyArray<string> => {
  if (node.type === "VariableDeclaration")
    return nodesIn(node["declarations"]).map(({ id }) => (isNode(id) ? String(id["name"]) : ""))
  const declares =
    /^(TS(TypeAlias|Interface|Module|Enum)Declaration|(TSDeclare)?Function(Declaration)?|ClassDeclaration)$/
  return declares.test(node.type) && isNode(node["id"]) ? [textOf(file, node["id"])] : []
}

const textOf = (file: File, node: Node): string =>
  written(file, node)
    .replace(/\n\s*(?=\n)/g, "")
    .trim()

/** The source of a node without comments, the members of each union in the order of their text: the compiler's varies. */
const written = (file: File, node: Node): string => {
  const unions: Array<Node> = []
  walk(node, (part) => {
    const outermost = unions.every(({ start, end }) => part.start < start || part.end > end)
    if (part.type === "TSUnionType" && part !== node && outermost) unions.push(part)
  })
  if (node.type === "TSUnionType") {
    const members = nodesIn(node["types"]).map((member) => written(file, member).trim())
    return members.sort((one, other) => (one < other ? -1 : 1)).join(" | ")
  }
  let text = ""
  let at = node.start
  for (const union of unions.sort((one, other) => one.start - other.start)) {
    text += uncommented(file, at, union.start) + written(file, union)
    at = union.end
  }
  return text + uncommented(file, at, node.end)
}

const uncommented = (file: File, from: number, to: number): string => {
  let text = ""
  let at = from
  for (const { start, end } of file.comments.filter(({ start, end }) => start >= from && end <= to)) {
    text += file.text.slice(at, start)
    at = end
  }
  return text + file.text.slice(at, to)
}

const nameOf = (node: unknown): string => (isNode(node) ? String(node["name"] ?? node["value"]) : "")

const moduleNamedBy = (file: File, statement: Node): string | undefined => {
  const source = statement["source"]
  if (!isNode(source) || typeof source["value"] !== "string" || !source["value"].startsWith("."))
    return undefined
  const path = join(dirname(file.path), source["value"].replace(/\.(ts|js)$/, ".d.ts"))
  return existsSync(path) ? path : undefined
}
