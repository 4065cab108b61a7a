import { Schema } from "effect"
import { expect, it } from "vitest"
import { NewAbsence } from "../../src/drivers/Absence.ts"

const accepts = (from: string, until: string) =>
  Schema.decodeUnknownExit(NewAbsence)({ from, until })._tag === "Success"

it("An absence ends after it begins, in whatever zone its times are written", () => {
  expect(accepts("2026-12-01T08:00:00Z", "2026-12-01T08:00:01Z")).toBe(true)
  expect(accepts("2026-12-01T08:00:00Z", "2026-12-01T08:00:00Z")).toBe(false)
  expect(accepts("2026-12-01T08:00:00Z", "2026-12-01T08:30:00+01:00")).toBe(false)
  expect(accepts("2026-12-01T08:00:00+02:00", "2026-12-01T06:30:00Z")).toBe(true)
})
