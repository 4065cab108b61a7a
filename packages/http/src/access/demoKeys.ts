/**
 * Fixed keys for the demonstration: `demo-operator`, `demo-manager`, `demo-admin`, one a role.
 *
 * Everyone knows them, so they open only a server that listens on a loopback address, and only to requests that name it
 * so: a page elsewhere that makes its name point at 127.0.0.1 still sends its own name as the host.
 */
import { type OperatorId, type Role, UserId } from "@caleche/core"
import { Effect } from "effect"
import { Unauthorized } from "../problems/RequestErrors.ts"
import { bearerToken, type Resolver } from "./Authenticator.ts"

const users: Readonly<Record<string, { readonly role: Role; readonly id: UserId }>> = {
  "demo-operator": { role: "OPERATOR", id: UserId.make("00000000-0000-7000-8000-0000000000a1") },
  "demo-manager": { role: "MANAGER", id: UserId.make("00000000-0000-7000-8000-0000000000a2") },
  "demo-admin": { role: "ADMIN", id: UserId.make("00000000-0000-7000-8000-0000000000a3") },
}

/** Whether `host` is this machine alone: `localhost`, `127.0.0.0/8` or `::1`. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?::1\]?)$/i.test(host)

/** Knows the fixed keys as staff of `operatorId`. Throws when `boundTo`, the address served on, is not a loopback one. */
export const demoKeys = (options: {
  readonly operatorId: OperatorId
  readonly boundTo: string
}): Resolver => {
  if (!isLoopback(options.boundTo)) {
    throw new Error(
      `demonstration keys open nothing on ${options.boundTo}: serve on 127.0.0.1, or make an API key`,
    )
  }
  return (headers) => {
    const token = bearerToken(headers)
    const user = token !== undefined && Object.hasOwn(users, token) ? users[token] : undefined
    if (user === undefined || !isLoopback(hostNamed(headers) ?? "localhost"))
      return Effect.fail(new Unauthorized())
    const { id, role } = user
    return Effect.succeed({
      actor: { _tag: "OperatorUser", operatorId: options.operatorId, id, role },
      credential: `demo:${role}`,
    })
  }
}

function hostNamed(headers: Headers): string | undefined {
  return headers.get("host")?.replace(/:\d+$/, "")
}
