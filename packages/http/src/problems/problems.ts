/** The problem codecs of all errors, by code, as endpoints declare them. */
import * as Core from "@caleche/core"
import { problem } from "./Problem.ts"
import * as Request from "./RequestErrors.ts"

// Declarations cannot name a class that core exports inside a namespace; these interfaces are those classes' names here.
export interface CursorMismatch extends Core.Page.CursorMismatch {}
export interface IllegalTransition extends Core.Transition.IllegalTransition {}

export const problems = {
  AbsenceNotFound: problem(Core.AbsenceNotFound),
  AgencyInactive: problem(Core.AgencyInactive),
  AgencyNotFound: problem(Core.AgencyNotFound),
  AgencyUserExists: problem(Core.AgencyUserExists),
  AgencyUserNotFound: problem(Core.AgencyUserNotFound),
  InvitationClosed: problem(Core.InvitationClosed),
  ClientArchived: problem(Core.ClientArchived),
  ClientNotFound: problem(Core.ClientNotFound),
  FieldNotForType: problem(Core.FieldNotForType),
  ReachRequired: problem(Core.ReachRequired),
  UnknownCategory: problem(Core.UnknownCategory),
  ContactInUse: problem(Core.ContactInUse),
  ContactNotFound: problem(Core.ContactNotFound),
  CursorMismatch: problem<CursorMismatch>(Core.Page.CursorMismatch),
  DriverBusy: problem(Core.DriverBusy),
  DriverInactive: problem(Core.DriverInactive),
  DriverUnavailable: problem(Core.DriverUnavailable),
  DriverNotFound: problem(Core.DriverNotFound),
  FeeDecided: problem(Core.FeeDecided),
  FeeNotFound: problem(Core.FeeNotFound),
  Forbidden: problem(Core.Forbidden),
  IdempotencyKeyReused: problem(Core.IdempotencyKeyReused),
  IllegalTransition: problem<IllegalTransition>(Core.Transition.IllegalTransition),
  InvalidRequest: problem(Request.InvalidRequest),
  LineNotAttachable: problem(Core.LineNotAttachable),
  LineNotFound: problem(Core.LineNotFound),
  MalformedJson: problem(Request.MalformedJson),
  MethodNotAllowed: problem(Request.MethodNotAllowed),
  MissionInvoiced: problem(Core.MissionInvoiced),
  MissionNotFound: problem(Core.MissionNotFound),
  NoRecipient: problem(Core.NoRecipient),
  NoTransportLine: problem(Core.NoTransportLine),
  OrderNotFound: problem(Core.OrderNotFound),
  PayloadTooLarge: problem(Request.PayloadTooLarge),
  QuoteExpired: problem(Core.QuoteExpired),
  QuoteNotFound: problem(Core.QuoteNotFound),
  ReasonRequired: problem(Core.ReasonRequired),
  RequestTimedOut: problem(Request.RequestTimedOut),
  RouteNotFound: problem(Request.RouteNotFound),
  /** The request said `If-Match`. */
  StaleVersion: problem(Core.StaleVersion),
  /** The request did not: another write came in between. */
  StaleVersionConflict: problem(Core.StaleVersion, { status: 409 }),
  StepTimeInvalid: problem(Core.StepTimeInvalid),
  /** The port's name stays here; only a failure worth a retry is told as one. */
  StorageFailed: problem(Core.StorageFailed, { restored: { operation: "http", retryable: true } }),
  TooManyLines: problem(Core.TooManyLines),
  Unauthorized: problem(Request.Unauthorized),
  Unexpected: problem(Request.Unexpected),
  UnsupportedMediaType: problem(Request.UnsupportedMediaType),
  UriTooLong: problem(Request.UriTooLong),
  ValidityPast: problem(Core.ValidityPast),
  VehicleBusy: problem(Core.VehicleBusy),
  VehicleInactive: problem(Core.VehicleInactive),
  VehicleNotFound: problem(Core.VehicleNotFound),
  WindowInvalid: problem(Core.WindowInvalid),
} as const
