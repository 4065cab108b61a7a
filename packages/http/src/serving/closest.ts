/**
 * What is wrong with a value that may be one of several: the faults of what it was most likely meant as, and of nothing else.
 *
 * A package says by its `tripType` which kind it is; one that says none, or another, is faulty there. Where nothing says
 * it, what a key is missing for was not meant if it could be something that misses none.
 */
import { Schema, SchemaAST, SchemaIssue } from "effect"

type Issue = SchemaIssue.Issue
type AnyOf = SchemaIssue.AnyOf

/** The issue without the faults of what was not meant. */
export const closest = (issue: Issue): Issue => {
  switch (issue._tag) {
    case "Pointer":
      return new SchemaIssue.Pointer(issue.path, closest(issue.issue))
    case "Composite": {
      const [first, ...others] = issue.issues
      return new SchemaIssue.Composite(issue.ast, [closest(first), ...others.map(closest)])
    }
    case "Encoding":
      return new SchemaIssue.Encoding(issue.ast, closest(issue.issue))
    case "AnyOf":
      return ofUnion(issue)
    default:
      return issue
  }
}

function ofUnion({ ast, issues }: AnyOf): Issue {
  const members = issues.map((issue) => ({ issue: closest(issue), faults: directFaults(issue) }))
  const key = tellingKey(ast)
  if (key !== undefined && members.every(({ faults }) => faults.some((one) => one.key === key && one.isKind)))
    return new SchemaIssue.Pointer([key], new SchemaIssue.AnyOf(kindsOf(ast, key), []))
  const alike = preferred(members, ({ faults }) => faults.some(({ isKind }) => isKind))
  const whole = preferred(alike, ({ faults }) => faults.some(({ isMissing }) => isMissing))
  return new SchemaIssue.AnyOf(
    ast,
    whole.map(({ issue }) => issue),
  )
}

/** Those that are not `worse`, if there are any. */
const preferred = <A>(all: ReadonlyArray<A>, worse: (one: A) => boolean): ReadonlyArray<A> => {
  const better = all.filter((one) => !worse(one))
  return better.length === 0 ? all : better
}

/** A fault of one of a value's own fields. */
interface DirectFault {
  readonly key: PropertyKey
  /** It is not there. */
  readonly isMissing: boolean
  /** It is another word than the one that says what the value is. */
  readonly isKind: boolean
}

function directFaults(issue: Issue): ReadonlyArray<DirectFault> {
  if (issue._tag === "Composite") return issue.issues.flatMap(directFaults)
  if (issue._tag === "Encoding") return directFaults(issue.issue)
  if (issue._tag !== "Pointer") return []
  const [key] = issue.path
  return key === undefined
    ? []
    : [{ key, isMissing: issue.issue._tag === "MissingKey", isKind: isWord(issue.issue) }]
}

/** Another word than those there are. */
const isWord = (issue: Issue): boolean =>
  (issue._tag === "InvalidType" || issue._tag === "AnyOf") && wordsOf(issue.ast).length > 0

/** The field by which all members of a union say which of them a value is: each has words of its own for it. */
function tellingKey(ast: SchemaAST.Union): PropertyKey | undefined {
  const [first] = ast.types
  return first === undefined ? undefined : fieldsOf(first).find(({ name }) => tells(ast, name))?.name
}

const tells = ({ types }: SchemaAST.Union, key: PropertyKey): boolean => {
  const words = types.map((member) => wordsAt(member, key))
  return words.every((own) => own.length > 0) && new Set(words.flat()).size === words.flat().length
}

const wordsAt = (member: SchemaAST.AST, key: PropertyKey): ReadonlyArray<string> =>
  fieldsOf(member).flatMap(({ name, type }) => (name === key ? wordsOf(type) : []))

const fieldsOf = (ast: SchemaAST.AST) => (SchemaAST.isObjects(ast) ? ast.propertySignatures : [])

/** The words a field of literals can have. */
const wordsOf = (ast: SchemaAST.AST): ReadonlyArray<string> => {
  if (SchemaAST.isLiteral(ast)) return typeof ast.literal === "string" ? [ast.literal] : []
  if (!SchemaAST.isUnion(ast)) return []
  const words = ast.types.map(wordsOf)
  return words.some((some) => some.length === 0) ? [] : words.flat()
}

/** All words the field can have in some member. */
const kindsOf = (ast: SchemaAST.Union, key: PropertyKey): SchemaAST.Union =>
  Schema.Literals(ast.types.flatMap((member) => wordsAt(member, key))).ast
