/** What the application had before: bookings in a table of its own, written in transactions of its own. */
import type { Pool, PoolClient } from "pg"

/** A booking, with the quote it is sold by. */
export interface Booking {
  readonly reference: string
  readonly quote_id: string
}

export const createTables = (pool: Pool): Promise<unknown> =>
  pool.query("create table if not exists bookings (reference text primary key, quote_id uuid not null)")

/** Runs `body` in one transaction: what it wrote is kept when it returns, and gone when it throws. */
export const inTransaction = async <A>(pool: Pool, body: (tx: PoolClient) => Promise<A>): Promise<A> => {
  const client = await pool.connect()
  try {
    await client.query("begin")
    const value = await body(client)
    await client.query("commit")
    return value
  } catch (cause) {
    await client.query("rollback")
    throw cause
  } finally {
    client.release()
  }
}

/** Fails when the reference is taken. */
export const addBooking = async (tx: PoolClient, { reference, quote_id }: Booking): Promise<void> => {
  await tx.query("insert into bookings (reference, quote_id) values ($1, $2)", [reference, quote_id])
}

export const bookings = async (pool: Pool): Promise<ReadonlyArray<Booking>> =>
  (await pool.query<Booking>("select reference, quote_id from bookings order by reference")).rows
