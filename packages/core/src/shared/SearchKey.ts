/**
 * Text as it is searched and sorted: without accents, case and accidents of spacing, the same on every storage.
 *
 * The key is computed here and stored, and compared by code point: no storage's own idea of letters decides what is found
 * or in which order it stands.
 */
import { Schema } from "effect"
import { Line } from "./Text.ts"

/** Raised when `searchKey` or `searchIndex` answers otherwise than before, so that stored keys are known to be old. */
export const searchKeyVersion = 1

/** The text decomposed (NFKD), without marks, in lower case, white space folded to single spaces: `Éloïse  LŒB` is `eloise lœb`. */
export const searchKey = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ς", "σ") // lower case writes a sigma by its place in the word; a part of a word has lost that place
    .replace(/\s+/g, " ")
    .trim()

/**
 * What a record is found by: the key of each field that has a value, and of each word in it, on lines of their own. No key
 * holds a line break, so what is found lies within one field, and a word begins where a line begins.
 */
export const searchIndex = (fields: ReadonlyArray<string | undefined>): string => {
  const keys = fields.flatMap((field) => (field === undefined ? [] : [searchKey(field)]))
  const lines = new Set(keys.flatMap((key) => [key, ...(key.match(/[\p{L}\p{N}]+/gu) ?? [])]))
  return [...lines].map((line) => `\n${line}`).join("")
}

/** Text searched for: one line of at most 100 characters. */
export const SearchText = Line(100)
export type SearchText = typeof SearchText.Type

/**
 * What to look for in a `searchIndex`: a record is found when it holds the first, or the second where there is one. One or
 * two characters are looked for at the beginning of words, more anywhere. A phone number is found as one dials it at home,
 * spaces and leading zero aside: `06 12 34` also as `61234`.
 */
export const searchNeedles = (text: string): readonly [string] | readonly [string, string] => {
  const key = searchKey(text)
  if ([...key].length <= 2) return [`\n${key}`]
  const dialled = /^\+?[0-9 ().\-/]+$/.test(key)
    ? key
        .replace("(0)", "")
        .replace(/[ ().\-/]/g, "")
        .replace(/^00/, "+")
        .replace(/^0/, "")
    : ""
  return dialled.length < 3 || dialled === key ? [key] : [key, dialled]
}

/** Whether a record with this index is found. */
export const isFound = (index: string, needles: ReadonlyArray<string>): boolean =>
  needles.some((needle) => index.includes(needle))

/** Orders text by code point, as UTF-8 does byte by byte; `<` compares UTF-16 units, which stand otherwise from U+E000 on. */
export const byCodePoint = (a: string, b: string): number => {
  let at = 0
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  if (at === a.length || at === b.length) return a.length - b.length
  const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
  return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at))
}

/** Filters with a `q` in them. */
export const searching = { q: Schema.optionalKey(SearchText) }
