/** Each run adds a driver to the same file and lists all of them. */
import { createCaleche } from "caleche"
import { jsonStorage } from "./jsonStorage.ts"

const caleche = await createCaleche({
  storage: jsonStorage({ file: process.argv[2] ?? "caleche.json" }),
  operator: { name: "Ma VTC" },
})
await caleche.drivers.create({ name: `Driver hired at ${new Date().toISOString()}` })
for (const { name } of (await caleche.drivers.list({ sort: "createdAt" })).items) console.log(name)
await caleche.close()
