/** Who drives. A driver's missions never overlap, unless a manager allowed it. */
import { Schema } from "effect"
import { Email, Phone } from "../contacts/Reach.ts"
import { DriverId, MissionId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { searchIndex } from "../shared/SearchKey.ts"
import { Line } from "../shared/Text.ts"
import { Version } from "../shared/Version.ts"

/** What a new driver is made from. */
export const NewDriver = Schema.Struct({
  name: Line(),
  email: Schema.optionalKey(Email),
  phone: Schema.optionalKey(Phone),
})
export type NewDriver = typeof NewDriver.Type

/** Changes to a driver: what is left out stays, null takes a field away. An inactive one gets no missions. */
export const DriverEdit = Schema.Struct({
  name: Schema.optionalKey(Line()),
  email: Schema.optionalKey(Schema.NullOr(Email)),
  phone: Schema.optionalKey(Schema.NullOr(Phone)),
  active: Schema.optionalKey(Schema.Boolean),
})
export type DriverEdit = typeof DriverEdit.Type

export const Driver = Schema.Struct({
  ...NewDriver.fields,
  id: DriverId,
  active: Schema.Boolean,
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Driver = typeof Driver.Type

/** What a driver is found by. */
export const driverSearchIndex = ({ name, email, phone }: NewDriver): string =>
  searchIndex([name, email, phone])

export class DriverNotFound extends Schema.TaggedError<DriverNotFound>()("DriverNotFound", {
  id: DriverId,
}) {}

/** An inactive driver gets no missions. */
export class DriverInactive extends Schema.TaggedError<DriverInactive>()("DriverInactive", {
  id: DriverId,
}) {}

/** The driver already has a mission in that time. Windows are half-open: one may begin when another ends. */
export class DriverBusy extends Schema.TaggedError<DriverBusy>()("DriverBusy", {
  driverId: DriverId,
  /** The mission in the way. */
  missionId: MissionId,
  pickupAt: Instant,
  estimatedEndAt: Instant,
}) {}
