/** How much one request may be. */
export const limits = {
  /** Bytes of a body: 1 MiB. */
  body: 1_048_576,
  /** Bytes of an import, of whoever may import: 50 MiB. */
  import: 52_428_800,
  /** Characters of path and query. */
  url: 8_192,
  /** Objects and arrays inside one another. */
  depth: 32,
  /** Seconds a request may take. */
  seconds: 30,
} as const
