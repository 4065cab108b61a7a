import { Result, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { isByHand, maxLines, NewLine, type PriceLine } from "../../src/pricing/PriceLine.ts"
import type { Acceptance, Quote } from "../../src/quotes/Quote.ts"
import * as Commands from "../../src/quotes/QuoteCommands.ts"
import { withPlacedTrip } from "../../src/quotes/QuotePricing.ts"
import { QuoteStatus } from "../../src/quotes/QuoteStatus.ts"
import { LocalDate } from "../../src/shared/Instant.ts"
import { client, contactId, ids, line, lineId, now, pickupAt, quote, transport } from "../samples.ts"

const date = (text: string): LocalDate => LocalDate.make(text)
const today = date("2026-11-21")

/** Tag and fields of a refusal; fails when there was none. */
const refusal = (result: Result.Result<unknown, { readonly _tag: string }>): Record<string, unknown> => {
  if (Result.isSuccess(result)) throw new Error("it was not refused")
  return { ...result.failure, _tag: result.failure._tag }
}
const done = <A>(result: Result.Result<A, unknown>): A => Result.getOrThrow(result)

const sendable = quote()
const sending: Commands.SendingContext = {
  client: client(),
  reachable: true,
  today,
  validityDays: 30,
  at: now,
}

describe("sending a quote", () => {
  it("F43 moves DRAFT to SENT, notes when, and puts one mail in the outbox", () => {
    const { state, facts, messages } = done(Commands.send(sendable, "send", {}, sending))
    expect(state).toEqual({
      ...sendable,
      status: "SENT",
      sentAt: now,
      validUntil: "2026-12-21",
      version: 2,
      updatedAt: now,
    })
    expect(facts).toEqual([
      {
        aggregate: "QUOTE",
        id: ids.quote,
        action: "QuoteSent",
        from: "DRAFT",
        to: "SENT",
        data: { validUntil: "2026-12-21", channel: "EMAIL" },
      },
    ])
    expect(messages).toEqual([{ _tag: "QuoteSent", quoteId: ids.quote }])
  })

  it("the last day is the one given now, else the one on the quote, else the operator's usual number of days ahead", () => {
    const drafted = quote({ validUntil: date("2026-12-05") })
    const days = (from: Quote, sent: object) =>
      done(Commands.send(from, "send", sent, sending)).state.validUntil
    expect(days(drafted, { validUntil: "2026-12-24" })).toBe("2026-12-24")
    expect(days(drafted, {})).toBe("2026-12-05")
    expect(done(Commands.send(sendable, "send", {}, { ...sending, validityDays: 10 })).state.validUntil).toBe(
      "2026-12-01",
    )
  })

  it("ValidityPast: today is still good, yesterday is not", () => {
    expect(done(Commands.send(sendable, "send", { validUntil: today }, sending)).state.status).toBe("SENT")
    expect(
      refusal(Commands.send(sendable, "send", { validUntil: date("2026-11-20") }, sending)),
    ).toMatchObject({
      _tag: "ValidityPast",
      id: ids.quote,
      validUntil: "2026-11-20",
      today,
    })
  })

  it("NoTransportLine: fees and discounts alone offer no trip", () => {
    for (const lines of [[], [line(1), line(2, { kind: "DISCOUNT", unitPrice: "-5" })]]) {
      expect(refusal(Commands.send(quote({}, lines), "send", {}, sending))).toMatchObject({
        _tag: "NoTransportLine",
        id: ids.quote,
      })
    }
  })

  it("NoRecipient: nobody has an address; by other means it is sent all the same, and no mail leaves", () => {
    const unreachable = { ...sending, reachable: false }
    expect(refusal(Commands.send(sendable, "send", {}, unreachable))).toMatchObject({
      _tag: "NoRecipient",
      id: ids.quote,
    })
    expect(refusal(Commands.send(sendable, "send", { channel: "EMAIL" }, unreachable))._tag).toBe(
      "NoRecipient",
    )
    const { state, facts, messages } = done(
      Commands.send(sendable, "send", { channel: "MANUAL" }, unreachable),
    )
    expect([state.status, facts[0]?.data["channel"], messages]).toEqual(["SENT", "MANUAL", []])
  })

  it("F26 ClientArchived: an archived client is sent nothing, neither first nor again", () => {
    const archived = { ...sending, client: client({ archivedAt: now }) }
    expect(refusal(Commands.send(sendable, "send", {}, archived))).toMatchObject({
      _tag: "ClientArchived",
      id: ids.client,
    })
    expect(refusal(Commands.send(quote({ status: "SENT" }), "resend", {}, archived))._tag).toBe(
      "ClientArchived",
    )
  })

  it("what the table forbids is refused as that, whatever else is wrong", () => {
    const hopeless = { ...sending, client: client({ archivedAt: now }), reachable: false }
    for (const status of ["SENT", "EXPIRED", "ACCEPTED", "DECLINED", "CANCELLED"] as const) {
      expect(refusal(Commands.send(quote({ status }, []), "send", {}, hopeless))._tag).toBe(
        "IllegalTransition",
      )
    }
  })

  it("F64 sending again keeps SENT and its last day, and mails once more", () => {
    const sent = quote({ status: "SENT", validUntil: date("2026-12-05"), sentAt: now, version: 2 })
    const { state, facts, messages } = done(Commands.send(sent, "resend", {}, { ...sending, at: pickupAt }))
    expect([state.status, state.validUntil, state.sentAt, state.version]).toEqual([
      "SENT",
      "2026-12-05",
      pickupAt,
      3,
    ])
    expect([facts[0]?.action, messages.length]).toEqual(["QuoteResent", 1])
  })

  it("an EXPIRED quote goes out again only with a new last day", () => {
    const expired = quote({ status: "EXPIRED", validUntil: date("2026-11-20") })
    expect(refusal(Commands.send(expired, "resend", {}, sending))._tag).toBe("ValidityPast")
    const { state } = done(Commands.send(expired, "resend", { validUntil: date("2026-12-05") }, sending))
    expect([state.status, state.validUntil]).toEqual(["SENT", "2026-12-05"])
  })
})

describe("accepting a quote", () => {
  const proof: Acceptance = { at: now, channel: "PHONE", name: "Jeanne Moreau", termsVersion: "2026-01" }
  const sent = quote({ status: "SENT", validUntil: today })

  it("F42 F43 moves SENT to ACCEPTED and keeps the proof", () => {
    const { state, facts, messages } = done(Commands.accept(sent, proof, today))
    expect(state).toEqual({ ...sent, status: "ACCEPTED", acceptance: proof, version: 2, updatedAt: now })
    expect(facts).toEqual([
      {
        aggregate: "QUOTE",
        id: ids.quote,
        action: "QuoteAccepted",
        from: "SENT",
        to: "ACCEPTED",
        data: { channel: "PHONE" },
      },
    ])
    expect(messages).toEqual([])
  })

  it("QuoteExpired: it is valid to the end of its last day and not a day longer", () => {
    expect(Result.isSuccess(Commands.accept(sent, proof, today))).toBe(true)
    expect(refusal(Commands.accept(sent, proof, date("2026-11-22")))).toMatchObject({
      _tag: "QuoteExpired",
      id: ids.quote,
      validUntil: today,
    })
    expect(refusal(Commands.accept(sent, proof, date("2030-01-01")))._tag).toBe("QuoteExpired")
    expect([Commands.isPastValidity(sent, today), Commands.isPastValidity(sent, date("2026-11-22"))]).toEqual(
      [false, true],
    )
    expect(Commands.isPastValidity(quote(), date("2999-01-01"))).toBe(false)
  })

  it("only what was sent can be accepted; an expired or declined quote stays what it is", () => {
    for (const status of ["DRAFT", "EXPIRED", "DECLINED", "CANCELLED"] as const) {
      expect(
        refusal(Commands.accept(quote({ status, validUntil: date("2020-01-01") }), proof, today)),
      ).toMatchObject({
        _tag: "IllegalTransition",
        from: status,
        action: "accept",
      })
    }
  })
})

describe("ending a quote", () => {
  it.each([
    ["decline", Commands.decline, ["SENT"], "DECLINED", "QuoteDeclined"],
    ["cancel", Commands.cancel, ["DRAFT", "SENT", "EXPIRED"], "CANCELLED", "QuoteCancelled"],
  ] as const)(
    "%s ends it where the table has it, and keeps the reason in its history",
    (name, command, from, to, action) => {
      for (const status of QuoteStatus.literals) {
        const result = command(quote({ status }), "Trop cher", now)
        if (from.some((legal) => legal === status)) {
          const { state, facts } = done(result)
          expect(state).toEqual({ ...quote(), status: to, version: 2, updatedAt: now })
          expect(facts).toEqual([
            { aggregate: "QUOTE", id: ids.quote, action, from: status, to, reason: "Trop cher", data: {} },
          ])
        } else
          expect(refusal(result)).toMatchObject({ _tag: "IllegalTransition", from: status, action: name })
      }
    },
  )

  it("only a SENT quote expires", () => {
    expect(done(Commands.expire(quote({ status: "SENT" }), now))).toMatchObject({
      state: { status: "EXPIRED" },
      facts: [{ action: "QuoteExpired" }],
    })
    expect(refusal(Commands.expire(quote(), now))._tag).toBe("IllegalTransition")
  })
})

describe("editing a quote", () => {
  it.each(QuoteStatus.literals)("notes and contacts can be changed in %s, and the status stays", (status) => {
    const contacts = [{ contactId: contactId(1), role: "PASSENGER" }] as const
    const { state, facts } = done(Commands.edit(quote({ status }), { notes: "Siège bébé", contacts }, now))
    expect(state).toEqual({ ...quote({ status }), notes: "Siège bébé", contacts, version: 2, updatedAt: now })
    expect(facts).toEqual([
      { aggregate: "QUOTE", id: ids.quote, action: "QuoteEdited", data: { fields: "notes,contacts" } },
    ])
  })

  it("the history names the fields that changed and holds nothing of what was written", () => {
    expect(JSON.stringify(done(Commands.edit(quote(), { notes: "canary-7f3" }, now)).facts)).not.toContain(
      "canary-7f3",
    )
  })

  it("F87 the last day can be changed in DRAFT only, and then nothing of the edit happens", () => {
    for (const status of QuoteStatus.literals) {
      const result = Commands.edit(quote({ status }), { validUntil: date("2027-01-01"), notes: "x" }, now)
      if (status === "DRAFT")
        expect(done(result).state).toMatchObject({ validUntil: "2027-01-01", notes: "x", version: 2 })
      else expect(refusal(result)).toMatchObject({ _tag: "IllegalTransition", from: status, action: "edit" })
    }
  })
})

/** The quote with a line in place of the one that has its id. */
const replaceLine = (quote: Quote, line: PriceLine, at: typeof now) =>
  Commands.changeLines(
    quote,
    {
      action: "editLine",
      fact: "QuoteLineEdited",
      lineId: line.id,
      lines: quote.lines.map((old) => (old.id === line.id ? line : old)),
    },
    at,
  )

describe("the lines of a quote", () => {
  it("adding one adds up: lines, totals and version", () => {
    const { state, facts } = done(
      Commands.addLines(quote(), [line(2, { unitPrice: "15.00", vatRate: "0.20" })], now),
    )
    expect(state.lines.map(({ id }) => id)).toEqual([lineId(1), lineId(2)])
    expect([state.totals.net, state.totals.tax, state.totals.payable, state.version]).toEqual([
      10_000, 1150, 11_150, 2,
    ])
    expect(facts[0]).toMatchObject({ action: "QuoteLineAdded", data: { lineId: lineId(2), net: 1500 } })
  })

  it("replacing one keeps its place and id", () => {
    const start = quote({}, [transport(1), line(2), line(3)])
    const { state } = done(replaceLine(start, line(2, { unitPrice: "1.00" }), now))
    expect(state.lines.map(({ id, net }) => [id, net])).toEqual([
      [lineId(1), 8500],
      [lineId(2), 100],
      [lineId(3), 8500],
    ])
    expect(state.totals.net).toBe(17_100)
  })

  it("removing one removes what is attached to it, and nothing else", () => {
    const start = quote({}, [
      transport(1),
      line(2, { forLineId: lineId(1) }),
      transport(3),
      line(4, { forLineId: lineId(3) }),
      line(5),
    ])
    const { state } = done(Commands.removeLine(start, lineId(1), now))
    expect(state.lines.map(({ id }) => id)).toEqual([lineId(3), lineId(4), lineId(5)])
    expect(state.totals.net).toBe(25_500)
  })

  it("LineNotFound: a line that is not there is not removed", () => {
    const missing = { _tag: "LineNotFound", quoteId: ids.quote, id: lineId(9) }
    expect(refusal(Commands.removeLine(quote(), lineId(9), now))).toMatchObject(missing)
  })

  it("LineNotAttachable: a line belongs to a transport line of the same quote, and not to itself", () => {
    const start = quote({}, [transport(1), line(2)])
    for (const forLineId of [lineId(2), lineId(3), lineId(99)]) {
      expect(refusal(Commands.addLines(start, [line(3, { forLineId })], now))).toMatchObject({
        _tag: "LineNotAttachable",
        forLineId,
      })
    }
    expect(Result.isSuccess(Commands.addLines(start, [line(3, { forLineId: lineId(1) })], now))).toBe(true)
  })

  it("LineNotAttachable: a transport line that others belong to cannot turn into something else", () => {
    const start = quote({}, [transport(1), line(2, { forLineId: lineId(1) })])
    expect(refusal(replaceLine(start, line(1), now))).toMatchObject({
      _tag: "LineNotAttachable",
      forLineId: lineId(1),
    })
    expect(Result.isSuccess(replaceLine(start, transport(1, { unitPrice: "9" }), now))).toBe(true)
  })

  it("TooManyLines: a quote has at most 200 lines", () => {
    const full = quote({}, [transport(1), ...Array.from({ length: maxLines - 1 }, (_, n) => line(n + 2))])
    expect(maxLines).toBe(200)
    expect(full.lines.length).toBe(200)
    expect(refusal(Commands.addLines(full, [line(500)], now))).toMatchObject({
      _tag: "TooManyLines",
      most: 200,
    })
    expect(Result.isSuccess(replaceLine(full, line(2), now))).toBe(true)
  })

  it("F87 from SENT on they are fixed", () => {
    for (const status of QuoteStatus.literals.filter((status) => status !== "DRAFT")) {
      const fixed = quote({ status }, [transport(1), line(2)])
      const refused = [
        Commands.addLines(fixed, [line(3)], now),
        replaceLine(fixed, line(2), now),
        Commands.removeLine(fixed, lineId(2), now),
      ]
      expect(refused.map((result) => refusal(result)["action"])).toEqual([
        "addLine",
        "editLine",
        "removeLine",
      ])
      expect(refused.map((result) => refusal(result)._tag)).toEqual(
        Array.from({ length: 3 }, () => "IllegalTransition"),
      )
    }
  })

  it("the quote takes trip type and mode of its first transport line, and keeps its own without one", () => {
    const dispo = transport(2, { tripType: "DISPO" })
    expect(quote({}, [line(1), dispo, transport(3)]).tripType).toBe("DISPO")
    expect(done(Commands.removeLine(quote({}, [dispo, transport(3)]), lineId(2), now)).state.tripType).toBe(
      "TRANSFER",
    )
    expect(done(Commands.removeLine(quote({}, [dispo]), lineId(2), now)).state.tripType).toBe("DISPO")
  })
})

const decodeByHand = (written: unknown) => {
  const line = Result.getOrThrow(withPlacedTrip(Schema.decodeUnknownSync(NewLine)(written), "Europe/Paris"))
  if (!isByHand(line)) throw new Error("a line written by hand has its price")
  return line
}

describe("a line a person writes", () => {
  const written = (input: Record<string, unknown>) =>
    Commands.lineOf(
      { tripType: "OFF_GRID", pricingMode: "MANUAL", currency: "EUR", priceBasis: "EXCL_VAT" },
      decodeByHand({
        kind: "FEE",
        description: "Accueil",
        unitPrice: "12.345",
        ...("vat" in input ? {} : { vatRate: "0.10" }),
        ...input,
      }),
      lineId(1),
    )

  it("F83 counts one unit unless told, and its net is quantity × unit price rounded", () => {
    expect(written({})).toMatchObject({ quantity: 1000, unit: "unit", net: 1235, source: "MANUAL" })
    expect(written({ quantity: "2.5", unit: "h" })).toMatchObject({ quantity: 2500, unit: "h", net: 3086 })
    expect(written({ kind: "DISCOUNT", unitPrice: "-12.345" }).net).toBe(-1235)
  })

  it("F84 may be free of charge", () => expect(written({ unitPrice: "0" }).net).toBe(0))

  it("F94 stores its VAT with category, reason and that a person decided it", () => {
    expect(written({}).vat).toEqual({
      rate: 1000,
      category: "S",
      reason: "stated by hand",
      decidedBy: "USER",
    })
    expect(written({ vat: { rate: "0", category: "E", reason: "Article 262" } }).vat).toEqual({
      rate: 0,
      category: "E",
      reason: "Article 262",
      decidedBy: "USER",
    })
  })

  it("F65 its trip has the line's type, else the quote's; one passenger and an hour unless told", () => {
    const trip = { pickupAt: "2026-12-01T06:30:00+01:00" }
    expect(written({ kind: "TRANSPORT", trip }).trip).toEqual({
      tripType: "OFF_GRID",
      pricingMode: "MANUAL",
      durationMinutes: 60,
      passengers: 1,
      pickupAt,
      assumed: ["durationMinutes", "passengers"],
    })
    expect(
      written({
        kind: "TRANSPORT",
        tripType: "DISPO",
        trip: { ...trip, passengers: 7, durationMinutes: 240 },
      }).trip,
    ).toMatchObject({
      tripType: "DISPO",
      passengers: 7,
      durationMinutes: 240,
    })
    expect("trip" in written({})).toBe(false)
  })
})
