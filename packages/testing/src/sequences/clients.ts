/** Clients edited, written to, and looked at with what they are worth: what the storage keeps beside what the model adds up. */
import type { ClientId } from "@caleche/core"
import * as fc from "fast-check"
import { askBoth, type Both, command, pick, using } from "./Command.ts"

/** Once to each value of its notes it changes something, then nothing. */
export const editClient = fc
  .tuple(fc.nat({ max: 1_000 }), fc.constantFrom("pays late", "pays in time"))
  .map(([n, notes]) =>
    command("edit a client", `${n}, ${notes}`, async (both) => {
      const id = pick(both.known.clients, n) as ClientId | undefined // an id the system gave
      if (id !== undefined)
        await askBoth(
          both,
          "edit a client",
          using.Clients.use((use) => use.edit(id, { notes })),
        )
    }),
  )

/** A message about nothing in particular, by mail or noted. */
export const writeToClient = fc.tuple(fc.nat({ max: 1_000 }), fc.boolean()).map(([n, byMail]) =>
  command("write to a client", `${n}, ${byMail}`, async (both) => {
    const id = pick(both.known.clients, n) as ClientId | undefined // an id the system gave
    if (id !== undefined)
      await askBoth(
        both,
        "write to a client",
        using.Communications.use((use) =>
          use.write(id, byMail ? { subject: "x", text: "y" } : { channel: "MANUAL", subject: "x" }),
        ),
      )
  }),
)

/** The list in the order of what is kept, the summary, and everybody's months. */
export const lookAtClients = async (both: Both): Promise<void> => {
  for (const sort of ["revenue", "-averageMargin", "lastActivityAt"] as const) {
    await askBoth(
      both,
      "look at the clients",
      using.Clients.use((use) => use.list({}, { sort, limit: 200 })),
    )
  }
  await askBoth(
    both,
    "add the clients up",
    using.ClientViews.use((use) => use.summary({ type: "PRIVATE" })),
  )
  for (const id of both.known.clients) {
    await askBoth(
      both,
      "look at a client's records",
      using.ClientViews.use((use) => use.records(id as ClientId, {}, { sort: "-date", limit: 3 })), // an id the system gave
    )
    await askBoth(
      both,
      "look at what was written",
      using.Communications.use((use) => use.list(id as ClientId, { sort: "-at", limit: 200 })), // an id the system gave
    )
    await askBoth(
      both,
      "look at a client's months",
      using.ClientViews.use((use) => use.performance(id as ClientId, 3)), // an id the system gave
    )
  }
}
