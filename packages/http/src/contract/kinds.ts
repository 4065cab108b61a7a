/** What a host adds, in the contract: wherever it names one of our rule kinds, it takes and shows the host's as well. */
import { type HostKinds, kindsWith, newRowSchemas, newRuleOf, Rule, ruleKinds, ruleOf } from "@caleche/core"
import { SchemaAST } from "effect"
import type { Exchange } from "./exchange.ts"

/** Undefined where the host adds nothing. */
export const exchangeFor = (host: HostKinds): Exchange | undefined => {
  const kinds = kindsWith(host)
  if (kinds.ruleKinds === ruleKinds) return undefined
  const unions = [
    ...formsOf(Rule.ast, ruleOf(kinds.ruleKinds).ast),
    ...formsOf(newRowSchemas.rules.ast, newRuleOf(kinds.ruleKinds).ast),
  ]
  return (ast) => (SchemaAST.isUnion(ast) ? unions.find(([ours]) => ours === ast.types)?.[1] : undefined)
}

/** A union in each of its forms (as a codec, decoded, encoded), known by what it is a union of, and what takes its place. */
function formsOf(ours: SchemaAST.AST, theirs: SchemaAST.AST) {
  const forms = [(ast: SchemaAST.AST) => ast, SchemaAST.toType, SchemaAST.toEncoded]
  return forms.flatMap((form) => {
    const union = form(ours)
    return SchemaAST.isUnion(union) ? [[union.types, form(theirs)] as const] : []
  })
}
