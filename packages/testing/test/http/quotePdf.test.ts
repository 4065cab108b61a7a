/** Quotes as documents for their clients, behind both hosts. */
import { IdGenerator, makeOperator, OperatorRepository, UseCases } from "@caleche/core"
import { Authenticator, demoKeys, handlers, makeApi, makeRoutes, webHandler } from "@caleche/http"
import { layer as memory } from "@caleche/storage-memory"
import { Layer, Logger, ManagedRuntime } from "effect"
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"
import { describe, expect, test } from "vitest"
import { callerOf, hosts, makeRuntime, operatorId, textOf } from "./hosts.ts"
import { jeanne, offGrid, transport } from "./samples.ts"

const textIn = async (bytes: Uint8Array) => {
  const file = await getDocument({ data: bytes, verbosity: 0 }).promise
  const { items } = await (await file.getPage(1)).getTextContent()
  return items
    .map((item) => ("str" in item ? `${item.str} ` : ""))
    .join("")
    .replace(/\s+/g, " ")
}

const noted = transport("2030-06-01T08:00:00+02:00", { description: "Trajet à Épernay", cost: "61.37" })

describe.each(hosts)("a quote's document behind $name", ({ fetchOf }) => {
  const fetch = fetchOf(makeRuntime())
  const { send } = callerOf(fetch)
  const file = (id: string, method = "GET") =>
    fetch(
      new Request(`http://localhost/v1/quotes/${id}/pdf`, {
        method,
        headers: { authorization: "Bearer demo-operator" },
      }),
    )

  test("is a PDF file with what its client may know: no cost, and nothing the staff noted", async () => {
    const client = await send("POST", "/v1/clients", { ...jeanne, notes: "pays late" })
    const body = { ...offGrid(textOf(client.body["id"]), noted), notes: "margin is thin" }
    const { body: quote } = await send("POST", "/v1/quotes", body)
    const response = await file(textOf(quote["id"]))
    expect(response.status).toBe(200)
    expect(response.headers.get("content-type")).toBe("application/pdf")
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="${textOf(quote["number"])}.pdf"`,
    )
    const text = await textIn(new Uint8Array(await response.arrayBuffer()))
    for (const said of [
      quote["number"],
      "Jeanne Moreau",
      "Trajet à Épernay",
      "85,00 €",
      "Net à payer 93,50 €",
    ])
      expect(text).toContain(said)
    for (const hidden of ["61,37", "61.37", "margin is thin", "pays late"]) expect(text).not.toContain(hidden)
  })

  test("of no quote is none", async () => {
    for (const id of ["01890000-0000-7000-8000-00000000dead", "x"])
      expect((await send("GET", `/v1/quotes/${id}/pdf`)).body).toMatchObject({
        code: "QuoteNotFound",
        status: 404,
      })
  })
})

test("a server set up without documents says so, in a problem document", async () => {
  const authentication = Layer.succeed(
    Authenticator,
    Authenticator.of({ authenticate: demoKeys({ operatorId, boundTo: "127.0.0.1" }) }),
  )
  const entered = Layer.effectDiscard(
    OperatorRepository.use((operators) => operators.save(makeOperator({ id: operatorId, name: "Demo VTC" }))),
  )
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(UseCases.layer, authentication, Layer.orDie(entered)).pipe(
      Layer.provideMerge(Layer.mergeAll(memory, IdGenerator.layer, Logger.layer([]))),
    ),
  )
  const { send } = callerOf(webHandler(makeRoutes(makeApi(), handlers, runtime)))
  const client = await send("POST", "/v1/clients", jeanne)
  const { body: quote } = await send("POST", "/v1/quotes", offGrid(textOf(client.body["id"])))
  const answer = await send("GET", `/v1/quotes/${textOf(quote["id"])}/pdf`)
  expect([answer.status, answer.body]).toMatchObject([501, { code: "DocumentsUnavailable" }])
  await runtime.dispose()
})
