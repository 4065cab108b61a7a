/** Commands on orders and missions that do not go by the book: skipped, given up, closed by hand, at a fee. */
import { Actuals, type LineId, type MissionId, type OrderId, Quantity } from "@caleche/core"
import { DateTime } from "effect"
import * as fc from "fast-check"
import { type Ask, askBoth, type Both, command, pick, using } from "./Command.ts"

const index = fc.nat({ max: 1_000 })
const actuals = Actuals.make({ minutes: 95, km: Quantity.Quantity.make(41_500) })

/** A command on some mission, with a number to choose by and the time it is. */
const onMission = (name: string, act: (id: MissionId, n: number, now: number) => Ask<unknown>) =>
  fc.tuple(index, index).map(([m, n]) =>
    command(name, `${m}, ${n}`, async (both) => {
      const id = pick(both.known.missions, m)
      if (id !== undefined) await askBoth(both, name, act(id, n, both.model.clock.now))
    }),
  )

const onOrder = (name: string, act: (id: OrderId, n: number) => Ask<unknown>) =>
  fc.tuple(index, index).map(([o, n]) =>
    command(name, `${o}, ${n}`, async (both) => {
      const id = pick(both.known.orders, o) as OrderId | undefined // an id the system gave
      if (id !== undefined) await askBoth(both, name, act(id, n))
    }),
  )

const by = ["CLIENT", "OPERATOR", "DRIVER", "PARTNER"] as const
const at = (list: ReadonlyArray<string>, n: number) => list[n % list.length]!

const decideFee = fc.tuple(index, index, fc.boolean()).map(([o, n, confirms]) =>
  command(confirms ? "confirm a fee" : "waive a fee", `${o}, ${n}`, async (both: Both) => {
    const id = pick(both.known.orders, o) as OrderId | undefined // an id the system gave
    if (id === undefined) return
    const page = await askBoth(
      both,
      "look at an order",
      using.Views.use((views) => views.orderPage(id)),
    )
    const lines = page?.order.lines.filter(({ kind }) => kind === "CANCELLATION") ?? []
    const line = pick(lines, n)?.id ?? (id as string as LineId) // a fee that does not exist, when there is none
    await askBoth(
      both,
      confirms ? "confirm a fee" : "waive a fee",
      using.Cancellation.use((use): Ask<unknown> =>
        confirms ? use.confirmFee(id, line) : use.waiveFee(id, line, { reason: "a good client" }),
      ),
    )
  }),
)

/** Everything that ends or corrects a mission or an order, as one arbitrary: ends are for few of the commands of a life. */
export const endings = fc.oneof(
  onMission("skip to a step", (id, n) =>
    using.Corrections.use((use) =>
      use.skipTo(id, {
        step: at(["ON_SITE", "ON_BOARD", "DROPPED_OFF"], n) as "ON_SITE", // one of the three
        reason: "the phone was dead",
      }),
    ),
  ),
  onMission("reschedule a mission", (id, n) =>
    using.Corrections.use((use) =>
      use.edit(id, {
        notes: `note ${n % 3}`,
        ...(n % 4 === 0
          ? {}
          : { pickupAt: DateTime.makeUnsafe(Date.UTC(2026, 11, 1) + (n % 96) * 1_800_000) }),
        ...(n % 7 === 1 ? { estimatedEndAt: DateTime.makeUnsafe(Date.UTC(2026, 11, 2)) } : {}),
      }),
    ),
  ),
  onMission("step back", (id) =>
    using.Corrections.use((use) => use.stepBack(id, { reason: "wrong button" })),
  ),
  onMission("no-show", (id) => using.Cancellation.use((use) => use.noShow(id))),
  onMission("cancel a mission", (id, n) =>
    using.Cancellation.use((use) =>
      use.cancelMission(id, {
        by: at(by, n) as "CLIENT", // one of those
        reason: "the flight was cancelled",
        ...(n % 3 === 0 ? { billable: n % 2 === 0 } : {}),
      }),
    ),
  ),
  onMission("close by hand", (id, n) =>
    using.Corrections.use((use) =>
      use.closeByHand(id, { reason: "subcontracted", ...(n % 2 === 0 ? { actuals } : {}) }),
    ),
  ),
  onMission("record actuals", (id) => using.Corrections.use((use) => use.recordActuals(id, actuals))),
  onMission("report a step late", (id, n, now) =>
    using.Dispatch.use(
      (use): Ask<unknown> =>
        use[at(["start", "arrive", "board"], n) as "start"](id, { at: DateTime.makeUnsafe(now - 60_000) }), // one of those
    ),
  ),
  onOrder("note on an order", (id, n) =>
    using.Orders.use((use) => use.edit(id, { notes: n % 3 === 0 ? null : `note ${n % 3}` })),
  ),
  onOrder("cancel an order", (id, n) =>
    using.Cancellation.use(
      (use) => use.cancelOrder(id, { reason: "the meeting is off", by: at(by, n) as "CLIENT" }), // one of those
    ),
  ),
  onOrder("raise an order", (id, n) =>
    using.Corrections.use((use) =>
      use.raise(id, {
        status: at(["CONFIRMED", "IN_PROGRESS", "COMPLETED", "CONFIRMED"], n) as "CONFIRMED", // one of those
        reason: "subcontracted",
      }),
    ),
  ),
  decideFee,
)
