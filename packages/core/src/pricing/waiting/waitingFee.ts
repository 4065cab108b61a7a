/** Waiting at the pickup of a transfer: free minutes by kind of pickup, then so much a started block. */
import { DateTime } from "effect"
import * as Exact from "../../shared/Exact.ts"
import type { Instant } from "../../shared/Instant.ts"
import type { Currency } from "../../shared/Money.ts"
import type { Quantity } from "../../shared/Quantity.ts"
import * as UnitPrice from "../../shared/UnitPrice.ts"
import type { Waiting } from "../book/Settings.ts"
import type { ComputedLine } from "../ComputedLine.ts"

/** What happened at the pickup. */
export interface Waited {
  readonly bookedAt: Instant
  readonly boardedAt: Instant
  /** When the driver was there. */
  readonly arrivedAt?: Instant | undefined
  readonly landedAt?: Instant | undefined
  /** Whether the pickup lies in a zone of the price book. */
  readonly liesIn: (zoneId: string) => boolean
}

/** The FEE line, or undefined when nobody waited beyond what is free. */
export const waitingFee = (
  waiting: Waiting,
  waited: Waited,
  source: ComputedLine["source"],
  currency: Currency,
): ComputedLine | undefined => {
  const here = waiting.free.find(({ zoneIds }) => zoneIds.some(waited.liesIn))
  const { freeMinutes } = here ?? waiting
  const from = startOf(waiting, waited, here?.fromLanding === true)
  const ms = DateTime.toEpochMillis(waited.boardedAt) - DateTime.toEpochMillis(from) - freeMinutes * 60_000
  const blocks = Math.min(Math.max(0, Math.ceil(ms / (waiting.blockMinutes * 60_000))), most)
  const quantity = (blocks * 1000) as Quantity // thousandths
  const net = UnitPrice.times(quantity, waiting.perBlock, currency)
  if (net === 0) return undefined
  const inputs = {
    from: DateTime.formatIso(from),
    boardedAt: DateTime.formatIso(waited.boardedAt),
    freeMinutes,
    minutesOver: Exact.format(Exact.of(ms, 60_000)),
    blockMinutes: waiting.blockMinutes,
    blocks,
    perBlock: UnitPrice.format(waiting.perBlock, currency),
  }
  const amount = Exact.multiply(Exact.of(blocks), Exact.ofUnitPrice(waiting.perBlock))
  return {
    kind: "FEE",
    code: "WAITING",
    description: "Waiting",
    quantity,
    unit: `${waiting.blockMinutes} min`,
    unitPrice: waiting.perBlock,
    net,
    source,
    trace: { parts: [{ kind: "WAITING", label: "started blocks of waiting", inputs, amount }], rejected: [] },
  }
}

/** A quantity holds no more. */
const most = 99_999

/** When free time begins: where flights are met with the later of landing and booking, else as the book's clock says. */
function startOf(
  { clock }: Waiting,
  { arrivedAt, bookedAt, landedAt }: Waited,
  fromLanding: boolean,
): Instant {
  if (fromLanding && landedAt !== undefined) return DateTime.max(landedAt, bookedAt)
  return clock === "LATER_OF_BOOKED_AND_ARRIVAL" && arrivedAt !== undefined
    ? DateTime.max(arrivedAt, bookedAt)
    : bookedAt
}
