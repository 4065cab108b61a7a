/**
 * The same contract with other schemas in some places: what a host may add to is written once, in its general form, and
 * exchanged for what there is wherever a contract is made.
 *
 * Requests, answers and problem documents all name a trip type or a rule somewhere inside. Exchanging them in the finished
 * contract leaves each resource written down once.
 */
import { Schema, SchemaAST } from "effect"
import type { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"

/** What stands in place of a part of a schema; undefined: itself, `absent`: a field of it is none. */
export type Exchange = (ast: SchemaAST.AST) => SchemaAST.AST | typeof absent | undefined
export const absent: unique symbol = Symbol("absent")

/** The contract with the schemas of its endpoints exchanged; each once, so that what was one stays one. */
export const exchanged = <Api extends { readonly groups: object }>(api: Api, exchange: Exchange): Api => {
  const of = astExchanging(exchange)
  const schemas = new WeakMap<Schema.Top, Schema.Top>()
  const ofSchema = (schema: Schema.Top): Schema.Top => {
    const ast = of(schema.ast)
    if (ast === schema.ast) return schema
    const made = schemas.get(schema) ?? Schema.make<Schema.Top>(ast)
    schemas.set(schema, made)
    return made
  }
  const ofSet = (set: ReadonlySet<Schema.Top>) => new Set([...set].map(ofSchema))
  const ofEndpoint = (endpoint: HttpApiEndpoint.Top) =>
    copyOf(endpoint, {
      payload: new Map(
        [...endpoint.payload].map(([type, body]) => [type, { ...body, schemas: body.schemas.map(ofSchema) }]),
      ),
      success: ofSet(endpoint.success),
      error: ofSet(endpoint.error),
    })
  const ofGroup = (group: HttpApiGroup.Top) =>
    copyOf(group, { endpoints: mapped(group.endpoints as Named<HttpApiEndpoint.Top>, ofEndpoint) }) // by their names
  return copyOf(api, { groups: mapped(api.groups as Named<HttpApiGroup.Top>, ofGroup) }) // as above
}

type Named<A> = Readonly<Record<string, A>>

const mapped = <A>(named: Named<A>, make: (one: A) => A): Named<A> =>
  Object.fromEntries(Object.entries(named).map(([name, one]) => [name, make(one)]))

/** Contracts, groups and endpoints are functions with fields: what is not changed is read from the original. */
const copyOf = <A extends object>(original: A, fields: Readonly<Record<string, unknown>>): A =>
  Object.assign(Object.create(original), fields) as A // all of its fields are there

const astExchanging = (exchange: Exchange) => {
  const done = new WeakMap<SchemaAST.AST, SchemaAST.AST>()
  const bodies = new WeakMap<object, Array<readonly [SchemaAST.AST, SchemaAST.AST]>>()

  const of = (ast: SchemaAST.AST): SchemaAST.AST => {
    const known = done.get(ast)
    if (known !== undefined) return known
    const made = exchangedOnce(ast)
    done.set(ast, made)
    return made
  }

  const exchangedOnce = (ast: SchemaAST.AST): SchemaAST.AST => {
    if (ast.encoding !== undefined) {
      const links = ast.encoding.map((link) => {
        const to = of(link.to)
        return to === link.to ? link : new SchemaAST.Link(to, link.transformation)
      })
      return changed(ast, { ...partsOf(ast), encoding: same(ast.encoding, links) })
    }
    const body = bodyOf(ast)
    return body === undefined ? ast : inContext(body, ast.context)
  }

  /** What is made of a node that is no codec, once for all that differ in their context alone; undefined: the same. */
  const bodyOf = (ast: SchemaAST.AST): SchemaAST.AST | undefined => {
    const other = exchange(ast)
    if (other === absent) throw new TypeError("only a field can be absent")
    if (other !== undefined) return inside(other)
    const parts = partsOf(ast)
    if (changed(ast, parts) === ast) return undefined
    const key = identityOf(ast)
    const alike = bodies.get(key) ?? []
    const known = alike.find(([before]) => isSameBody(before, ast))
    if (known !== undefined) return known[1]
    const made = changed(ast, { ...parts, context: undefined })
    bodies.set(key, [...alike, [ast, made]])
    return made
  }

  /** What was put in place holds general forms itself. */
  const inside = (other: SchemaAST.AST): SchemaAST.AST => {
    const made = done.get(other) ?? changed(other, partsOf(other))
    done.set(other, made)
    return made
  }

  const partsOf = (ast: SchemaAST.AST): object => {
    if (SchemaAST.isUnion(ast)) return { types: same(ast.types, ast.types.map(of)) }
    if (SchemaAST.isArrays(ast))
      return { elements: same(ast.elements, ast.elements.map(of)), rest: same(ast.rest, ast.rest.map(of)) }
    if (!SchemaAST.isObjects(ast)) return {}
    const fields = ast.propertySignatures
      .filter(({ type }) => exchange(type) !== absent)
      .map((field) => {
        const type = of(field.type)
        return type === field.type ? field : new SchemaAST.PropertySignature(field.name, type)
      })
    return { propertySignatures: same(ast.propertySignatures, fields) }
  }
  return of
}

/** A part that copies of a node share. */
const identityOf = (ast: SchemaAST.AST): object =>
  SchemaAST.isObjects(ast)
    ? ast.propertySignatures
    : SchemaAST.isUnion(ast)
      ? ast.types
      : SchemaAST.isArrays(ast)
        ? ast.rest
        : ast

const isSameBody = (a: SchemaAST.AST, b: SchemaAST.AST): boolean =>
  changed(a, { ...b, context: a.context }) === a

/** The node as this field: optional, with what is said of it there. Its body stays one with that of other fields. */
const inContext = (body: SchemaAST.AST, context: SchemaAST.Context | undefined): SchemaAST.AST => {
  if (context === undefined) return body
  if (context.isMutable || context.constructorDefault !== undefined)
    throw new TypeError("a field of a contract is neither mutable nor made by default")
  const said = Schema.make<Schema.Top>(body)
  const named = context.annotations === undefined ? said : said.annotateKey(context.annotations)
  return (context.isOptional ? Schema.optionalKey(named) : named).ast
}

/** `next` where something in it differs. */
const same = <Item>(before: ReadonlyArray<Item> | undefined, next: ReadonlyArray<Item>) =>
  before !== undefined && before.length === next.length && before.every((item, at) => item === next[at])
    ? before
    : next

/** The node itself where every field is what it was. */
const changed = (ast: SchemaAST.AST, fields: object): SchemaAST.AST => {
  const before = ast as unknown as Readonly<Record<string, unknown>> // read by name
  if (Object.entries(fields).every(([name, value]) => before[name] === value)) return ast
  return Object.assign(Object.create(Object.getPrototypeOf(ast)), ast, fields) as SchemaAST.AST // of the same class
}
