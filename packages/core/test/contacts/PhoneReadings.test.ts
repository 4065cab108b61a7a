import { Effect, Exit, Layer, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { CurrentActor } from "../../src/access/Actor.ts"
import { NewClient } from "../../src/contacts/Client.ts"
import { PhoneReadings } from "../../src/contacts/PhoneReadings.ts"
import { OperatorRepository } from "../../src/operators/OperatorRepository.ts"
import { PhoneNumbers } from "../../src/ports/PhoneNumbers.ts"
import { StorageFailed } from "../../src/shared/StorageFailed.ts"
import { ids, operator } from "../samples.ts"

/** Numbers of a made-up plan: at home they begin with a zero, which stands for +99. */
const plan = Layer.succeed(
  PhoneNumbers,
  PhoneNumbers.of({
    read: (text, country) =>
      /^\+\d{7,15}$/.test(text)
        ? text
        : country === "FR" && /^0\d{7}$/.test(text)
          ? `+99${text.slice(1)}`
          : undefined,
  }),
)
const away = new StorageFailed({ operation: "OperatorRepository.get", retryable: true })

/** Decodes a client with `phone`, and counts how often the operator was asked for. */
const entering = (phone: string, { known = true, isAway = false } = {}) => {
  let asked = 0
  const operators = Layer.succeed(
    OperatorRepository,
    OperatorRepository.of({
      get: () =>
        Effect.suspend(() => {
          asked++
          return isAway ? Effect.fail(away) : Effect.succeed(operator)
        }),
      save: () => Effect.void,
    }),
  )
  const input = { type: "BUSINESS", name: "Lumière", phone }
  const program = PhoneReadings.use(({ during }) =>
    during(Schema.decodeUnknownEffect(Schema.Struct({ a: NewClient, b: NewClient }))({ a: input, b: input })),
  ).pipe(
    Effect.provideService(CurrentActor, {
      _tag: "OperatorUser",
      operatorId: ids.operator,
      id: ids.user,
      role: "OPERATOR",
    }),
    Effect.provide(
      PhoneReadings.layer.pipe(Layer.provide(Layer.merge(operators, known ? plan : Layer.empty))),
    ),
    Effect.map(({ a, b }) => [a.phone, b.phone]),
  )
  const exit = Effect.runSyncExit(program)
  return { exit, asked }
}

describe("F36 phone numbers", () => {
  it("without a prefix are those of the operator's country, which is asked for once", () =>
    expect(entering("01234567")).toEqual({ exit: Exit.succeed(["+991234567", "+991234567"]), asked: 1 }))

  it("in international form need no country", () =>
    expect(entering("+33142000000")).toEqual({
      exit: Exit.succeed(["+33142000000", "+33142000000"]),
      asked: 0,
    }))

  it("that are none are the sender's fault, and say what is expected", () => {
    const { exit } = entering("12")
    expect(JSON.stringify(exit)).toContain("as dialled in the operator's country")
  })

  it("whose country cannot be asked for are not: the storage is away", () =>
    expect(entering("01234567", { isAway: true })).toEqual({ exit: Exit.fail(away), asked: 1 }))

  it("are understood in international form alone when nobody knows the numbering plans", () => {
    expect(entering("+33 (0)1 42 00 00 00", { known: false })).toEqual({
      exit: Exit.succeed(["+33142000000", "+33142000000"]),
      asked: 0,
    })
    expect(JSON.stringify(entering("01234567", { known: false }).exit)).toContain(
      "must be an international phone number",
    )
  })
})
