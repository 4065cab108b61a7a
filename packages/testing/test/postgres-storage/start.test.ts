/** The storage says on start when it could not keep operators apart, and on request whether it can serve. */
import { OperatorRepository, StorageHealth } from "@caleche/core"
import { layer, migrate, type PostgresOptions } from "@caleche/storage-postgres"
import { newOperator, useCases } from "@caleche/testing"
import { Cause, Effect, Exit, Layer, Option, Redacted } from "effect"
import { beforeAll, describe, expect, test } from "vitest"
import { emptyDatabase, order, query, storageOn } from "./database.ts"

const { run, url } = storageOn("start")
const empty = emptyDatabase("start_empty")

beforeAll(async () => {
  await query(
    url,
    `do $$ begin
       if not exists (select from pg_roles where rolname = 'start_bypass') then
         create role start_bypass bypassrls;
         create role start_pooled login in role caleche_app;
       end if;
     end $$`,
  )
})

/** How the layer starts: the error it fails with, or undefined. */
const startWith = async (options: Partial<PostgresOptions>) => {
  const exit = await Effect.runPromiseExit(
    Effect.scoped(Layer.build(layer({ url: Redacted.make(url), ...options }))),
  )
  return Exit.isSuccess(exit) ? undefined : Option.getOrThrow(Cause.findErrorOption(exit.cause))
}

describe("the layer", () => {
  test.each([
    ["postgres", "SUPERUSER"],
    ["start_bypass", "BYPASSRLS"],
    ["caleche_owner", "OWNER"],
  ])("does not serve as %s", async (app, reason) => {
    expect(await startWith({ roles: { app } })).toMatchObject({
      _tag: "IsolationNotEnforced",
      role: app,
      reason,
    })
  })

  test("serves as the app role, also for a superuser's login", async () => {
    expect(await startWith({})).toBeUndefined()
  })

  test("serves as whoever it is when there is one operator only, under the same policies", async () => {
    const storage = layer({ url: Redacted.make(url), isolation: "single-operator" })
    const { name } = await Effect.runPromise(Effect.provide(newOperator({ name: "Alone" }), storage))
    expect(name).toBe("Alone")
  })

  test("runs its statements under the search path that every function sets: under another one plans would be made anew", async () => {
    await query(
      url,
      `create function public.tell_path() returns trigger language plpgsql as $$
         begin new.name := current_setting('search_path'); return new; end $$`,
    )
    await query(
      url,
      "create trigger path_told before insert on caleche.operators for each row execute function public.tell_path()",
    )
    const stored = await run(
      Effect.flatMap(newOperator(), ({ id }) => Effect.flatMap(OperatorRepository, ({ get }) => get(id))),
    )
    await query(url, "drop function public.tell_path() cascade")
    const functions = await query<{ path: string }>(
      url,
      `select distinct substr(c, 13) as path from pg_proc p cross join lateral unnest(p.proconfig) c
       where p.pronamespace = 'caleche'::regnamespace and c like 'search_path=%'`,
    )
    expect(functions).toEqual([{ path: stored.name }])
  })

  test("fails with a retryable StorageFailed when nobody listens", async () => {
    const error = await startWith({ url: Redacted.make("postgres://postgres@127.0.0.1:1/none") })
    expect(error).toMatchObject({ _tag: "StorageFailed", retryable: true })
  })

  test("fails with a StorageFailed when its role is missing, which no retry mends", async () => {
    const error = await startWith({ roles: { prefix: "absent" } })
    expect(error).toMatchObject({ _tag: "StorageFailed", retryable: false })
  })

  test("serves behind a pooler that changes the session with each transaction", async () => {
    const pooled = new URL(url)
    pooled.username = "start_pooled"
    const storage = layer({ url: Redacted.make(pooled.href), pooler: "transaction" })
    const { order: made } = await Effect.runPromise(
      Effect.provide(order, useCases().pipe(Layer.provideMerge(storage))),
    )
    expect(made.status).toBe("PENDING")
  })
})

describe("readiness", () => {
  const check = (at: string) =>
    Effect.runPromise(
      Effect.flatMap(StorageHealth, (health) => Effect.result(health.check)).pipe(
        Effect.provide(layer({ url: Redacted.make(at) })),
      ),
    )

  test("is given when the database has every step of this release, or more", async () => {
    expect(await check(url)).toMatchObject({ _tag: "Success" })
    await query(url, "insert into caleche.migrations (name) values ('9999_next_release')")
    expect(await check(url)).toMatchObject({ _tag: "Success" })
  })

  test("names the steps that are missing, all of them in an empty database", async () => {
    const before = await check(empty)
    await Effect.runPromise(migrate({ url: Redacted.make(empty) }))
    const steps = await query<{ name: string }>(empty, "select name from caleche.migrations order by name")
    expect(before).toMatchObject({
      _tag: "Failure",
      failure: { _tag: "MigrationsPending", pending: steps.map(({ name }) => name) },
    })
    await query(empty, "delete from caleche.migrations where name = '0003_records'")
    expect(await check(empty)).toMatchObject({ failure: { pending: ["0003_records"] } })
  })
})
