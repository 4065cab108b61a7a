/** What is driven. A vehicle's missions never overlap, unless a manager allowed it. */
import { Schema } from "effect"
import { MissionId, VehicleId } from "../shared/Ids.ts"
import { Instant } from "../shared/Instant.ts"
import { searchIndex } from "../shared/SearchKey.ts"
import { Line } from "../shared/Text.ts"
import { Version } from "../shared/Version.ts"

/** Seats for passengers, the driver's not counted. */
const Seats = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000 }))

/** What a new vehicle is made from. */
export const NewVehicle = Schema.Struct({
  name: Line(),
  /** The number plate, as it is written on it. */
  registration: Line(40),
  category: Line(40),
  seats: Seats,
})
export type NewVehicle = typeof NewVehicle.Type

/** Changes to a vehicle: what is left out stays. An inactive one gets no missions. */
export const VehicleEdit = Schema.Struct({
  name: Schema.optionalKey(Line()),
  registration: Schema.optionalKey(Line(40)),
  category: Schema.optionalKey(Line(40)),
  seats: Schema.optionalKey(Seats),
  active: Schema.optionalKey(Schema.Boolean),
})
export type VehicleEdit = typeof VehicleEdit.Type

export const Vehicle = Schema.Struct({
  ...NewVehicle.fields,
  id: VehicleId,
  active: Schema.Boolean,
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
})
export type Vehicle = typeof Vehicle.Type

/** What a vehicle is found by: name and number plate. */
export const vehicleSearchIndex = ({ name, registration }: Pick<Vehicle, "name" | "registration">): string =>
  searchIndex([name, registration, registration.replace(/[^\p{L}\p{N}]/gu, "")])

export class VehicleNotFound extends Schema.TaggedError<VehicleNotFound>()("VehicleNotFound", {
  id: VehicleId,
}) {}

/** An inactive vehicle gets no missions. */
export class VehicleInactive extends Schema.TaggedError<VehicleInactive>()("VehicleInactive", {
  id: VehicleId,
}) {}

/** The vehicle already has a mission in that time. Windows are half-open: one may begin when another ends. */
export class VehicleBusy extends Schema.TaggedError<VehicleBusy>()("VehicleBusy", {
  vehicleId: VehicleId,
  /** The mission in the way. */
  missionId: MissionId,
  pickupAt: Instant,
  estimatedEndAt: Instant,
}) {}
