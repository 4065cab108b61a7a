/** The conditions under which a rule applies: all of those given. */
import { Schema } from "effect"
import { ClientType } from "../../contacts/Client.ts"
import { AgencyId } from "../../shared/Ids.ts"
import { LocalDate } from "../../shared/Instant.ts"
import { RowId, VehicleCategory } from "../book/Row.ts"
import type { LocalMoment } from "../LocalClock.ts"
import { contains, type DayWindow, dayWindow, LocalWindow } from "../LocalWindow.ts"
import type { Situation } from "../Situation.ts"
import { TripType } from "../Trip.ts"
import type { RuleBook } from "./RuleKind.ts"
import { formed, UpTo } from "../../shared/Text.ts"

const some = <Item extends Schema.Top>(item: Item, most: number) =>
  Schema.Array(item).check(Schema.isMaxLength(most))

export const When = Schema.Struct({
  /** From `from` (in) to `to` (out); may cross midnight. */
  time: Schema.optionalKey(LocalWindow),
  /** ISO 8601: 1 Monday to 7 Sunday, of the instant itself. */
  weekdays: Schema.optionalKey(some(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 7 })), 7)),
  dates: Schema.optionalKey(some(LocalDate, 1_000)),
  /** Days of any year, `12-25`. */
  yearly: Schema.optionalKey(
    some(
      Schema.String.check(formed(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 5, "must be a day, MM-DD")),
      366,
    ),
  ),
  /** Public holidays of a country (ISO 3166-1), as the book lists them. */
  holidaysOf: Schema.optionalKey(UpTo(64)),
  /** Whole minutes from asking to pickup. */
  leadTime: Schema.optionalKey(
    Schema.Struct({
      atLeastMinutes: Schema.optionalKey(Schema.Int),
      lessThanMinutes: Schema.optionalKey(Schema.Int),
    }),
  ),
  pickupZones: Schema.optionalKey(some(RowId, 1_000)),
  dropOffZones: Schema.optionalKey(some(RowId, 1_000)),
  vehicleCategories: Schema.optionalKey(some(VehicleCategory, 200)),
  clientTypes: Schema.optionalKey(some(ClientType, 10)),
  /** The agency invoiced or the one that booked. */
  agencies: Schema.optionalKey(some(AgencyId, 1_000)),
  /** TRANSFER alone when left out. */
  tripTypes: Schema.optionalKey(some(TripType, 50)),
  passengers: Schema.optionalKey(
    Schema.Struct({ atLeast: Schema.optionalKey(Schema.Int), atMost: Schema.optionalKey(Schema.Int) }),
  ),
})
export type When = typeof When.Type

/** Conditions made ready. */
export interface Conditions {
  /** Those on the trip, its lead time and whoever asks: alike for all of its duration. */
  readonly ofTrip: (situation: Situation) => boolean
  /** Those on the day of an instant. */
  readonly ofDay: (moment: LocalMoment) => boolean
  /** The window of the day; undefined: all of it. */
  readonly window: DayWindow | undefined
  /** Those on the instant itself: its day and the window. */
  readonly ofMoment: (moment: LocalMoment) => boolean
}

export const compileWhen = (when: When, book: RuleBook): Conditions => {
  const ofDay = all(dayConditions(when, book))
  const window = when.time === undefined ? undefined : dayWindow(when.time)
  return {
    ofTrip: all(tripConditions(when)),
    ofDay,
    window,
    ofMoment: window === undefined ? ofDay : (moment) => contains(window, moment.msOfDay) && ofDay(moment),
  }
}

type Condition<A> = (of: A) => boolean

function dayConditions(
  { dates, holidaysOf, weekdays, yearly }: When,
  book: RuleBook,
): ReadonlyArray<Condition<LocalMoment>> {
  const conditions: Array<Condition<LocalMoment>> = []
  if (weekdays !== undefined) conditions.push(({ weekday }) => weekdays.includes(weekday))
  if (dates !== undefined) {
    const among = new Set<string>(dates)
    conditions.push(({ date }) => among.has(date))
  }
  if (yearly !== undefined) {
    const among = new Set(yearly)
    conditions.push(({ date }) => among.has(date.slice(5)))
  }
  if (holidaysOf !== undefined) {
    const holidays = book.holidays(holidaysOf)
    conditions.push(({ date }) => holidays.has(date))
  }
  return conditions
}

function tripConditions(when: When): ReadonlyArray<Condition<Situation>> {
  const { agencies, clientTypes, dropOffZones, leadTime, passengers, pickupZones, vehicleCategories } = when
  const tripTypes = when.tripTypes ?? ["TRANSFER"]
  const conditions: Array<Condition<Situation>> = [({ trip }) => tripTypes.includes(trip.tripType)]
  if (leadTime !== undefined) {
    const { atLeastMinutes = -Infinity, lessThanMinutes = Infinity } = leadTime
    conditions.push(({ leadMinutes }) => leadMinutes >= atLeastMinutes && leadMinutes < lessThanMinutes)
  }
  if (pickupZones !== undefined) conditions.push(({ zones }) => has(pickupZones, zones.pickup?.zone.id))
  if (dropOffZones !== undefined) conditions.push(({ zones }) => has(dropOffZones, zones.dropOff?.zone.id))
  if (vehicleCategories !== undefined)
    conditions.push(({ trip }) => has(vehicleCategories, trip.vehicleCategory))
  if (clientTypes !== undefined) conditions.push(({ context }) => has(clientTypes, context.clientType))
  if (agencies !== undefined)
    conditions.push(
      ({ context }) => has(agencies, context.agencyInvoiced) || has(agencies, context.agencyBooked),
    )
  if (passengers !== undefined) {
    const { atLeast = 0, atMost = Infinity } = passengers
    conditions.push(({ trip: { passengers = 1 } }) => passengers >= atLeast && passengers <= atMost)
  }
  return conditions
}

/** What is not known is in no list. */
const has = <A>(list: ReadonlyArray<A | undefined>, one: A | undefined): boolean => list.includes(one)

function all<A>(conditions: ReadonlyArray<Condition<A>>): Condition<A> {
  const [first = always, ...others] = conditions
  return others.reduce((before, holds) => (of) => before(of) && holds(of), first)
}

const always = (): boolean => true
