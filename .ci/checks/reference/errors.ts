/** `docs/reference/errors.md`: every error an answer over HTTP can name, from the table the server itself answers from. */
import { problemTable } from "../../../packages/http/src/problems/problemTable.ts"
import { makeApi } from "../../../packages/http/src/Api.ts"
import { OpenApi } from "effect/http-api"

interface Operation {
  readonly responses?: Readonly<Record<string, unknown>>
}

/** How many endpoints can answer an error, by code, as the OpenAPI document declares it. */
const usesOf = (): ReadonlyMap<string, number> => {
  const uses = new Map<string, number>()
  const document = OpenApi.fromApi(makeApi())
  const text = (value: unknown): string => JSON.stringify(value) ?? ""
  for (const path of Object.values(document.paths))
    for (const operation of Object.values(path as Readonly<Record<string, Operation>>)) {
      const said = text(operation.responses)
      for (const code of Object.keys(problemTable))
        if (new RegExp(`[/"]${code}(Problem)?"`).test(said)) uses.set(code, (uses.get(code) ?? 0) + 1)
    }
  return uses
}

export const errorsPage = (): string => {
  const uses = usesOf()
  const rows = Object.entries(problemTable).toSorted(
    ([a, { status: first }], [b, { status: second }]) => first - second || (a < b ? -1 : 1),
  )
  return [
    "# Errors",
    "",
    "Generated from `packages/http/src/problems` by `npm run reference`. Over HTTP an error is a problem document (RFC 9457)",
    "whose `code` is the name below, with the error's own fields beside it; in TypeScript it is the tagged error of that name.",
    "",
    "| Code | Status | Title | Endpoints |",
    "| --- | --: | --- | --: |",
    ...rows.map(
      ([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} | ${uses.get(code) ?? "any"} |`,
    ),
    "",
  ].join("\n")
}
