/** The one operator of a benchmark and its key. Worth nothing elsewhere: the database lives as long as the run. */

export const operatorId = "0190a000-0000-7000-8000-00000000beec"

export const apiKey = `cal_bench_${operatorId.replaceAll("-", "")}_${"ab".repeat(32)}`
