/**
 * Records as JSON and back: what JSON has no form for is written as an object with one key that begins with `$`.
 *
 * Anything else that is no plain value is refused: a record that would come back different must not be written.
 */
import { DateTime, HashMap } from "effect"

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }

export const write = (value: unknown): string => JSON.stringify(toJson(value))

export const read = (text: string): unknown => fromJson(JSON.parse(text) as Json)

function toJson(value: unknown): Json {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value
  if (typeof value === "bigint") return { $integer: String(value) }
  if (Array.isArray(value)) return value.map(toJson)
  if (DateTime.isDateTime(value)) return { $instant: DateTime.formatIso(value) }
  if (HashMap.isHashMap(value))
    return { $map: [...value].map(([key, inner]) => [toJson(key), toJson(inner)]) }
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError(`a ${typeof value} that JSON has no form for`)
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined)
  if (fields.length === 1 && fields[0]![0].startsWith("$"))
    return { $plain: [fields[0]![0], toJson(fields[0]![1])] }
  return Object.fromEntries(fields.map(([name, inner]) => [name, toJson(inner)]))
}

function fromJson(json: Json): unknown {
  if (json === null || typeof json !== "object") return json
  if (isList(json)) return json.map(fromJson)
  if (typeof json["$integer"] === "string") return BigInt(json["$integer"])
  if (typeof json["$instant"] === "string") return DateTime.makeUnsafe(json["$instant"])
  const { $map: map, $plain: plain } = json
  if (map !== undefined && isList(map)) return HashMap.fromIterable(map.map(pairOf))
  if (plain !== undefined && isList(plain))
    return Object.fromEntries([[String(plain[0]), fromJson(plain[1] ?? null)]])
  return Object.fromEntries(Object.entries(json).map(([name, inner]) => [name, fromJson(inner)]))
}

const isList = (json: Json): json is ReadonlyArray<Json> => Array.isArray(json)

const pairOf = (pair: Json): readonly [unknown, unknown] => {
  if (!isList(pair)) throw new TypeError("not a file of ours")
  return [fromJson(pair[0] ?? null), fromJson(pair[1] ?? null)]
}
