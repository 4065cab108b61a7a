/** PostgreSQL in this process, through `@caleche/storage-pglite`: nothing to install, nothing to run. */
import { layer, type PgliteStorageOptions } from "@caleche/storage-pglite"
import type { Storage } from "./Storage.ts"

/** In memory unless `dataDir` names a folder; migrated when it is opened. */
export const embedded = (options: PgliteStorageOptions = {}): Storage => ({ layer: layer(options) })

export type { PgliteStorageOptions as EmbeddedOptions } from "@caleche/storage-pglite"
