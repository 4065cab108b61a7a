/**
 * Every record is named by a UUID that says what it names, so that a mission's id cannot be passed for a driver's.
 *
 * Ids are version 7 (RFC 9562): they sort by creation time, which keeps indexes dense. Any UUID is accepted on input.
 */
import { Schema, SchemaTransformation } from "effect"
import { formed } from "./Text.ts"

/** Any version of UUID, in either case. */
const writtenUuid = formed(
  /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/,
  36,
  "must be a UUID",
  { format: "uuid" },
)

const uuid = Schema.String.check(writtenUuid).pipe(
  Schema.decodeTo(
    Schema.String.check(
      Schema.isPattern(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, {
        message: "must be a UUID",
      }),
    ),
    SchemaTransformation.transform({ decode: (text) => text.toLowerCase(), encode: (id) => id }),
  ),
)

export const OperatorId = uuid.pipe(Schema.brand("OperatorId"))
export type OperatorId = typeof OperatorId.Type

export const UserId = uuid.pipe(Schema.brand("UserId"))
export type UserId = typeof UserId.Type

export const ApiKeyId = uuid.pipe(Schema.brand("ApiKeyId"))
export type ApiKeyId = typeof ApiKeyId.Type

export const ClientId = uuid.pipe(Schema.brand("ClientId"))
export type ClientId = typeof ClientId.Type

export const ContactId = uuid.pipe(Schema.brand("ContactId"))
export type ContactId = typeof ContactId.Type

export const AgencyId = uuid.pipe(Schema.brand("AgencyId"))
export type AgencyId = typeof AgencyId.Type

export const AgencyUserId = uuid.pipe(Schema.brand("AgencyUserId"))
export type AgencyUserId = typeof AgencyUserId.Type

export const InvitationId = uuid.pipe(Schema.brand("InvitationId"))
export type InvitationId = typeof InvitationId.Type

export const QuoteId = uuid.pipe(Schema.brand("QuoteId"))
export type QuoteId = typeof QuoteId.Type

export const LineId = uuid.pipe(Schema.brand("LineId"))
export type LineId = typeof LineId.Type

export const DiscountId = uuid.pipe(Schema.brand("DiscountId"))
export type DiscountId = typeof DiscountId.Type

export const OrderId = uuid.pipe(Schema.brand("OrderId"))
export type OrderId = typeof OrderId.Type

export const MissionId = uuid.pipe(Schema.brand("MissionId"))
export type MissionId = typeof MissionId.Type

export const DriverId = uuid.pipe(Schema.brand("DriverId"))
export type DriverId = typeof DriverId.Type

export const VehicleId = uuid.pipe(Schema.brand("VehicleId"))
export type VehicleId = typeof VehicleId.Type

export const AbsenceId = uuid.pipe(Schema.brand("AbsenceId"))
export type AbsenceId = typeof AbsenceId.Type

export const MessageId = uuid.pipe(Schema.brand("MessageId"))
export type MessageId = typeof MessageId.Type
