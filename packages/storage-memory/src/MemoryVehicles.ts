/** Vehicles in memory. */
import { isFound, searchNeedles, VehicleNotFound, VehicleRepository, vehicleSearchIndex } from "@caleche/core"
import { DateTime, Effect, Layer, Result } from "effect"
import { listed } from "./listed.ts"
import { put, row, rows, Store } from "./Store.ts"
import { succeed } from "./versioned.ts"

export const vehicles = Layer.effect(
  VehicleRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: VehicleRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => row(data.vehicles, operatorId, id)),
        (vehicle) =>
          vehicle === undefined ? Effect.fail(new VehicleNotFound({ id })) : Effect.succeed(vehicle),
      )
    return VehicleRepository.of({
      insert: (operatorId, vehicle) =>
        write((data) => [
          undefined,
          { ...data, vehicles: put(data.vehicles, operatorId, vehicle.id, vehicle) },
        ]),
      get,
      lock: get,
      save: (operatorId, vehicle) =>
        Effect.flatMap(
          write((data) => {
            const stored = succeed(data.vehicles, operatorId, vehicle)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, vehicles: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
      list: (operatorId, filters, page) =>
        Effect.flatMap(
          read((data) => rows(data.vehicles, operatorId)),
          (all) =>
            listed(
              all.filter(
                (vehicle) =>
                  (filters.active === undefined || vehicle.active === filters.active) &&
                  (filters.q === undefined || isFound(vehicleSearchIndex(vehicle), searchNeedles(filters.q))),
              ),
              filters,
              page,
              ({ id, createdAt }) => ({ key: DateTime.formatIso(createdAt), id }),
            ),
        ),
    })
  }),
)
