import { Context, Effect, Layer, Schema } from "effect"
import { expect, it } from "vitest"
import { bookOf, rowsOf } from "../../src/pricing/bookRows.ts"
import { rowFields } from "../../src/pricing/book/Row.ts"
import { type HostKinds, kindsWith, layerHostKinds } from "../../src/pricing/HostKinds.ts"
import { emptyBook, type PriceBook } from "../../src/pricing/PriceBook.ts"
import { bookSchemasOf, newRuleOf, rowSchemas } from "../../src/pricing/rowSchemas.ts"
import { ruleKinds } from "../../src/pricing/rules/index.ts"
import { PriceRuleKinds } from "../../src/pricing/rules/PriceRuleKinds.ts"
import type { RuleKind } from "../../src/pricing/rules/RuleKind.ts"

const Levy = Schema.Struct({ kind: Schema.Literal("LEVY"), ...rowFields })
const levy = {
  kind: "LEVY",
  schema: Levy,
  compile: () => () => undefined,
  notMonotone: () => [],
} satisfies RuleKind<typeof Levy.Type>
const host: HostKinds = { ruleKinds: { LEVY: levy } }

it("a host's kinds stand beside ours, and none is lost", () => {
  expect(kindsWith({}).ruleKinds).toBe(ruleKinds)
  expect(kindsWith(host).ruleKinds).toEqual({ ...ruleKinds, LEVY: levy })
  expect(() => kindsWith({ ruleKinds: { TAX: levy } })).toThrow("LEVY is handed over under the name TAX")
})

it("they are in force where they are provided, and ours elsewhere", () => {
  class Seen extends Context.Service<Seen, ReadonlyArray<string>>()("test/Seen") {}
  const seen = Layer.effect(
    Seen,
    Effect.map(PriceRuleKinds, (kinds) => Object.keys(kinds)),
  )
  const kindsIn = (layer: Layer.Layer<Seen>) =>
    Effect.runSync(
      Effect.provide(
        Seen.use((names) => Effect.succeed(names)),
        layer,
      ),
    )
  expect(kindsIn(seen)).not.toContain("LEVY")
  expect(kindsIn(Layer.provide(seen, layerHostKinds(host)))).toContain("LEVY")
})

it("a book with them is stored as rows and read back by them alone", () => {
  const { book: schema, rows } = bookSchemasOf(kindsWith(host).ruleKinds)
  const rule = { kind: "LEVY", id: "levy", name: "Levy" }
  const book = { ...emptyBook("EUR"), rules: [rule] } as unknown as PriceBook // the types do not know LEVY
  const stored = rowsOf(book, schema)
  expect(stored).toContainEqual({ part: "rules", id: "levy", active: true, data: rule })
  expect(bookOf(0, stored, schema)).toEqual(book)
  expect(() => bookOf(0, stored)).toThrow("Expected")
  expect(Schema.decodeUnknownSync(rows.rules)(rule)).toEqual(rule)
  expect(bookSchemasOf(ruleKinds).rows).toBe(rowSchemas)
})

it("a new rule of theirs needs no id", () => {
  const decode = Schema.decodeUnknownSync(newRuleOf(kindsWith(host).ruleKinds))
  expect(decode({ kind: "LEVY", name: "Levy" })).toEqual({ kind: "LEVY", name: "Levy" })
  expect(() => decode({ kind: "LEVY" })).toThrow("name")
})
