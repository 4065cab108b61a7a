/** `DATABASE_URL=postgres://… npm start`: the application on port 8080, with our tables beside its own. */
import { createCaleche } from "caleche"
import { postgres } from "caleche/postgres"
import { Pool } from "pg"
import { makeApp } from "./app.ts"
import { createTables } from "./bookings.ts"

const url = process.env["DATABASE_URL"] ?? "postgres://localhost/tms"
const pool = new Pool({ connectionString: url })
await createTables(pool)
const caleche = await createCaleche({
  storage: postgres({ url, migrate: true }),
  operator: { name: "Ma VTC" },
})
const server = makeApp(pool, caleche).listen(Number(process.env["PORT"] ?? 8080), "127.0.0.1")

process.once("SIGTERM", () => {
  server.close(async () => {
    await caleche.close()
    await pool.end()
  })
})
