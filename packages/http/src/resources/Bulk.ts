/** What became of each item of a command on many orders, as the API shows it. */
import {
  type AssignRefusal,
  type BulkAssigned,
  type BulkCancelled,
  type CancelRefusal,
  MissionId,
  OrderId,
  UpTo,
} from "@caleche/core"
import { Schema } from "effect"
import { problemTable } from "../problems/problemTable.ts"
import { atMost } from "./List.ts"

const reason = { code: UpTo(100), detail: UpTo(10_000) }

export const BulkAssignedResource = Schema.Struct({
  assigned: atMost(200_000, MissionId),
  refused: atMost(200_000, Schema.Struct({ missionId: MissionId, ...reason })),
}).annotate({ identifier: "BulkAssigned" })

export const BulkCancelledResource = Schema.Struct({
  cancelled: atMost(1_000, OrderId),
  refused: atMost(1_000, Schema.Struct({ orderId: OrderId, ...reason })),
}).annotate({ identifier: "BulkCancelled" })

export const presentAssigned = ({ assigned, refused }: BulkAssigned): typeof BulkAssignedResource.Type => ({
  assigned,
  refused: refused.map(({ missionId, error }) => ({ missionId, ...said(error) })),
})

export const presentCancelled = ({
  cancelled,
  refused,
}: BulkCancelled): typeof BulkCancelledResource.Type => ({
  cancelled,
  refused: refused.map(({ orderId, error }) => ({ orderId, ...said(error) })),
})

/** Code and sentence of a refusal, as its problem document has them. */
function said(error: AssignRefusal | CancelRefusal): { readonly code: string; readonly detail: string } {
  const { detail } = problemTable[error._tag] as { readonly detail: (of: typeof error) => string } // the row of its tag
  return { code: error._tag, detail: detail(error) }
}
