/** DEMO-2026, 3.5 and 3.8: which missions an accepted quote has, over HTTP. */
import { describe, expect, it } from "vitest"
import { callerOf, hosts, itemsOf, makeRuntime, textOf } from "./hosts.ts"
import { jeanne, transport } from "./samples.ts"

const at = "2030-06-01T08:00:00+02:00"
const fee = { kind: "FEE", description: "Baby seat", unitPrice: "10.00", vatRate: "0.10" }
const discount = { kind: "DISCOUNT", description: "Welcome", unitPrice: "-5.00", vatRate: "0.10" }

describe.each(hosts)("an accepted quote behind $name", ({ fetchOf }) => {
  const { send } = callerOf(fetchOf(makeRuntime()))
  const accepted = async (...lines: ReadonlyArray<object>) => {
    const client = await send("POST", "/v1/clients", jeanne)
    const quote = await send("POST", "/v1/quotes", {
      clientId: textOf(client.body["id"]),
      tripType: "TRANSFER",
      pricingMode: "MANUAL",
      lines,
    })
    const path = `/v1/quotes/${textOf(quote.body["id"])}`
    await send("POST", `${path}/send`)
    const accept = async () => {
      const { order } = (await send("POST", `${path}/accept`)).body
      const { body } = await send("GET", `/v1/orders/${textOf(order!["id"])}`)
      return {
        id: textOf(order!["id"]),
        missions: itemsOf(body["missions"]).map((mission) => mission["tripType"]),
      }
    }
    return { totals: quote.body["totals"], accept }
  }

  it("3.8 of a transfer, a fee, a dispo, a discount and an off-grid trip at 0.00 has three missions, however often", async () => {
    const { accept } = await accepted(
      transport(at, { unitPrice: "90.00" }),
      fee,
      transport(at, { tripType: "DISPO", unitPrice: "240.00", vatRate: "0.20" }),
      discount,
      transport(at, { tripType: "OFF_GRID", unitPrice: "0.00" }),
    )
    const first = await accept()
    expect(first.missions).toEqual(["TRANSFER", "DISPO", "OFF_GRID"])
    expect(await accept()).toEqual(first)
  })

  it("3.8 of an excursion with its return has one mission", async () => {
    const { accept } = await accepted(transport(at, { tripType: "EXCURSION", unitPrice: "320.00" }))
    expect((await accept()).missions).toEqual(["EXCURSION"])
  })

  it("S38 of an internal transfer at zero costs nothing and still has one mission", async () => {
    const { accept, totals } = await accepted(transport(at, { tripType: "OFF_GRID", unitPrice: "0.00" }))
    expect(totals).toMatchObject({ net: "0.00", tax: "0.00", payable: "0.00" })
    expect((await accept()).missions).toEqual(["OFF_GRID"])
  })
})
