/** What the load generator can be asked to do, and what it answers. */
import { fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { ended } from "./processes.ts"

export type Job = { readonly origin: string; readonly connections: number } & (
  | { readonly kind: "orders"; readonly ids: ReadonlyArray<string>; readonly milliseconds: number }
  | { readonly kind: "paths"; readonly paths: ReadonlyArray<string>; readonly milliseconds: number }
  | { readonly kind: "flow"; readonly milliseconds: number }
  | { readonly kind: "seed"; readonly count: number }
)

export type Report =
  | { readonly done: number; readonly milliseconds: number; readonly ids: ReadonlyArray<string> }
  | { readonly failed: string }

export type Done = Exclude<Report, { readonly failed: string }>

export interface Load {
  /** One job at a time. Rejects when any request was refused. */
  readonly run: (job: Job) => Promise<Done>
  readonly stop: () => Promise<void>
}

export const startLoad = (): Load => {
  const child = fork(fileURLToPath(new URL("./generator.ts", import.meta.url)), {
    execArgv: ["--conditions=source"],
  })
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        const gone = (code: number | null) => reject(new Error(`the load generator ended with ${code}`))
        child.once("exit", gone)
        child.once("message", (report: Report) => {
          child.off("exit", gone)
          if ("failed" in report) reject(new Error(report.failed))
          else resolve(report)
        })
        child.send(job)
      }),
    stop: () => ended(child),
  }
}
