/** The packages that go to the registry: every one below `packages` that is not private. */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export interface PublicPackage {
  readonly name: string
  /** Folder, absolute. */
  readonly folder: string
  readonly manifest: Manifest
  /** What a consumer writes to import it: the name itself and its sub-paths, without `package.json`. */
  readonly entries: ReadonlyArray<{ readonly specifier: string; readonly types: string }>
}

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, string | { readonly types: string }>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

export const publicPackages = (root: string): ReadonlyArray<PublicPackage> =>
  readdirSync(join(root, "packages"))
    .sort()
    .filter((folder) => existsSync(join(root, "packages", folder, "package.json")))
    .map((folder) => join(root, "packages", folder))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => ({ name: manifest.name, folder, manifest, entries: entriesOf(manifest) }))

/** Packs the packages as they would be published; returns the tarball of each name. */
export const pack = (
  packages: ReadonlyArray<PublicPackage>,
  destination: string,
): ReadonlyMap<string, string> =>
  new Map(
    packages.map(({ name, folder, manifest }) => {
      execFileSync("npx", ["-y", "pnpm@12.21.0", "pack", "--pack-destination", destination], {
        cwd: folder,
        stdio: "pipe",
      })
      return [name, join(destination, `${name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`)]
    }),
  )

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))

const entriesOf = ({ name, exports = {} }: Manifest): PublicPackage["entries"] =>
  Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "string" ? [] : [{ specifier: name + path.slice(1), types: target.types }],
  )
