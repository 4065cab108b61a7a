import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Ids from "../../src/shared/Ids.ts"
import { check } from "../properties.ts"

const decode = Schema.decodeUnknownResult(Ids.ClientId)

describe("ids", () => {
  it("any UUID is accepted on input, of any version, and kept in lower case", () => {
    check(
      fc.property(fc.uuid(), fc.boolean(), (uuid, upper) => {
        expect(decode(upper ? uuid.toUpperCase() : uuid)).toEqual(Result.succeed(uuid))
        expect(Schema.encodeSync(Ids.ClientId)(Result.getOrThrow(decode(uuid)))).toBe(uuid)
      }),
    )
    expect(Result.isSuccess(decode("00000000-0000-0000-0000-000000000000"))).toBe(true)
  })

  it.each([
    "",
    "01890a5d-ac96-774b-bcce-b302099a805",
    "01890a5d-ac96-774b-bcce-b302099a80577",
    "01890a5dac96774bbcceb302099a8057",
    "{01890a5d-ac96-774b-bcce-b302099a8057}",
    "01890a5d-ac96-774b-bcce-b302099a805g",
    " 01890a5d-ac96-774b-bcce-b302099a8057",
    "01890a5d-ac96-774b-bcce-b302099a8057\n",
    "01890A5D-AC96-774B-BCCE-B302099A805K", // the Kelvin sign would lower to a k
  ])("%j names nothing", (text) => expect(Result.isFailure(decode(text))).toBe(true))

  it("a made id is already in lower case", () => {
    expect(() => Ids.QuoteId.make("01890A5D-AC96-774B-BCCE-B302099A8057")).toThrow("Schema validation failed")
  })
})
