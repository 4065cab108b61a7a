/** PostgreSQL in-process (PGlite) under the PostgreSQL storage: the embedded default. */
export { FolderInUse, folderLock } from "./folderLock.ts"
export { layer, migratedSnapshot, type PgliteStartError, type PgliteStorageOptions } from "./layer.ts"
export { makePglite, type Pglite, type PgliteOptions } from "./Pglite.ts"
export { makePgliteClient, type PgliteClientConfig } from "./PgliteClient.ts"
export { PgliteFailed } from "./PgliteFailed.ts"
