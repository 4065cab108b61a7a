/**
 * The `source` condition leads to TypeScript for this workspace only: below `node_modules` Node strips no types.
 * After a change of this file run `pnpm install`: the lockfile records its checksum.
 */
const withoutSource = (exports) =>
  Object.fromEntries(
    Object.entries(exports).map(([path, target]) => {
      if (typeof target === "string") return [path, target]
      const { source: _, ...published } = target
      return [path, published]
    }),
  )

export const hooks = {
  beforePacking: (manifest) =>
    manifest.exports === undefined ? manifest : { ...manifest, exports: withoutSource(manifest.exports) },
}
