/**
 * What an operator has, in every status there is: one record of each collection that can be written to, quotes in every
 * status, and one order whose missions stand at every step, some of them given to another driver.
 */
import {
  type Actor,
  type AgencyId,
  type AgencyUserId,
  type DriverId,
  type InvitationId,
  isAllowed,
  type OperatorId,
  type QuoteId,
  type Subject,
  UserId,
} from "@caleche/core"
import { bodyOf } from "./bodies.ts"
import { actionOf, type Endpoint, endpoints } from "./endpoints.ts"
import type { Answered, Ask, Json } from "./server.ts"

/** Path parameters that name a record of the ground, and whose it is. */
export interface Candidate {
  readonly params: Readonly<Record<string, string>>
  readonly subject?: Subject
}

export interface Ground {
  readonly operatorId: OperatorId
  readonly admin: Actor
  /** People of its first agency, and the bearer of an invitation to it. */
  readonly partners: ReadonlyArray<Actor>
  readonly label: string
  /** Ids by collection: `quotes`, `missions`. */
  readonly ids: ReadonlyMap<string, ReadonlyArray<string>>
  /** The resources by id, as they were last read. */
  readonly records: ReadonlyMap<string, Json>
}

const text = (value: Json | undefined): string => value as unknown as string // the ground knows it is one
const list = (value: Json | undefined): ReadonlyArray<Json> => (value ?? []) as unknown as ReadonlyArray<Json> // likewise

export const adminOf = (operatorId: OperatorId): Actor => ({
  _tag: "OperatorUser",
  operatorId,
  id: UserId.make("01890000-0000-7000-8000-0000000000a3"),
  role: "ADMIN",
})

/** The collection a field or parameter names: `driverId` one of `drivers`, `agencyId` one of `agencies`. */
export const collectionOf = (field: string): string =>
  field
    .replace(/^bookedByA/, "a")
    .replace(/^into$/, "client")
    .replace(/Id$/, "")
    .replace(/y$/, "ie")
    .replace(/s?$/, "s")

export const makeGround = async (ask: Ask, operatorId: OperatorId, label: string): Promise<Ground> => {
  const admin = adminOf(operatorId)
  const ids = new Map<string, Array<string>>()
  const records = new Map<string, Json>()
  const send = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await ask(admin, method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }
  const keep = (collection: string, record: Json): string => {
    const id = text(record["id"])
    ids.set(collection, [...(ids.get(collection) ?? []), id])
    records.set(id, record)
    return id
  }
  const idFor = (field: string): string => {
    const id = ids.get(collectionOf(field))?.[0]
    if (id === undefined) throw new Missing(`the ground has no ${collectionOf(field)} for ${field}`)
    return id
  }

  await createEach(async (endpoint) => {
    const body = bodyOf(endpoint, { label, idFor })
    for (let twice = 0; twice < 2; twice++)
      keep(endpoint.path.split("/").at(-1)!, await send("POST", endpoint.path, body))
  })

  const absence = { from: "2034-01-01T00:00:00Z", until: "2034-01-02T00:00:00Z", reason: label }
  keep("absences", await send("POST", `/v1/drivers/${ids.get("drivers")![0]}/absences`, absence))

  const ofAgencies = endpoints.find(({ name }) => name === "agencyRoutes.create")!
  for (const agencyId of ids.get("agencies")!) {
    const path = pathOf(ofAgencies, { id: agencyId })
    keep("routes", await send("POST", path, bodyOf(ofAgencies, { label, idFor })))
  }

  for (const draft of ids.get("quotes") ?? [])
    for (const discount of list(
      (await send("POST", `/v1/quotes/${draft}/discounts`, granted(label)))["discounts"],
    ))
      keep("discounts", discount)

  const quote = async (pickups: ReadonlyArray<string>, more: object = {}): Promise<string> => {
    const lines = pickups.map((pickupAt) => ({
      kind: "TRANSPORT",
      description: label,
      unitPrice: "85.00",
      vatRate: "0.10",
      trip: { pickupAt, durationMinutes: 30 },
    }))
    const own = { clientId: idFor("clientId"), tripType: "OFF_GRID", pricingMode: "MANUAL" }
    const body = { ...own, lines, ...more }
    return keep("quotes", await send("POST", "/v1/quotes", body))
  }
  const sent = async (...pickups: ReadonlyArray<string>): Promise<string> => {
    const id = await quote(pickups)
    await send("POST", `/v1/quotes/${id}/send`, {})
    return id
  }
  await sent("2030-05-01T08:00:00Z")
  await send("POST", `/v1/quotes/${await sent("2030-05-02T08:00:00Z")}/decline`, { reason: label })
  await send("POST", `/v1/quotes/${await quote(["2030-05-03T08:00:00Z"])}/cancel`, { reason: label })

  const people = await Promise.all(
    ids.get("agencies")!.map(async (agencyId, at) => {
      const person = { name: label, email: `${label.toLowerCase()}-${at}@agency.example` }
      const user = await send("POST", `/v1/agencies/${agencyId}/staff`, person)
      return { agencyId, id: keep("users", user), invitationId: text(user["invitation"]!["id"]) }
    }),
  )
  const partners = people.slice(0, 1).flatMap(({ agencyId, id, invitationId }): ReadonlyArray<Actor> => {
    // Answers named them so.
    const user = { operatorId, agencyId: agencyId as AgencyId, id: id as AgencyUserId }
    return [
      { _tag: "AgencyUser", ...user, role: "ADMIN" },
      { _tag: "AgencyUser", ...user, role: "BOOKER" },
      { _tag: "Invitee", ...user, invitationId: invitationId as InvitationId },
    ]
  })

  const [booking] = partners
  const company = { type: "BUSINESS", name: label, email: `${label.toLowerCase()}@example.org` }
  const ofAgency = { ...company, agencyId: idFor("agencyId") }
  // Apart from the other clients, whom people may be merged into.
  const clientId = keep("companies", await send("POST", "/v1/clients", ofAgency))
  const asked = { clientId, tripType: "TRANSFER", trips: [{ pickupAt: "2030-08-01T08:00:00Z" }] }
  const request = await ask(booking, "POST", `/v1/agencies/${idFor("agencyId")}/quotes`, asked)
  if (request.status !== 201) throw new Error(`request: ${request.status} ${request.text}`)
  keep("quotes", request.body)
  const booked = { bookedByAgencyId: idFor("agencyId"), clientId }
  for (const pickupAt of ["2030-08-02T08:00:00Z", "2030-08-03T08:00:00Z"]) {
    const id = await quote([pickupAt], booked)
    await send("POST", `/v1/quotes/${id}/send`, {})
    if (pickupAt.startsWith("2030-08-02")) continue
    const { order } = await send("POST", `/v1/quotes/${id}/accept`, {})
    keep("orders", order!)
  }

  const stages = [...journey.keys(), "other", "accepted by other", "none"]
  const pickups = stages.map((_, day) => `2030-06-${String(day + 1).padStart(2, "0")}T08:00:00Z`)
  const { order } = await send("POST", `/v1/quotes/${await sent(...pickups)}/accept`, {})
  const orderId = keep("orders", order!)
  const missions = list((await send("GET", `/v1/orders/${orderId}`))["missions"])
  for (const [at, mission] of missions.entries()) {
    const id = keep("missions", mission)
    const stage = stages[at]!
    if (stage === "none") continue
    const own = typeof stage === "number"
    await send("POST", `/v1/missions/${id}/assign`, { driverId: ids.get("drivers")![own ? 0 : 1] })
    const steps = own ? journey.slice(0, stage) : stage === "other" ? [] : ["driver-accept"]
    for (const step of steps) await send("POST", `/v1/missions/${id}/${step}`, {})
  }
  await send("POST", `/v1/quotes/${await sent("2030-07-01T08:00:00Z")}/accept`, {}).then(({ order }) =>
    keep("orders", order!),
  )
  const partly = await send(
    "POST",
    `/v1/quotes/${await sent("2030-07-02T08:00:00Z", "2030-07-03T08:00:00Z")}/accept`,
    {},
  )
  const [gone] = list((await send("GET", `/v1/orders/${keep("orders", partly["order"]!)}`))["missions"])
  const cancelling = { by: "CLIENT", reason: label }
  await send("POST", `/v1/missions/${keep("missions", gone!)}/cancel`, cancelling)

  // The last one: open, and of no order.
  keep("missions", await send("POST", "/v1/missions", { pickupAt: "2036-01-01T08:00:00Z" }))

  for (const [collection, known] of ids)
    for (const id of known) {
      if (!endpoints.some(({ method, path }) => method === "GET" && path === `/v1/${collection}/:id`))
        continue
      records.set(id, await send("GET", `/v1/${collection}/${id}`))
    }
  return { operatorId, admin, partners, label, ids, records }
}

/** Who asks for what the endpoint does: the ADMIN, or where that is not the operator's affair, one who may. */
export const askerOf = (ground: Ground, endpoint: Endpoint): Actor => {
  const asker = [ground.admin, ...ground.partners].find((actor) => isAllowed(actor, actionOf(endpoint)))
  if (asker === undefined) throw new Error(`nobody of the ground may ask for ${endpoint.name}`)
  return asker
}

const granted = (name: string) => ({ name, share: "0.05" })

/** What a driver does with a mission, in order. */
const journey = ["driver-accept", "start", "arrive", "board", "drop-off", "complete", ""]

class Missing extends Error {}

/** Creates a record of each collection; one that needs another's id waits for its turn. */
async function createEach(create: (endpoint: Endpoint) => Promise<void>): Promise<void> {
  let waiting = endpoints.filter(
    ({ method, path, params, name }) =>
      method === "POST" && params.length === 0 && name.endsWith(".create") && path.split("/").length === 3,
  )
  while (waiting.length > 0) {
    const left: Array<Endpoint> = []
    let why: Missing | undefined
    for (const endpoint of waiting) {
      try {
        await create(endpoint)
      } catch (error) {
        if (!(error instanceof Missing)) throw error
        why = error
        left.push(endpoint)
      }
    }
    if (left.length === waiting.length) throw why
    waiting = left
  }
}

/** The records an endpoint's path can name. */
export const candidatesOf = (endpoint: Endpoint, ground: Ground): ReadonlyArray<Candidate> => {
  const [first, ...others] = endpoint.params
  if (first === undefined) return [{ params: {} }]
  const collection = endpoint.path.split("/")[2]!
  const known = ground.ids.get(collection) ?? []
  if (known.length === 0)
    throw new Error(
      `the ground has no ${collection} for ${endpoint.name}: add some in packages/testing/test/walks/ground.ts`,
    )
  return known.flatMap((id) =>
    others
      .reduce<ReadonlyArray<Readonly<Record<string, string>>>>(
        (sets, name) =>
          sets.flatMap((set) => childrenOf(ground, id, name).map((child) => ({ ...set, [name]: child }))),
        [{ [first]: id }],
      )
      .map((params) => ({ params, ...subjectOf(collection, id, ground.records.get(id) ?? {}) })),
  )
}

/** The ids a nested parameter can take: those inside the parent's resource, else any of that collection. */
function childrenOf(ground: Ground, parent: string, name: string): ReadonlyArray<string> {
  const inside = list(ground.records.get(parent)?.[collectionOf(name)])
  const nested = inside.map((item) => item[name] ?? item["id"]).filter((id) => id !== undefined)
  return nested.length > 0 ? nested.map(text) : (ground.ids.get(collectionOf(name)) ?? [])
}

function subjectOf(collection: string, id: string, record: Json): Pick<Candidate, "subject"> {
  switch (collection) {
    case "quotes":
      return { subject: { quoteId: id as QuoteId } } // an answer named it so
    case "missions":
      return { subject: { driverId: text(record["driverId"]) as DriverId | undefined } } // likewise
    case "agencies":
      return { subject: { agencyId: id as AgencyId } } // likewise
    case "drivers":
      return { subject: { driverId: id as DriverId } } // likewise
    default:
      return {}
  }
}

/** The endpoint's path with its parameters filled in. */
export const pathOf = ({ path }: Endpoint, params: Readonly<Record<string, string>>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? "")

/** A valid request of the endpoint about `candidate`. */
export const askAbout = (
  ask: Ask,
  ground: Ground,
  actor: Actor | undefined,
  endpoint: Endpoint,
  candidate: Candidate,
  body: unknown = bodyOf(endpoint, fillingOf(ground)),
  headers: Record<string, string> = {},
): Promise<Answered> => ask(actor, endpoint.method, pathOf(endpoint, candidate.params), body, headers)

/** What bodies are filled with from this ground. */
export const fillingOf = ({ label, ids }: Ground) => ({
  label,
  idFor: (field: string): string =>
    ids.get(collectionOf(field))?.at(-1) ?? "01890000-0000-7000-8000-00000000dead",
})
