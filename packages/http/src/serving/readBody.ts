/** Bodies are read up to their limit and no further, whatever length they announce. */
import { Effect } from "effect"
import { MalformedJson, PayloadTooLarge, UnsupportedMediaType } from "../problems/RequestErrors.ts"
import { limits } from "./limits.ts"

/** The bytes of a JSON body of at most `most`; none when there is no body. */
export const readBody = Effect.fnUntraced(function* (request: Request, most: number) {
  const announced = request.headers.get("content-length")
  if (announced !== null && Number(announced) > most) return yield* new PayloadTooLarge({ most })
  const bytes = yield* Effect.tryPromise({
    try: async () =>
      announced === null ? readStream(request, most) : new Uint8Array(await request.arrayBuffer()),
    catch: () => new MalformedJson({ reason: "The body ended before its end." }),
  })
  if (bytes === undefined || bytes.length > most) return yield* new PayloadTooLarge({ most })
  if (bytes.length > 0 && !isJson(request.headers.get("content-type"))) {
    return yield* new UnsupportedMediaType({ expected: "application/json" })
  }
  return bytes
})

/** Undefined as soon as there is more than allowed. */
async function readStream(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (request.body === null) return new Uint8Array()
  const chunks: Array<Uint8Array> = []
  let length = 0
  const reader = request.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length
    if (length > most) {
      reader.cancel().catch(() => {}) // not waited for: a sender need not heed it
      return undefined
    }
    chunks.push(next.value)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** A body that does not say what it is, is taken for JSON; one that says otherwise is not. */
function isJson(type: string | null): boolean {
  return type === null || /^application\/json *(; *charset="?utf-8"? *)?$/i.test(type.trim())
}

const utf8 = new TextDecoder("utf-8", { fatal: true })

/** The value of a JSON text; no text stands for `{}`, so that a command without parameters needs no body. */
export const parseJson = (bytes: Uint8Array): Effect.Effect<unknown, MalformedJson> => {
  if (bytes.length === 0) return Effect.succeed({})
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return Effect.fail(new MalformedJson({ reason: "The body is not UTF-8." }))
  }
  if (isTooDeep(text))
    return Effect.fail(new MalformedJson({ reason: `The body nests deeper than ${limits.depth}.` }))
  try {
    return Effect.succeed(JSON.parse(text))
  } catch {
    return Effect.fail(new MalformedJson({ reason: "The body is not a JSON document." }))
  }
}

/** Counts brackets outside strings, before anything is built from them. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === backslash) i++
      else if (code === quote) inString = false
    } else if (code === quote) inString = true
    else if (code === openBrace || code === openBracket) {
      if (++depth > limits.depth) return true
    } else if (code === closeBrace || code === closeBracket) depth--
  }
  return false
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = Array.from('"\\{}[]', (c) =>
  c.charCodeAt(0),
) as [
  number,
  number,
  number,
  number,
  number,
  number, // six characters
]
