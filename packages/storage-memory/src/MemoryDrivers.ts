/** Drivers in memory. */
import { DriverNotFound, DriverRepository, driverSearchIndex, isFound, searchNeedles } from "@caleche/core"
import { DateTime, Effect, Layer, Result } from "effect"
import { listed } from "./listed.ts"
import { put, row, rows, Store } from "./Store.ts"
import { succeed } from "./versioned.ts"

export const drivers = Layer.effect(
  DriverRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: DriverRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => row(data.drivers, operatorId, id)),
        (driver) => (driver === undefined ? Effect.fail(new DriverNotFound({ id })) : Effect.succeed(driver)),
      )
    return DriverRepository.of({
      insert: (operatorId, driver) =>
        write((data) => [undefined, { ...data, drivers: put(data.drivers, operatorId, driver.id, driver) }]),
      get,
      lock: get,
      save: (operatorId, driver) =>
        Effect.flatMap(
          write((data) => {
            const stored = succeed(data.drivers, operatorId, driver)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, drivers: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
      list: (operatorId, filters, page) =>
        Effect.flatMap(
          read((data) => rows(data.drivers, operatorId)),
          (all) =>
            listed(
              all.filter(
                (driver) =>
                  (filters.active === undefined || driver.active === filters.active) &&
                  (filters.q === undefined || isFound(driverSearchIndex(driver), searchNeedles(filters.q))),
              ),
              filters,
              page,
              (driver) => ({ key: DateTime.formatIso(driver.createdAt), id: driver.id }),
            ),
        ),
    })
  }),
)
