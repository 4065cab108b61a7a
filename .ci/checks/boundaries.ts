/**
 * Which way things depend: packages point at the core, and inside the core a capability knows only the ones
 * before it. One list states each rule, so that the order can be read at a glance and never grows a cycle.
 */
import { readdirSync } from "node:fs"
import { join } from "node:path"
import {
  type ModuleRequest,
  report,
  requestsOf,
  resolveRelative,
  rootOf,
  type Source,
  sourcesIn,
} from "./sources.ts"

/** The capabilities of `packages/core/src`, in order: each may import from those before it. */
const capabilities = [
  "shared",
  "operators",
  "access",
  "ports",
  "contacts",
  "pricing",
  "quotes",
  "drivers",
  "missions",
  "orders",
  "messages",
  "invoices",
  "views",
]

/** What the sources of each package may import from the others. */
const packages: Readonly<Record<string, ReadonlyArray<string>>> = {
  core: [],
  "storage-memory": ["core"],
  "storage-postgres": ["core"],
  "storage-pglite": ["core", "storage-postgres"],
  "phone-numbers": ["core"],
  "mail-smtp": ["core"],
  "documents-pdf": ["core"],
  "distances-osrm": ["core"],
  http: ["core"],
  hono: ["core", "http"],
  caleche: [
    "core",
    "http",
    "phone-numbers",
    "distances-osrm",
    "documents-pdf",
    "storage-postgres",
    "storage-pglite",
    "storage-memory",
    "mail-smtp",
    "hono",
  ],
  testing: ["core", "storage-memory"],
  demo: [
    "core",
    "http",
    "hono",
    "storage-memory",
    "storage-postgres",
    "storage-pglite",
    "mail-smtp",
    "caleche",
  ],
}

/** Packages whose own tests stay without any other package of ours, so that no development cycle comes about. */
const testedAlone = ["core"]

/** Names that say nothing about transport. */
const emptyNames = [
  "services",
  "models",
  "utils",
  "helpers",
  "common",
  "misc",
  "types",
  "lib",
  "manager",
  "base",
]

const root = rootOf(process.argv)

const packageOf = (specifier: string): string | undefined =>
  specifier === "caleche" || specifier.startsWith("caleche/")
    ? "caleche"
    : /^@caleche\/([^/]+)/.exec(specifier)?.[1]

const checkPackage = (
  name: string,
  source: Source,
  { specifier, line }: ModuleRequest,
): ReadonlyArray<string> => {
  const at = `${source.path}:${line}`
  if (specifier.startsWith(".")) {
    const target = resolveRelative(source.path, specifier)
    return target.startsWith(`packages/${name}/`) ? [] : [`${at}: reaches out of its package to ${target}`]
  }
  const other = packageOf(specifier)
  if (other === undefined || other === name || packages[name]?.includes(other)) return []
  return [
    `${at}: ${name} may not import ${specifier} (allowed: ${packages[name]?.join(", ") || "no other package"})`,
  ]
}

const checkCapability = (source: Source, { specifier, line }: ModuleRequest): ReadonlyArray<string> => {
  const at = `${source.path}:${line}`
  if (specifier.startsWith("node:")) return [`${at}: core runs everywhere, so it may not import ${specifier}`]
  if (!specifier.startsWith(".")) return []
  const from = capabilityOf(source.path)
  const to = capabilityOf(resolveRelative(source.path, specifier))
  if (from === undefined || from === to) return []
  if (to === undefined) return [`${at}: ${from} may not import core's root (${specifier})`]
  return capabilities.indexOf(to) < capabilities.indexOf(from)
    ? []
    : [`${at}: ${from} may not import ${to} (order: ${capabilities.join(" < ")})`]
}

const capabilityOf = (path: string): string | undefined => /^packages\/core\/src\/([^/]+)\//.exec(path)?.[1]

const checkPlace = (name: string, { path }: Source): ReadonlyArray<string> => {
  const words = path
    .split("/")
    .slice(3)
    .map((word) => word.replace(/(\.test)?\.ts$/, "").toLowerCase())
  const empty = words.filter((word) => emptyNames.includes(word))
  const capability = capabilityOf(path)
  return [
    ...empty.map((word) => `${path}: "${word}" names nothing of the trade`),
    ...(name === "core" && capability !== undefined && !capabilities.includes(capability)
      ? [`${path}: ${capability} has no place in the order of core's capabilities`]
      : []),
  ]
}

const found = readdirSync(join(root, "packages")).flatMap((name) => {
  if (packages[name] === undefined) return [`packages/${name}: has no line in the table of packages`]
  const sources = sourcesIn(root, `packages/${name}/src`)
  const tests = sourcesIn(root, `packages/${name}/test`)
  return [
    ...sources.flatMap((source) => [
      ...checkPlace(name, source),
      ...requestsOf(source).flatMap((request) => [
        ...checkPackage(name, source, request),
        ...(name === "core" ? checkCapability(source, request) : []),
      ]),
    ]),
    ...tests.flatMap((source) => [
      ...checkPlace(name, source),
      ...requestsOf(source).flatMap((request) =>
        testedAlone.includes(name) ? checkPackage(name, source, request) : [],
      ),
    ]),
  ]
})

report("boundaries", `${Object.keys(packages).length} packages in the table`, found)
