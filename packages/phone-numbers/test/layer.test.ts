import { NewClient, PhoneNumbers, PhoneReading } from "@caleche/core"
import { Effect, Exit, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { layer } from "../src/index.ts"

const { read } = Effect.runSync(Effect.provide(PhoneNumbers, layer))

describe("F36 a phone number", () => {
  it.each([
    ["06 12 34 56 78", "FR", "+33612345678"],
    ["0612345678", "FR", "+33612345678"],
    ["06.12.34.56.78", "FR", "+33612345678"],
    ["01 42 00 00 00", "FR", "+33142000000"],
    ["0033 1 42 00 00 00", "FR", "+33142000000"],
    ["+33 (0)1 42 00 00 00", "FR", "+33142000000"],
    ["+353 1 555 0100", "FR", "+35315550100"],
    ["01 555 0100", "IE", "+35315550100"],
    ["+353 1 555 0100", "IE", "+35315550100"],
    [" 030 1234567\u00a0", "DE", "+49301234567"],
    ["(020) 7946 0123", "GB", "+442079460123"],
  ])("%s written in %s is %s", (text, country, number) => expect(read(text, country)).toBe(number))

  it.each([
    ["06 12 34 56", "FR", "is too short"],
    ["06 12 34 56 78 90", "FR", "is too long"],
    ["+33 1 42 00 00 00 00", "FR", "is too long, in international form"],
    ["+999 123 456 789", "FR", "is of no country"],
    ["112", "FR", "is an emergency number"],
    ["01 42 00 00 00 poste 12", "FR", "has an extension"],
    ["call 06 12 34 56 78", "FR", "has words around it"],
    ["06 12 34 56 78", "BE", "is of another country than the one it is written in"],
    ["", "FR", "is empty"],
  ])("%j written in %s is none: it %s", (text, country) => expect(read(text, country)).toBe(undefined))

  it("without a country, or with one that has no numbering plan, is understood in international form alone", () => {
    for (const country of [undefined, "ZZ", "AQ"]) {
      expect(read("06 12 34 56 78", country)).toBe(undefined)
      expect(read("+33 6 12 34 56 78", country)).toBe("+33612345678")
    }
  })

  it("is read again as itself, and never as anything but E.164, whatever the text", () => {
    const pieces = fc.array(fc.constantFrom("+", "33", "0", "6", "12", "(0)", " ", ".", "-", "x", "٣", "é"), {
      maxLength: 20,
    })
    let read_ = 0
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((all) => all.join("")),
          fc.string(),
        ),
        (text) => {
          const number = read(text, "FR")
          if (number === undefined) return
          read_++
          expect(number).toMatch(/^\+[1-9][0-9]{6,14}$/)
          expect(read(number, "DE")).toBe(number)
        },
      ),
      { seed: 7, numRuns: 3_000 },
    )
    expect(read_).toBeGreaterThan(5)
  })

  it("is refused while a client is decoded, together with everything else that is wrong", () => {
    const decode = Schema.decodeUnknownEffect(NewClient, { errors: "all" })
    const reading = { read: (text: string) => Effect.succeed(read(text, "FR")), expected: "no number" }
    const told = (input: object) =>
      Effect.runSyncExit(Effect.provideService(decode(input), PhoneReading, reading))
    const good = told({ type: "PRIVATE", name: "Jeanne", phone: "06 12 34 56 78" })
    expect(Exit.isSuccess(good) && good.value.phone).toBe("+33612345678")
    const bad = JSON.stringify(told({ type: "PRIVATE", name: "", phone: "06 12", email: "x" }))
    expect(bad).toContain("no number")
  })
})
