/** What became of each item of a command on many orders, as the API shows it. */
import {
  type AssignRefusal,
  type BulkAssigned,
  type BulkCancelled,
  type CancelRefusal,
  MissionId,
  OrderId,
} from "@caleche/core"
import { Schema } from "effect"
import { problemTable } from "../problems/problemTable.ts"

const reason = { code: Schema.String, detail: Schema.String }

export const BulkAssignedResource = Schema.Struct({
  assigned: Schema.Array(MissionId),
  refused: Schema.Array(Schema.Struct({ missionId: MissionId, ...reason })),
}).annotate({ identifier: "BulkAssigned" })

export const BulkCancelledResource = Schema.Struct({
  cancelled: Schema.Array(OrderId),
  refused: Schema.Array(Schema.Struct({ orderId: OrderId, ...reason })),
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
