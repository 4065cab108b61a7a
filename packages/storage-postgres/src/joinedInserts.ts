/**
 * Inserts that were held back one after the other go out as one statement: to begin and end a statement costs the server and
 * us more than the row it writes.
 *
 * None of them answers anything, reads what another one writes or waits for a lock that others hold longer, so that they
 * mean the same together. Each keeps the gate of its own.
 */
import type { Held } from "./unitClient.ts"

/** Nothing but an insert; one that begins with a common table expression stays by itself. */
const insert = /^\s*insert into /

/** The same, each run of inserts as one statement. */
export const joined = (held: ReadonlyArray<Held>): ReadonlyArray<Held> => {
  const all: Array<Held> = []
  let run: Array<Held> = []
  const end = () => {
    if (run.length > 0) all.push(run.length === 1 ? run[0]! : together(run))
    run = []
  }
  for (const one of held) {
    if (insert.test(one.text)) run.push(one)
    else {
      end()
      all.push(one)
    }
  }
  end()
  return all
}

function together(run: ReadonlyArray<Held>): Held {
  return {
    text: textOf(run.map(({ text }) => text)),
    params: run.flatMap(({ params }) => params),
    operation: [...new Set(run.flatMap(({ operation = [] }) => operation))].join(", "),
  }
}

/** Texts by those they are of. They are of our own making, and few. */
const texts = new Map<string, string>()

function textOf(parts: ReadonlyArray<string>): string {
  const key = parts.join(";")
  const known = texts.get(key)
  if (known !== undefined) return known
  let before = 0
  const numbered = parts.map((part) => {
    const places = [...part.matchAll(place)].map(([, number]) => Number(number))
    const text = part.replaceAll(place, (_, number) => `$${Number(number) + before}`)
    before += Math.max(0, ...places)
    return text
  })
  const last = numbered.pop()!
  const text = `with ${numbered.map((part, n) => `held_${n} as (${part})`).join(", ")} ${last}`
  texts.set(key, text)
  return text
}

const place = /\$(\d+)/g
