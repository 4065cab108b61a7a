/** How much there is of everything when there are so many orders. */

export interface Extent {
  readonly orders: number
  /** Those whose trip lies before `now`; the rest is to come. */
  readonly past: number
  readonly clients: number
  /** The first so many clients have orders; the others only asked. */
  readonly withOrders: number
  readonly drivers: number
  /** The last so many of the past are under way. */
  readonly underWay: number
  readonly now: Date
}

export const extentOf = (orders: number, now: Date): Extent => {
  const clients = Math.max(50, Math.floor(orders / 5))
  const drivers = Math.max(60, Math.floor(orders / 1_000))
  return {
    orders,
    past: Math.floor(orders * 0.98),
    clients,
    withOrders: Math.floor(clients * 0.97),
    drivers,
    underWay: Math.min(Math.ceil(orders / 2_000), drivers / 2),
    now,
  }
}
