/** A PostgreSQL server, through `@caleche/storage-postgres`. */
import {
  layer,
  namesOf,
  type PostgresOptions as StorageOptions,
  portsWithin,
} from "@caleche/storage-postgres"
import { Redacted } from "effect"
import type { Storage } from "./Storage.ts"

export interface PostgresOptions extends Omit<StorageOptions, "url"> {
  /** `postgres://user:password@host/database`. */
  readonly url: string | Redacted.Redacted
}

/** All records in the database at `url`; `migrate: true` brings it up to date when it is opened. */
export const postgres = (options: PostgresOptions): Storage => {
  const url = typeof options.url === "string" ? Redacted.make(options.url) : options.url
  const enforced = options.isolation !== "single-operator"
  return {
    layer: layer({ ...options, url }),
    within: (tx) => portsWithin(tx, namesOf(options), enforced),
  }
}
