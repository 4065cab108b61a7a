/** A driver as the API shows it. */
import { type Driver, DriverId, Version } from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { given, written, WrittenInstant } from "./Written.ts"

export const DriverResource = Schema.Struct({
  id: DriverId,
  name: Schema.String,
  email: Schema.optionalKey(Schema.String),
  phone: Schema.optionalKey(Schema.String),
  active: Schema.Boolean,
  version: Version,
  createdAt: WrittenInstant,
  updatedAt: WrittenInstant,
}).annotate({ identifier: "Driver" })
export type DriverResource = typeof DriverResource.Type

export const DriverList = listOf(DriverResource, "DriverList")

export const presentDriver = (driver: Driver): DriverResource => ({
  id: driver.id,
  name: driver.name,
  ...given({ email: driver.email, phone: driver.phone }),
  active: driver.active,
  version: driver.version,
  createdAt: written(driver.createdAt),
  updatedAt: written(driver.updatedAt),
})
