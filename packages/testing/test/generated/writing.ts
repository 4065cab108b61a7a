/** The file of the http package that holds what the server answered, one line an operation. */
import { fileURLToPath } from "node:url"
import { document } from "../http/document.ts"
import type { Recording } from "./recording.ts"

export const answersFile = fileURLToPath(new URL("../../../http/src/contract/answers.ts", import.meta.url))

export const written = ({ problems, recorded }: Recording): string => {
  const answers = new Map<string, unknown>()
  for (const { answer, endpoint } of recorded)
    if (answer?.headers.get("content-type") === "application/json" && !answers.has(endpoint.name))
      answers.set(endpoint.name, unsecret(answer.body))
  for (const { endpoint } of recorded) {
    // What no record of the demonstration could be asked is answered as its like is.
    const like = [...answers.keys()].find((name) => schemaOf(name) === schemaOf(endpoint.name))
    if (!answers.has(endpoint.name) && like !== undefined && schemaOf(like) !== undefined)
      answers.set(endpoint.name, answers.get(like))
  }
  const lines = (of: ReadonlyMap<string, unknown>) =>
    [...of]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, value]) =>
          `  ${/^\w+$/.test(name) ? name : JSON.stringify(name)}:\n    ${quoted(JSON.stringify(value))},\n`,
      )
      .join("")
  return `/**
 * What the server answered when the demonstration was asked as the examples ask, as JSON; written by
 * \`CALECHE_EXAMPLES=write npx vitest run --config vitest.workspace.ts --project testing test/generated/examples\`.
 */

/** By operation. */
export const answers: Readonly<Record<string, string>> = {
${lines(answers)}}

/** By the name of the problem's schema. */
export const problemAnswers: Readonly<Record<string, string>> = {
${lines(problems)}}
`
}

interface Described {
  readonly operationId: string
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >
}

/** The schema of an operation's answer, as text to compare. */
function schemaOf(name: string): string | undefined {
  const operations = Object.values(document.paths).flatMap((item) =>
    Object.values(item),
  ) as ReadonlyArray<Described>
  const responses = operations.find(({ operationId }) => operationId === name)!.responses
  const schema = (responses["200"] ?? responses["201"])?.content?.["application/json"]?.schema
  return schema === undefined ? undefined : JSON.stringify(schema)
}

/** Nothing that looks like a secret stands in the sources. */
function unsecret(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, (name, value: unknown) =>
      name === "credential"
        ? "shown here once"
        : name === "url"
          ? "https://vtc.example/portal/quotes/token"
          : value,
    ),
  )
}

const quoted = (json: string): string => `'${json.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`
