/** The same caleche over HTTP, with a key of its own. */
import { createApiKey } from "@caleche/http"
import { layer as memory } from "@caleche/storage-memory"
import { createCaleche } from "caleche"
import { honoApp } from "caleche/hono"
import { Redacted } from "effect"
import { expect, it, onTestFinished } from "vitest"

it("serves what the facade writes", async () => {
  const caleche = await createCaleche({ storage: memory, operator: { name: "Ma VTC" } })
  onTestFinished(() => caleche.close())
  const { app } = honoApp(caleche)
  const { secret } = await caleche.run(createApiKey("test", "first", "MANAGER"))
  const { id } = await caleche.drivers.create({ name: "Paul Durand" })
  const asked = await app.request(`/v1/drivers/${id}`, {
    headers: { authorization: `Bearer ${Redacted.value(secret)}` },
  })
  expect(asked.status).toBe(200)
  expect(await asked.json()).toEqual(await caleche.drivers.get(id))
  expect((await app.request(`/v1/drivers/${id}`)).status).toBe(401)
})
