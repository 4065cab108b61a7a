/** What there is and what a host adds, in the contract: wherever a trip type or a rule stands, these are the ones. */
import {
  detailsRule,
  type HostKinds,
  kindsWith,
  newRowSchemas,
  newRuleOf,
  Rule,
  ruleKinds,
  ruleOf,
  TripDetails,
  type TripKinds,
  TripType,
} from "@caleche/core"
import { Result, Schema, SchemaAST } from "effect"
import { absent, type Exchange } from "./exchange.ts"

/** Exchanges the general forms of the core for what there is. */
export const exchangeFor = (host: HostKinds): Exchange => {
  const kinds = kindsWith(host)
  const unions =
    kinds.ruleKinds === ruleKinds
      ? []
      : [
          ...formsOf(Rule.ast, ruleOf(kinds.ruleKinds).ast),
          ...formsOf(newRowSchemas.rules.ast, newRuleOf(kinds.ruleKinds).ast),
        ]
  const tripType = Schema.Literals(Object.keys(kinds.tripTypes)).ast
  const details = detailsIn(kinds.tripTypes)
  return (ast) => {
    if (SchemaAST.isUnion(ast)) return unions.find(([ours]) => ours === ast.types)?.[1]
    if (SchemaAST.isString(ast) && ast.checks === TripType.ast.checks) return tripType
    return SchemaAST.isObjects(ast) && ast.checks === TripDetails.ast.checks ? details : undefined
  }
}

/** A union in each of its forms (as a codec, decoded, encoded), known by what it is a union of, and what takes its place. */
function formsOf(ours: SchemaAST.AST, theirs: SchemaAST.AST) {
  const forms = [(ast: SchemaAST.AST) => ast, SchemaAST.toType, SchemaAST.toEncoded]
  return forms.flatMap((form) => {
    const union = form(ours)
    return SchemaAST.isUnion(union) ? [[union.types, form(theirs)] as const] : []
  })
}

/** What the types know of a trip that others do not, as it is written; absent where none does. */
function detailsIn(kinds: TripKinds): SchemaAST.AST | typeof absent {
  const schemas = Object.values(kinds).flatMap(({ details, tripType }) =>
    details === undefined ? [] : [written(details, `Of trips of type ${tripType}.`)],
  )
  const [first, ...others] = schemas
  if (first === undefined) return absent
  return (others.length === 0 ? first : Schema.Union(schemas)).check(detailsRule).ast
}

/** The encoded form of a schema, of values it decodes. */
const written = (schema: Schema.Codec<unknown, unknown>, description: string) =>
  Schema.toEncoded(schema)
    .annotate({ description })
    .check(
      Schema.makeFilter((value) => {
        const read = Schema.decodeUnknownResult(schema)(value)
        return Result.isSuccess(read) ? undefined : read.failure.issue
      }),
    )
