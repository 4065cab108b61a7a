/** One deal for each place a quote or an order of Demo VTC can stand in today, priced by hand. */

/** When a ride begins: so many days from today at a local time, or so many minutes ago. */
export type When = { readonly days: number; readonly at: string } | { readonly minutesAgo: number }

/** How far a ride has come; with a driver (a place in `drivers`) unless it is unassigned. */
export type Progress =
  | { readonly state: "UNASSIGNED" }
  | { readonly state: "ASSIGNED" | "ON_BOARD" | "COMPLETED"; readonly driver: number }

export interface Ride {
  readonly description: string
  readonly when: When
  readonly minutes: number
  readonly passengers: number
  readonly vehicle: string
  readonly pickup: string
  readonly dropOff: string
  /** Excluding VAT, at 10 %: transport of persons. */
  readonly price: string
  readonly progress?: Progress
}

/** A line beside the rides: a FEE, or a DISCOUNT below zero. */
export interface Extra {
  readonly kind: "FEE" | "DISCOUNT"
  readonly description: string
  readonly price: string
  readonly vatRate: string
}

export interface Deal {
  /** A place in `clients`. */
  readonly client: number
  readonly writtenDaysAgo: number
  readonly rides: ReadonlyArray<Ride>
  readonly extras?: ReadonlyArray<Extra>
  readonly quote: "DRAFT" | "SENT" | "ACCEPTED" | "DECLINED" | "EXPIRED" | "CANCELLED"
}

const cdg = "CDG Terminal 2E"
const rivoli = "10 rue de Rivoli, Paris"
const lyon = "Gare de Lyon, Paris"

/** Oldest first, so that numbers and dates agree. */
export const deals: ReadonlyArray<Deal> = [
  {
    client: 3,
    writtenDaysAgo: 45,
    quote: "EXPIRED",
    rides: [
      {
        description: "Paris – Provins, day out",
        when: { days: 10, at: "08:00" },
        minutes: 600,
        passengers: 40,
        vehicle: "COACH",
        pickup: lyon,
        dropOff: "Provins",
        price: "780.00",
      },
    ],
  },
  {
    client: 0,
    writtenDaysAgo: 20,
    quote: "ACCEPTED",
    rides: [
      {
        description: "CDG – Paris",
        when: { days: -6, at: "06:30" },
        minutes: 55,
        passengers: 2,
        vehicle: "BERLINE",
        pickup: cdg,
        dropOff: rivoli,
        price: "85.00",
        progress: { state: "COMPLETED", driver: 0 },
      },
    ],
  },
  {
    client: 2,
    writtenDaysAgo: 15,
    quote: "ACCEPTED",
    extras: [{ kind: "DISCOUNT", description: "Agreed discount", price: "-20.00", vatRate: "0.10" }],
    rides: [
      {
        description: "Gare de Lyon – La Défense",
        when: { days: -3, at: "09:00" },
        minutes: 45,
        passengers: 3,
        vehicle: "VAN",
        pickup: lyon,
        dropOff: "La Défense",
        price: "95.00",
        progress: { state: "COMPLETED", driver: 0 },
      },
      {
        description: "La Défense – CDG",
        when: { days: -3, at: "17:30" },
        minutes: 70,
        passengers: 3,
        vehicle: "VAN",
        pickup: "La Défense",
        dropOff: cdg,
        price: "120.00",
        progress: { state: "COMPLETED", driver: 1 },
      },
    ],
  },
  {
    client: 1,
    writtenDaysAgo: 12,
    quote: "DECLINED",
    rides: [
      {
        description: "Paris – Deauville",
        when: { days: 4, at: "10:00" },
        minutes: 150,
        passengers: 4,
        vehicle: "VAN",
        pickup: rivoli,
        dropOff: "Deauville",
        price: "420.00",
      },
    ],
  },
  {
    client: 1,
    writtenDaysAgo: 9,
    quote: "ACCEPTED",
    rides: [
      {
        description: "Paris – Versailles and back",
        when: { minutesAgo: 30 },
        minutes: 240,
        passengers: 2,
        vehicle: "BERLINE",
        pickup: rivoli,
        dropOff: "Versailles",
        price: "260.00",
        progress: { state: "ON_BOARD", driver: 1 },
      },
    ],
  },
  {
    client: 3,
    writtenDaysAgo: 8,
    quote: "ACCEPTED",
    extras: [{ kind: "FEE", description: "Guide on board", price: "150.00", vatRate: "0.20" }],
    rides: [
      {
        description: "Paris – Reims",
        when: { days: 2, at: "07:30" },
        minutes: 120,
        passengers: 45,
        vehicle: "COACH",
        pickup: lyon,
        dropOff: "Reims",
        price: "640.00",
        progress: { state: "ASSIGNED", driver: 2 },
      },
      {
        description: "Reims – Paris",
        when: { days: 2, at: "18:00" },
        minutes: 120,
        passengers: 45,
        vehicle: "COACH",
        pickup: "Reims",
        dropOff: lyon,
        price: "640.00",
        progress: { state: "ASSIGNED", driver: 2 },
      },
    ],
  },
  {
    client: 2,
    writtenDaysAgo: 6,
    quote: "ACCEPTED",
    rides: [
      {
        description: "CDG – Lumière SA",
        when: { days: 5, at: "08:15" },
        minutes: 60,
        passengers: 2,
        vehicle: "BERLINE",
        pickup: cdg,
        dropOff: "Lumière SA, Paris",
        price: "90.00",
        progress: { state: "ASSIGNED", driver: 3 },
      },
      {
        description: "Orly – Lumière SA",
        when: { days: 5, at: "08:30" },
        minutes: 50,
        passengers: 1,
        vehicle: "BERLINE",
        pickup: "Orly 4",
        dropOff: "Lumière SA, Paris",
        price: "70.00",
        progress: { state: "UNASSIGNED" },
      },
    ],
  },
  {
    client: 0,
    writtenDaysAgo: 4,
    quote: "CANCELLED",
    rides: [
      {
        description: "Paris – Giverny",
        when: { days: 20, at: "09:00" },
        minutes: 90,
        passengers: 2,
        vehicle: "BERLINE",
        pickup: rivoli,
        dropOff: "Giverny",
        price: "210.00",
      },
    ],
  },
  {
    client: 2,
    writtenDaysAgo: 3,
    quote: "SENT",
    rides: [
      {
        description: "Lumière SA – Orly",
        when: { days: 12, at: "16:00" },
        minutes: 60,
        passengers: 2,
        vehicle: "BERLINE",
        pickup: "Lumière SA, Paris",
        dropOff: "Orly 4",
        price: "75.00",
      },
    ],
  },
  {
    client: 0,
    writtenDaysAgo: 1,
    quote: "DRAFT",
    extras: [{ kind: "FEE", description: "Child seat", price: "12.00", vatRate: "0.20" }],
    rides: [
      {
        description: "Paris – CDG",
        when: { days: 15, at: "05:45" },
        minutes: 55,
        passengers: 3,
        vehicle: "VAN",
        pickup: rivoli,
        dropOff: cdg,
        price: "98.00",
      },
    ],
  },
]
