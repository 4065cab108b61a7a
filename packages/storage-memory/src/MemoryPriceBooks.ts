/** Price books in memory: every row with the versions it was in force. */
import { type OperatorId, type Page, PriceBookRepository, type StoredRow } from "@caleche/core"
import { type DateTime, Effect, Layer, Option } from "effect"
import { byNumber, listed } from "./listed.ts"
import { put, row, Store } from "./Store.ts"

/** A row, from the version that wrote it until the one that changed or removed it. */
export interface BookRowSpan {
  readonly row: StoredRow
  readonly from: number
  readonly until?: number
}

/** A book as one record: its versions, and every row there ever was. */
export interface BookRecord {
  readonly versions: ReadonlyArray<{
    readonly version: number
    readonly at: DateTime.Utc
    readonly written: number
    readonly removed: number
  }>
  readonly spans: ReadonlyArray<BookRowSpan>
}

const none: BookRecord = { versions: [], spans: [] }
const isIn = ({ from, until }: BookRowSpan, version: number): boolean =>
  from <= version && (until === undefined || until > version)

export const priceBooks = Layer.effect(
  PriceBookRepository,
  Effect.gen(function* () {
    const { read, write } = yield* Store
    const book = (operatorId: OperatorId) =>
      read((data) => row(data.priceBooks, operatorId, operatorId) ?? none)
    const version = (operatorId: OperatorId) =>
      Effect.map(book(operatorId), ({ versions }) => versions.at(-1)?.version ?? 0)
    const current = (operatorId: OperatorId) =>
      Effect.map(book(operatorId), ({ spans }) =>
        spans.filter(({ until }) => until === undefined).map(({ row }) => row),
      )
    return PriceBookRepository.of({
      version,
      lock: version,
      rows: (operatorId, version) =>
        Effect.map(book(operatorId), ({ spans, versions }) =>
          versions.some((one) => one.version === version)
            ? spans.filter((span) => isIn(span, version)).map(({ row }) => row)
            : [],
        ),
      find: (operatorId, part, id) =>
        Effect.map(current(operatorId), (rows) =>
          Option.fromUndefinedOr(rows.find((row) => row.part === part && row.id === id)),
        ),
      list: (operatorId, part, filters, page) =>
        Effect.flatMap(current(operatorId), (rows) =>
          listed(
            rows.filter(
              (row) =>
                row.part === part &&
                (filters.active === undefined || row.active === filters.active) &&
                (filters.agencyId === undefined || row.agencyId === filters.agencyId),
            ),
            { part, ...filters },
            page,
            ({ id }) => ({ key: id, id }),
          ),
        ),
      ofClient: (operatorId, clientId) =>
        Effect.map(
          current(operatorId),
          (rows) =>
            rows.filter(({ data }) => (data as { readonly clientId?: unknown }).clientId === clientId), // a row is an object
        ),
      owners: (operatorId, { agencies, clients }) =>
        read((data) => ({
          clients: clients.filter((id) => {
            const client = row(data.clients, operatorId, id)
            return client !== undefined && client.mergedInto === undefined
          }),
          agencies: agencies.filter((id) => row(data.agencies, operatorId, id) !== undefined),
        })),
      save: (operatorId, { at, removed, version, written }) =>
        write((data) => {
          const before = row(data.priceBooks, operatorId, operatorId) ?? none
          const gone = new Set([...written, ...removed].map(({ part, id }) => `${part} ${id}`))
          const spans = before.spans.map((span) =>
            span.until === undefined && gone.has(`${span.row.part} ${span.row.id}`)
              ? { ...span, until: version }
              : span,
          )
          const next: BookRecord = {
            versions: [...before.versions, { version, at, written: written.length, removed: removed.length }],
            spans: [...spans, ...written.map((row) => ({ row, from: version }))],
          }
          return [undefined, { ...data, priceBooks: put(data.priceBooks, operatorId, operatorId, next) }]
        }),
      versions: (operatorId, page: Page.PageRequest<"-version">) =>
        Effect.flatMap(book(operatorId), ({ versions }) =>
          listed(
            versions,
            {},
            page,
            ({ version }) => ({ key: String(version), id: String(version) }),
            byNumber,
          ),
        ),
    })
  }),
)
