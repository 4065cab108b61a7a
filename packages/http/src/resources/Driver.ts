/** A driver as the API shows it. */
import { type Driver, DriverId, UpTo, Version } from "@caleche/core"
import { Schema } from "effect"
import { listOf } from "./List.ts"
import { given, written, WrittenInstant } from "./Written.ts"

export const DriverResource = Schema.Struct({
  id: DriverId,
  name: UpTo(200),
  email: Schema.optionalKey(UpTo(254)),
  phone: Schema.optionalKey(UpTo(40)),
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
