/** Times mean nothing on a shared machine; the ratio of two things measured in turns in one run does. */

export interface Work {
  readonly name: string
  /** Does the work once; its result is used, so that no compiler leaves it out. */
  readonly run: () => number
}

/** CPU time of each piece of work relative to the first: the median over `rounds` in which all take turns. */
export const ratios = (
  works: ReadonlyArray<Work>,
  rounds = 31,
): ReadonlyArray<{ readonly name: string; readonly ratio: number }> => {
  for (const { run } of works) for (let warm = 0; warm < 20; warm++) spent(run)
  const measured = Array.from({ length: rounds }, () => {
    const times = works.map(({ run }) => spent(run))
    return times.map((time) => time / times[0]!) // the first is there
  })
  return works.map(({ name }, place) => ({ name, ratio: median(measured.map((round) => round[place]!)) })) // one each
}

let sink = 0

const spent = (run: () => number): number => {
  const before = process.cpuUsage()
  for (let again = 0; again < 10; again++) sink += run()
  const { user, system } = process.cpuUsage(before)
  return user + system + (sink === -1 ? 1 : 0)
}

const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
