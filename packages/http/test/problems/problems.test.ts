import { DriverBusy, DriverId, MissionId, StaleVersion, StorageFailed, Transition } from "@caleche/core"
import { DateTime, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { InvalidRequest, problemAnswer, problems, problemTable } from "../../src/index.ts"

const id = "01890000-0000-7000-8000-000000000001"
const wire = (codec: Schema.Codec<unknown, unknown>) => Schema.toCodecJson(codec)

describe("A problem document", () => {
  it("carries type, title, status, code, detail and the error's own fields", () => {
    const refusal = new Transition.IllegalTransition({
      machine: "quote",
      id,
      from: "ACCEPTED",
      action: "send",
      allowed: ["duplicate"],
    })
    expect(JSON.parse(problemAnswer(refusal).body)).toEqual({
      type: "/errors/IllegalTransition",
      title: "Not allowed in this status",
      status: 409,
      code: "IllegalTransition",
      detail: 'A quote in status ACCEPTED does not accept "send"; it accepts duplicate.',
      machine: "quote",
      id,
      from: "ACCEPTED",
      action: "send",
      allowed: ["duplicate"],
    })
  })

  it("becomes the same error again on the other side", () => {
    const busy = new DriverBusy({
      driverId: DriverId.make(id),
      missionId: MissionId.make(id),
      pickupAt: DateTime.makeUnsafe("2026-12-01T08:00:00Z"),
      estimatedEndAt: DateTime.makeUnsafe("2026-12-01T09:00:00Z"),
    })
    const back = Schema.decodeUnknownSync(wire(problems.DriverBusy))(JSON.parse(problemAnswer(busy).body))
    expect(back).toBeInstanceOf(DriverBusy)
    expect(back).toEqual(busy)
  })

  it("of a storage failure tells neither the port nor the cause", () => {
    const failed = new StorageFailed({
      operation: "QuoteRepository.get",
      retryable: true,
      cause: new Error("relation quotes"),
    })
    const { status, body, headers } = problemAnswer(failed)
    expect(status).toBe(503)
    expect(headers["retry-after"]).toBe("1")
    expect(body).not.toMatch(/QuoteRepository|relation/)
    expect(Schema.decodeUnknownSync(wire(problems.StorageFailed))(JSON.parse(body))).toMatchObject({
      _tag: "StorageFailed",
      retryable: true,
    })
  })

  it("of a stale version is a failed precondition only where there was one", () => {
    const stale = new StaleVersion({ id, expected: 1, actual: 2 })
    expect(problemAnswer(stale, true).status).toBe(412)
    expect(problemAnswer(stale).status).toBe(409)
    for (const conditional of [true, false]) {
      const { body } = problemAnswer(stale, conditional)
      const codec = conditional ? problems.StaleVersion : problems.StaleVersionConflict
      expect(Schema.decodeUnknownSync(wire(codec))(JSON.parse(body))).toEqual(stale)
    }
  })

  it("of an invalid request lists the fields", () => {
    const invalid = new InvalidRequest({
      errors: [{ in: "body", path: "lines.0.unitPrice", message: "must be a decimal" }],
    })
    expect(JSON.parse(problemAnswer(invalid).body)).toMatchObject({
      status: 400,
      detail: "One field is invalid.",
      errors: invalid.errors,
    })
  })

  it("exists for every line of the table, under the table's status", () => {
    const { StaleVersionConflict: _, ...others } = problems
    expect(Object.keys(others).sort()).toEqual(Object.keys(problemTable).sort())
    for (const { status, title } of Object.values(problemTable)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(title).not.toBe("")
    }
  })
})
