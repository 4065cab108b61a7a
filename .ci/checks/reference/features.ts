/** `docs/reference/features.md`: each feature with the tests that carry its number and the endpoints that serve it. */
import { HttpApi } from "effect/http-api"
import { makeApi } from "../../../packages/http/src/Api.ts"
import { sourcesIn } from "../sources.ts"
import { type Feature, features } from "./featureList.ts"

/** Where tests lie, below a package or an example. */
const isTest = (path: string): boolean =>
  /^(packages|examples)\/[^/]+\/test\//.test(path) || path.startsWith("packages/testing/src/conformance/")

/** The files with a test whose name carries the number, by number. */
const testsByNumber = (root: string): ReadonlyMap<number, ReadonlySet<string>> => {
  const found = new Map<number, Set<string>>()
  const sources = [...sourcesIn(root, "packages"), ...sourcesIn(root, "examples")]
  for (const { path, text } of sources.filter((source) => isTest(source.path)))
    for (const [, numbers = ""] of text.matchAll(/["'`]((?:F\d{1,3} )+)/g))
      for (const number of numbers.trim().split(" ")) {
        const n = Number(number.slice(1))
        found.set(n, (found.get(n) ?? new Set()).add(path))
      }
  return found
}

/** Every endpoint of the contract: `POST /v1/quotes/:id/accept`. */
const endpointsOf = (): ReadonlySet<string> => {
  const endpoints = new Set<string>()
  HttpApi.reflect(makeApi(), {
    onGroup: () => {},
    onEndpoint: ({ endpoint }) => void endpoints.add(`${endpoint.method} ${endpoint.path}`),
  })
  return endpoints
}

/** The page; throws for an endpoint or a feature that is not there. */
export const featuresPage = (root: string): string => {
  const tests = testsByNumber(root)
  const endpoints = endpointsOf()
  for (const number of tests.keys())
    if (!features.some(([known]) => known === number))
      throw new Error(`a test carries F${number}, which is no feature`)
  const row = ([number, words, served = []]: Feature): string => {
    for (const endpoint of served)
      if (!endpoints.has(endpoint))
        throw new Error(`F${number} names ${endpoint}, which is not in the contract`)
    const files = [...(tests.get(number) ?? [])].toSorted()
    const links = files.map((path) => `[${nameOf(path)}](../../${path})`)
    const built = files.length > 0
    return `| ${number} | ${words} | ${built ? links.join(", ") : "**not built**"} | ${built && served.length > 0 ? served.map((endpoint) => `\`${endpoint}\``).join(", ") : "–"} |`
  }
  const carried = features.filter(([number]) => tests.has(number)).length
  return [
    "# Features, their tests and their endpoints",
    "",
    "Generated from the tests whose names carry a feature's number (`F41 …`) and from the contract, by `npm run reference`.",
    `${carried} of ${features.length} features have such a test. One without is listed as not built, also where parts of it are there.`,
    "",
    "| | Feature | Tests | Endpoints |",
    "| --: | --- | --- | --- |",
    ...features.map(row),
    "",
  ].join("\n")
}

/** The file's name without what all have in common, with its package. */
const nameOf = (path: string): string => {
  const [, pack = "", ...rest] = path.split("/")
  return `${pack}/${(rest.at(-1) ?? "").replace(/(\.test)?\.ts$/, "")}`
}
