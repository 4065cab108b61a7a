/** What the compiler promises users of the core. These tests hold when they compile; `tsc -b` reads them. */
import type { Effect } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import type { CurrentActor } from "../src/access/Actor.ts"
import type { Forbidden } from "../src/access/Permissions.ts"
import type {
  ClientArchived,
  ClientNotFound,
  ContactNotFound,
  UnknownCategory,
} from "../src/contacts/ClientErrors.ts"
import type { Clients } from "../src/contacts/Clients.ts"
import type { DriverUnavailable } from "../src/drivers/Absence.ts"
import type { DriverBusy, DriverInactive, DriverNotFound } from "../src/drivers/Driver.ts"
import type { VehicleBusy, VehicleInactive, VehicleNotFound } from "../src/drivers/Vehicle.ts"
import type { MissionNotFound, ReasonRequired, StepTimeInvalid } from "../src/missions/MissionErrors.ts"
import type { MissionAction, MissionState, missionTable } from "../src/missions/MissionStatus.ts"
import type { OperatorNotFound } from "../src/operators/OperatorRepository.ts"
import type { Acceptance } from "../src/orders/Acceptance.ts"
import type { Dispatch } from "../src/orders/Dispatch.ts"
import type { AgencyInactive, AgencyNotFound } from "../src/contacts/Agency.ts"
import { isAllowed } from "../src/access/Permissions.ts"
import type {
  LineInvalid,
  LineNotAttachable,
  LineNotFound,
  NoRecipient,
  NoTransportLine,
  ReplacedQuoteAccepted,
  QuoteExpired,
  QuoteNotFound,
  TooManyLines,
  ValidityPast,
} from "../src/quotes/QuoteErrors.ts"
import type { TripTimeError, PricingError } from "../src/pricing/PricingErrors.ts"
import type { Quotes } from "../src/quotes/Quotes.ts"
import type { QuoteAction, QuoteStatus, quoteTable } from "../src/quotes/QuoteStatus.ts"
import type { ClientId, DriverId, MissionId, QuoteId } from "../src/shared/Ids.ts"
import type { LocalDate } from "../src/shared/Instant.ts"
import type { Money } from "../src/shared/Money.ts"
import type { Quantity } from "../src/shared/Quantity.ts"
import type { StorageFailed } from "../src/shared/StorageFailed.ts"
import type { IllegalTransition, Table } from "../src/shared/Transition.ts"
import type { UnitPrice } from "../src/shared/UnitPrice.ts"
import type { VatRate } from "../src/shared/VatRate.ts"
import type { StaleVersion } from "../src/shared/Version.ts"
import { manager } from "./samples.ts"

type Errors<F extends (...args: never) => Effect.Effect<unknown, unknown, unknown>> = Effect.Error<
  ReturnType<F>
>
type Needs<F extends (...args: never) => Effect.Effect<unknown, unknown, unknown>> = Effect.Services<
  ReturnType<F>
>
type QuoteChange =
  | QuoteNotFound
  | IllegalTransition
  | StaleVersion
  | Forbidden
  | OperatorNotFound
  | StorageFailed
type MissionChange =
  | MissionNotFound
  | IllegalTransition
  | StaleVersion
  | Forbidden
  | OperatorNotFound
  | StorageFailed

describe("a use case's signature names exactly what can go wrong", () => {
  it("Quotes.send", () => {
    type Send =
      | QuoteChange
      | ClientArchived
      | ValidityPast
      | NoTransportLine
      | NoRecipient
      | ReplacedQuoteAccepted
      | ClientNotFound
      | ContactNotFound
    expectTypeOf<Errors<Quotes["Service"]["send"]>>().toEqualTypeOf<Send>()
    expectTypeOf<Errors<Quotes["Service"]["resend"]>>().toEqualTypeOf<Send>()
  })

  it("the other commands of a quote", () => {
    expectTypeOf<Errors<Quotes["Service"]["decline"]>>().toEqualTypeOf<QuoteChange>()
    expectTypeOf<Errors<Quotes["Service"]["cancel"]>>().toEqualTypeOf<QuoteChange>()
    expectTypeOf<Errors<Quotes["Service"]["edit"]>>().toEqualTypeOf<QuoteChange | ContactNotFound>()
    expectTypeOf<Errors<Quotes["Service"]["addLine"]>>().toEqualTypeOf<
      QuoteChange | ClientNotFound | LineNotAttachable | TooManyLines | TripTimeError | PricingError
    >()
    expectTypeOf<Errors<Quotes["Service"]["editLine"]>>().toEqualTypeOf<
      | QuoteChange
      | ClientNotFound
      | LineNotFound
      | LineInvalid
      | LineNotAttachable
      | TooManyLines
      | TripTimeError
      | PricingError
    >()
    expectTypeOf<Errors<Quotes["Service"]["removeLine"]>>().toEqualTypeOf<QuoteChange | LineNotFound>()
  })

  it("Acceptance.accept", () => {
    expectTypeOf<Errors<Acceptance["Service"]["accept"]>>().toEqualTypeOf<QuoteChange | QuoteExpired>()
  })

  it("Dispatch.assign and the steps", () => {
    expectTypeOf<Errors<Dispatch["Service"]["assign"]>>().toEqualTypeOf<
      | MissionChange
      | DriverNotFound
      | DriverInactive
      | DriverBusy
      | DriverUnavailable
      | VehicleNotFound
      | VehicleInactive
      | VehicleBusy
      | ReasonRequired
    >()
    expectTypeOf<Errors<Dispatch["Service"]["unassign"]>>().toEqualTypeOf<MissionChange>()
    expectTypeOf<Errors<Dispatch["Service"]["start"]>>().toEqualTypeOf<MissionChange | StepTimeInvalid>()
    expectTypeOf<Errors<Dispatch["Service"]["complete"]>>().toEqualTypeOf<MissionChange | StepTimeInvalid>()
  })

  it("Clients.create and Clients.get", () => {
    expectTypeOf<Errors<Clients["Service"]["create"]>>().toEqualTypeOf<
      UnknownCategory | AgencyNotFound | AgencyInactive | OperatorNotFound | Forbidden | StorageFailed
    >()
    expectTypeOf<Errors<Clients["Service"]["get"]>>().toEqualTypeOf<
      ClientNotFound | Forbidden | StorageFailed
    >()
  })

  it("and runs for somebody: the actor is all it needs", () => {
    expectTypeOf<Needs<Quotes["Service"]["send"]>>().toEqualTypeOf<CurrentActor>()
    expectTypeOf<Needs<Acceptance["Service"]["accept"]>>().toEqualTypeOf<CurrentActor>()
    expectTypeOf<Needs<Dispatch["Service"]["assign"]>>().toEqualTypeOf<CurrentActor>()
  })
})

describe("what one thing is cannot be passed for another", () => {
  it("an id names one kind of record, and no plain text is one", () => {
    expectTypeOf<MissionId>().not.toExtend<DriverId>()
    expectTypeOf<QuoteId>().not.toExtend<ClientId>()
    expectTypeOf<string>().not.toExtend<QuoteId>()
    expectTypeOf<QuoteId>().toExtend<string>()
  })

  it("an amount is no plain number, and no quantity, price or rate", () => {
    expectTypeOf<number>().not.toExtend<Money>()
    expectTypeOf<Quantity>().not.toExtend<Money>()
    expectTypeOf<UnitPrice>().not.toExtend<Money>()
    expectTypeOf<VatRate>().not.toExtend<Quantity>()
    expectTypeOf<Money>().not.toExtend<UnitPrice>()
    expectTypeOf<Money>().toExtend<number>()
  })

  it("a text is no date until it was read as one", () => {
    expectTypeOf<string>().not.toExtend<LocalDate>()
  })

  it("an action that is not in the matrix cannot be asked for", () => {
    // @ts-expect-error: no such action
    expectTypeOf(() => isAllowed(manager, "quote.burn")).returns.toBeBoolean()
  })
})

describe("a table is checked where it is written", () => {
  it("the tables cover their states and know no other action", () => {
    expectTypeOf<typeof quoteTable>().toExtend<Table<QuoteStatus, QuoteAction>>()
    expectTypeOf<typeof missionTable>().toExtend<Table<MissionState, MissionAction>>()
    expectTypeOf<keyof typeof quoteTable>().toEqualTypeOf<QuoteStatus>()
    expectTypeOf<keyof typeof missionTable>().toEqualTypeOf<MissionState>()
  })

  it("a state left out, a target that does not exist and an unknown action do not compile", () => {
    type Lamp = Table<"ON" | "OFF", "toggle">
    // @ts-expect-error: OFF is missing
    const missing: Lamp = { ON: { terminal: false, on: { toggle: "OFF" } } }
    // @ts-expect-error: BROKEN is no state
    const lost: Lamp = { ON: { terminal: false, on: { toggle: "BROKEN" } }, OFF: { terminal: true, on: {} } }
    // @ts-expect-error: smash is no action
    const unknown: Lamp = { ON: { terminal: false, on: { smash: "OFF" } }, OFF: { terminal: true, on: {} } }
    expectTypeOf([missing, lost, unknown]).toEqualTypeOf<Array<Lamp>>()
  })
})
