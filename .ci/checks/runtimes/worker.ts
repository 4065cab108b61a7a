/** The prices in a worker thread. */
import { parentPort, workerData } from "node:worker_threads"
import { priced } from "./price.ts"

parentPort!.postMessage(priced(workerData), [])
