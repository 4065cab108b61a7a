/** A vehicle as the API shows it. */
import { UpTo, type Vehicle, VehicleId, Version } from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { written, WrittenInstant } from "./Written.ts"

export const VehicleResource = Schema.Struct({
  id: VehicleId,
  name: UpTo(200),
  registration: UpTo(40),
  category: UpTo(200),
  seats: Schema.Int,
  active: Schema.Boolean,
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Vehicle" })
export type VehicleResource = typeof VehicleResource.Type

export const VehicleList = listOf(VehicleResource, "VehicleList")

export const presentVehicle = (vehicle: Vehicle): VehicleResource => ({
  id: vehicle.id,
  name: vehicle.name,
  registration: vehicle.registration,
  category: vehicle.category,
  seats: vehicle.seats,
  active: vehicle.active,
  version: vehicle.version,
  createdAt: written(vehicle.createdAt),
  updatedAt: written(vehicle.updatedAt),
})
