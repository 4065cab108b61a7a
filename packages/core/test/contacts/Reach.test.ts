import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Email, Phone } from "../../src/contacts/Reach.ts"
import { check, classes } from "../properties.ts"

const email = Schema.decodeUnknownResult(Email)
const phone = Schema.decodeUnknownResult(Phone)

describe("an e-mail address", () => {
  it.each([
    "jeanne@example.org",
    "Jeanne.Moreau+vtc@Sub.Example.co.uk",
    "o'brien@example.org",
    "zoé@exämple.fr",
    "用户@例子.公司",
    "a@b.c",
    `${"x".repeat(242)}@example.org`,
  ])("%s is kept as it is written", (text) => expect(email(text)).toEqual(Result.succeed(text)))

  it("is trimmed and normalised", () =>
    expect(email(" zoe\u0301@example.org\n")).toEqual(Result.succeed("zo\u00e9@example.org")))

  it.each([
    ["", "is empty"],
    ["jeanne", "has no @"],
    ["jeanne@", "has no domain"],
    ["@example.org", "has no name"],
    ["jeanne@example", "has a domain of one label"],
    ["jeanne@@example.org", "has two @"],
    ["jeanne@example..org", "has an empty label"],
    ["jeanne@-example.org", "has a label that begins with a hyphen"],
    ["jeanne@example-.org", "has a label that ends with a hyphen"],
    ["jeanne moreau@example.org", "has a space"],
    ["jeanne@example.org, paul@example.org", "is a list"],
    ["Jeanne <jeanne@example.org>", "has a name in front"],
    ["jeanne@example.org\r\nBcc: all@example.org", "carries a mail header"],
    ["jeanne\u0000@example.org", "has a NUL"],
    ["jeanne\u009b@example.org", "has a control character"],
    ["jeanne\ud800@example.org", "has a lone surrogate"],
    [`${"x".repeat(243)}@example.org`, "has 255 characters"],
  ])("%j is none: it %s", (text) => expect(Result.isFailure(email(text))).toBe(true))

  it("never takes long to judge, however it is made", () => {
    const hostile = fc
      .tuple(fc.constantFrom("a", "a-", "-", ".a", "a.", "é"), fc.nat(5_000))
      .map(([piece, n]) => `x@${piece.repeat(n)}`)
    check(
      fc.property(hostile, (text) => void email(`${text}!`)),
      100,
    )
  })
})

describe("a phone number", () => {
  it.each([
    ["+33 1 42 00 00 00", "+33142000000"],
    ["+33.1.42.00.00.00", "+33142000000"],
    ["+1 (555) 010-9999", "+15550109999"],
    [" +49-30-1234567\u00a0", "+49301234567"],
    ["+1234567", "+1234567"],
    ["+123456789012345", "+123456789012345"],
  ])("%j is kept as %s (E.164)", (text, kept) => expect(phone(text)).toEqual(Result.succeed(kept)))

  it.each([
    ["+33 (0)1 42 00 00 00", "+33142000000"],
    ["+44 (0) 20 7946 0000", "+442079460000"],
    ["+49(0)30 1234567", "+49301234567"],
  ])("the zero in brackets of %j is not dialled from abroad", (text, kept) =>
    expect(phone(text)).toEqual(Result.succeed(kept)),
  )

  it.each([
    ["01 42 00 00 00", "is national"],
    ["0033142000000", "has 00 for the plus"],
    ["+0142000000", "has a country code of zero"],
    ["+123456", "is too short"],
    ["+1234567890123456", "is too long"],
    ["+33 1 42 ab 00 00", "has letters"],
    ["+٣٣١٤٢٠٠٠٠٠٠", "has digits other than 0-9"],
    ["+33142000000 ext. 5", "has an extension"],
    ["+33142000000,+33142000001", "is a list"],
    ["", "is empty"],
  ])("%j is none: it %s", (text) => expect(Result.isFailure(phone(text))).toBe(true))

  it("reads the same however its digits are set apart, and what is kept reads as itself", () => {
    const seen = classes(["short", "long"])
    check(
      fc.property(
        fc.stringMatching(/^[1-9][0-9]{6,14}$/),
        fc.infiniteStream(fc.constantFrom("", "", " ", "-", ".", "\u00a0")),
        (digits, gaps) => {
          seen.note(digits.length <= 10 ? "short" : "long")
          const spaced = [...digits].map((digit) => digit + gaps.next().value).join("")
          expect(phone(`+${spaced}`)).toEqual(Result.succeed(`+${digits}`))
          expect(phone(`+${digits}`)).toEqual(Result.succeed(`+${digits}`))
        },
      ),
    )
    seen.enough()
  })
})
