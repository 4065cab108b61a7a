/** Agencies in memory. */
import { AgencyNotFound, AgencyRepository } from "@caleche/core"
import { DateTime, Effect, Layer, Result } from "effect"
import { listed } from "./listed.ts"
import { put, row, rows, Store } from "./Store.ts"
import { succeed } from "./versioned.ts"

export const agencies = Layer.effect(
  AgencyRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const get: AgencyRepository["Service"]["get"] = (operatorId, id) =>
      Effect.flatMap(
        read((data) => row(data.agencies, operatorId, id)),
        (agency) => (agency === undefined ? Effect.fail(new AgencyNotFound({ id })) : Effect.succeed(agency)),
      )
    return AgencyRepository.of({
      insert: (operatorId, agency) =>
        write((data) => [
          undefined,
          { ...data, agencies: put(data.agencies, operatorId, agency.id, agency) },
        ]),
      get,
      lock: get,
      save: (operatorId, agency) =>
        Effect.flatMap(
          write((data) => {
            const stored = succeed(data.agencies, operatorId, agency)
            return [
              Result.map(stored, () => undefined),
              Result.isSuccess(stored) ? { ...data, agencies: stored.success } : data,
            ]
          }),
          Effect.fromResult,
        ),
      list: (operatorId, filters, page) =>
        Effect.flatMap(
          read((data) => rows(data.agencies, operatorId)),
          (all) =>
            listed(
              all.filter(({ active }) => filters.active === undefined || active === filters.active),
              filters,
              page,
              ({ id, createdAt }) => ({ key: DateTime.formatIso(createdAt), id }),
            ),
        ),
    })
  }),
)
