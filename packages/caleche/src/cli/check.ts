/** `caleche check`: whether the views follow from the facts, and mending search keys of an earlier release. */
import { type Checked, type Difference, type Operator, StorageCheck } from "@caleche/core"
import { DateTime, Effect, type Option, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import { NotClean } from "./failure.ts"
import { operatorFlag, operatorsNamed } from "./operator.ts"
import { remark, say, table } from "./output.ts"
import { lasting } from "./settings.ts"
import { commandWorld } from "./world.ts"

/** Differences that are printed one by one; there may be as many as there are records. */
const shown = 1_000

export const check = Command.make(
  "check",
  {
    operator: operatorFlag,
    rekey: Flag.Boolean("rekey").pipe(
      Flag.withDescription("First write search and sort keys anew where this release computes others"),
      Flag.withDefault(false),
    ),
    json: Flag.Boolean("json").pipe(
      Flag.withDescription("Print a line of JSON for each difference"),
      Flag.withDefault(false),
    ),
  },
  Effect.fnUntraced(function* ({ json, operator, rekey }) {
    const keeping = yield* lasting
    yield* checking(operator, rekey, json).pipe(Effect.provide(commandWorld(keeping)))
  }),
).pipe(
  Command.withDescription(
    "Compute every stored view anew from the facts and report each difference; also the steps, roles and policies of the storage. Status 1 when something differs. Orders that change meanwhile are no difference: each record is read at one moment.",
  ),
  Command.withShortDescription("Check stored views against the facts"),
  Command.withExamples([
    { command: "caleche check", description: "Every operator" },
    { command: "caleche check --rekey", description: "After an upgrade that searches otherwise" },
  ]),
)

const checking = Effect.fnUntraced(function* (
  named: Option.Option<string>,
  rekeying: boolean,
  json: boolean,
) {
  const storage = yield* StorageCheck
  const tally = new Map<Checked["view"], { records: number; differences: number }>()
  let differences = 0
  const note = ({ differences: found, records, view }: Checked) =>
    Effect.gen(function* () {
      tallied(tally, view).records += records
      for (const difference of found) {
        tallied(tally, difference.view).differences++
        if (++differences <= shown || json)
          yield* say(json ? JSON.stringify(difference) : sentence(difference))
      }
    })
  yield* note(yield* storage.structure)
  for (const operator of yield* operatorsNamed(named)) {
    if (rekeying) yield* rekey(operator)
    yield* Stream.runForEach(storage.views(operator), note)
    const { buried, oldestDueAt, pending } = yield* storage.messages(operator.id)
    if (pending + buried > 0) {
      const since = oldestDueAt === undefined ? "" : `, the oldest due ${DateTime.formatIso(oldestDueAt)}`
      yield* remark(
        `${operator.name}: ${pending} messages wait in the outbox${since}; ${buried} were given up`,
      )
    }
  }
  const rows = [...tally].map(([view, { differences: n, records }]) => [view, String(records), String(n)])
  if (differences > shown && !json)
    yield* remark(`${differences - shown} more are not shown; --json shows all`)
  for (const line of table([["view", "records", "differences"], ...rows], [1, 2]))
    yield* json ? remark(line) : say(line)
  if (differences > 0) return yield* new NotClean({ message: `${differences} differences` })
})

const rekey = Effect.fnUntraced(function* (operator: Operator) {
  const storage = yield* StorageCheck
  let [records, rekeyed, told] = [0, 0, 0]
  yield* Stream.runForEach(storage.rekey(operator.id), (stretch) =>
    Effect.suspend(() => {
      records += stretch.records
      rekeyed += stretch.rekeyed
      if (records - told < progressEvery) return Effect.void
      told = records
      return remark(`${operator.name}: ${records} records, ${rekeyed} keys written`)
    }),
  )
  yield* remark(`${operator.name}: ${rekeyed} of ${records} records have their keys anew`)
})

const progressEvery = 10_000

function tallied(
  tally: Map<Checked["view"], { records: number; differences: number }>,
  view: Checked["view"],
): { records: number; differences: number } {
  const known = tally.get(view) ?? { records: 0, differences: 0 }
  tally.set(view, known)
  return known
}

const sentence = ({ expected, field, id, stored, view }: Difference): string =>
  `${view} ${id} ${field}: is ${stored}, should be ${expected}`
