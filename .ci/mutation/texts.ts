/** What is not mutated: texts that only a person reads. Tests ask that a value is refused and where, not in which words. */
import type { Ignorer, NodePath } from "@stryker-mutator/api/ignore"

/** The parts looked at of what the parser gives. */
interface Node {
  readonly type: string
  readonly key?: { readonly name?: string }
  readonly value?: unknown
  readonly operator?: string
  readonly right?: Node
  readonly callee?: { readonly name?: string }
}

/** A word or more for a person: a code has no spaces. */
const isText = (node: Node): boolean =>
  node.type === "TemplateLiteral" ||
  (node.type === "StringLiteral" && typeof node.value === "string" && node.value.includes(" "))

export const texts: Ignorer = {
  shouldIgnore(path) {
    // Stryker hands over a path of its parser, whose type it does not publish.
    const { node, parent } = path as NodePath & { readonly node: Node; readonly parent?: Node }
    if (node.type === "ObjectProperty" && ["issue", "message"].includes(node.key?.name ?? ""))
      return isText(node.value as Node) ? "says what is wrong with a value" : undefined // what is assigned is a node, too
    if (
      isText(node) &&
      parent?.type === "LogicalExpression" &&
      parent.operator === "||" &&
      parent.right === node
    )
      return "says what is wrong with a value"
    if (
      node.type === "NewExpression" &&
      ["Error", "RangeError", "TypeError", "OutOfRange"].includes(node.callee?.name ?? "")
    )
      return "the message of an error in the program"
    return undefined
  },
}
