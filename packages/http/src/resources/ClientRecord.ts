/** A quote, an order or a mission as a client's page lists it. */
import {
  type ClientRecord,
  MissionStatus,
  Money,
  OrderId,
  OrderStatus,
  QuoteStatus,
  RecordKind,
  UpTo,
} from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { written, WrittenDecimal, WrittenInstant } from "./Written.ts"

const statuses = new Set([...QuoteStatus.literals, ...OrderStatus.literals, ...MissionStatus.literals])

export const ClientRecordResource = Schema.Struct({
  kind: RecordKind,
  /** Of the quote, order or mission. */
  id: UpTo(200),
  /** The order of a mission. */
  orderId: Schema.optionalKey(OrderId),
  /** A mission has that of its order. */
  number: UpTo(40),
  /** When the quote was made, the trip or the mission's pickup is. */
  date: WrittenInstant,
  status: Schema.Literals([...statuses]),
  /** Excl. VAT. */
  net: WrittenDecimal,
}).annotate({ identifier: "ClientRecord" })

export const ClientRecordList = listOf(ClientRecordResource, "ClientRecordList")

export const presentRecord =
  (currency: Money.Currency) =>
  (record: ClientRecord): typeof ClientRecordResource.Type => ({
    kind: record.kind,
    id: record.id,
    ...(record.kind === "MISSION" ? { orderId: record.orderId } : {}),
    number: record.number,
    date: written(record.date),
    status: record.status,
    net: Money.format(record.net, currency),
  })
