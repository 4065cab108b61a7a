import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { byCodePoint, isFound, searchIndex, searchKey, searchNeedles } from "../../src/shared/SearchKey.ts"
import { check, classes } from "../properties.ts"

const found = (q: string, ...fields: ReadonlyArray<string | undefined>) =>
  isFound(searchIndex(fields), searchNeedles(q))

/** Names as people have them: accents in one or two characters, ligatures, other alphabets, odd spaces. */
const name = fc
  .array(
    fc.constantFrom(
      ..."aeiouzABZ'-.@+0123456789 ",
      ..."éÉïçŒœßİıﬁÅ",
      "e\u0301",
      "\u00a0",
      "\t",
      ..."ΣςσЖ中😀%_\\",
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(""))

describe("the search key", () => {
  it("of a key is the key itself, for any text", () => {
    const unusual = fc.string({ unit: "binary", maxLength: 30 })
    check(
      fc.property(fc.oneof(name, unusual), (text) => {
        expect(searchKey(searchKey(text))).toBe(searchKey(text))
      }),
      2_000,
    )
  })

  it("takes no notice of accents, case, spacing or the way an accent is typed", () => {
    const seen = classes(["accented", "spaced"])
    check(
      fc.property(name, (text) => {
        seen.note(/\p{M}/u.test(text.normalize("NFD")) && "accented", /\s/.test(text) && "spaced")
        const key = searchKey(text)
        expect(searchKey(text.normalize("NFD"))).toBe(key)
        expect(searchKey(text.normalize("NFC"))).toBe(key)
        expect(searchKey(text.toLowerCase())).toBe(key)
        expect(searchKey(`  ${text.replaceAll(" ", " \u00a0 ")} `)).toBe(key)
      }),
      1_000,
    )
    seen.enough()
  })

  it("reads as people expect", () => {
    expect(searchKey("  Éloïse\u00a0 de\tL’HÔPITAL ")).toBe("eloise de l’hopital")
    expect(searchKey("ＡＢＣ ﬁn Å")).toBe("abc fin a")
    expect(searchKey("ΟΔΟΣ")).toBe(searchKey("οδοσ"))
  })
})

it("text stands in the order of its code points, which is the order of its UTF-8 bytes", () => {
  const letters = fc.constantFrom("a", "b", "é", "中", "\uE000", "\uFFFD", "😀", "𝒜")
  const word = fc.array(letters, { maxLength: 4 }).map((parts) => parts.join(""))
  check(
    fc.property(word, word, (a, b) => {
      expect(Math.sign(byCodePoint(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))
    }),
    2_000,
  )
})

describe("F9 a search", () => {
  it("finds every part of a field of three characters or more", () => {
    check(
      fc.property(name, name, fc.nat(12), fc.nat(12), (before, after, from, length) => {
        const text = `${before}${after}`
        const part = [...searchKey(text)].slice(from, from + length).join("")
        fc.pre([...searchKey(part)].length > 2)
        expect(found(part, undefined, text)).toBe(true)
      }),
      1_000,
    )
  })

  it("of one or two characters finds beginnings of words only", () => {
    for (const q of ["mo", "M", "je", "ex", "+3"])
      expect(found(q, "Jean-Pierre Moreau", "j@example.org", "+33142000000")).toBe(true)
    for (const q of ["or", "n", "ea"]) expect(found(q, "Jean Moreau", "m@example.com")).toBe(false)
    expect(found("ÉL", "Marie Éloïse")).toBe(true)
    expect(found("中", "中村")).toBe(true)
  })

  it("never runs from one field into the next", () => {
    expect(found("moreau jeanne", "Jeanne Moreau", "jeanne@example.org")).toBe(false)
    expect(found("jeanne\nmoreau", "Jeanne Moreau")).toBe(true)
  })

  it("finds a phone number as it is dialled at home or from abroad", () => {
    for (const q of ["01 42 00", "0142000000", "+33 1 42", "0033 142", "42.00.00", "+33 (0)1 42"])
      expect(found(q, "Lumière", "+33142000000")).toBe(true)
    expect(found("02 42", "Lumière", "+33142000000")).toBe(false)
    expect(found("007", "Agence 007")).toBe(true)
  })

  it("takes wildcards as text", () => {
    expect(found("100%", "100 % Coton", "100% Coton")).toBe(true)
    expect(found("m_reau", "Moreau")).toBe(false)
    expect(found("%%%", "Moreau")).toBe(false)
  })
})
