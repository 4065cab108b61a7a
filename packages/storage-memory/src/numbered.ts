/** Document numbers in memory: a counter for each kind and year of an operator. */
import { DocumentNumber, type OperatorId } from "@caleche/core"
import { type Data, put, row } from "./Store.ts"

/** The next number of a series, and the data with its counter moved on. */
export const numbered = (
  data: Data,
  operatorId: OperatorId,
  series: DocumentNumber.Series,
): readonly [string, Data] => {
  const key = `${series.kind}/${series.year}`
  const sequence = (row(data.counters, operatorId, key) ?? 0) + 1
  return [
    DocumentNumber.format(series, sequence),
    { ...data, counters: put(data.counters, operatorId, key, sequence) },
  ]
}
