/** A router on this machine that gives recorded answers, one after the other, and notes what it was asked. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"

export interface Answer {
  readonly status?: number
  /** Sent as JSON, unless it is text. */
  readonly body?: unknown
  /** Keeps the caller waiting: before the head, or with the body half sent. */
  readonly stuck?: "head" | "body"
}

/** The last of the answers is given for good. */
export const routerOf = async (...answers: ReadonlyArray<Answer>) => {
  const asked: Array<string> = []
  const server = createServer((request, response) => {
    const { body = "", status = 200, stuck } = answers[Math.min(asked.length, answers.length - 1)]!
    asked.push(request.url!)
    if (stuck === "head") return
    response.writeHead(status, { "content-type": "application/json; charset=UTF-8" })
    if (stuck === "body") return void response.write('{"code":"Ok",')
    response.end(typeof body === "string" ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // it listens on a port
  return { baseUrl: `http://127.0.0.1:${port}`, asked }
}
