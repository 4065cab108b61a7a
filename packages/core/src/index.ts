/** The domain of chauffeur and coach transport. Modules of functions are namespaces; services and schemas stand for themselves. */
export * from "./access/Actor.ts"
export * from "./access/ApiKey.ts"
export * from "./access/Permissions.ts"
export * from "./contacts/Agencies.ts"
export * from "./contacts/Agency.ts"
export * as AgencyCommands from "./contacts/AgencyCommands.ts"
export * from "./contacts/AgencyRepository.ts"
export * from "./contacts/AgencyStaff.ts"
export * from "./contacts/AgencyUser.ts"
export * as AgencyUserCommands from "./contacts/AgencyUserCommands.ts"
export * from "./contacts/AgencyUserRepository.ts"
export * from "./contacts/AgencyUserStatus.ts"
export * from "./contacts/Client.ts"
export * as ClientCommands from "./contacts/ClientCommands.ts"
export * from "./contacts/ClientErrors.ts"
export * from "./contacts/ClientFigures.ts"
export * from "./contacts/ClientMoves.ts"
export * from "./contacts/ClientRepository.ts"
export * from "./contacts/Clients.ts"
export * from "./contacts/Communication.ts"
export * from "./contacts/CommunicationRepository.ts"
export * from "./contacts/CompanyNumbers.ts"
export * from "./contacts/Contact.ts"
export * as ContactCommands from "./contacts/ContactCommands.ts"
export * from "./contacts/ContactRepository.ts"
export * from "./contacts/Contacts.ts"
export * as MergeCommands from "./contacts/MergeCommands.ts"
export * from "./contacts/Merging.ts"
export * from "./contacts/PhoneReadings.ts"
export * from "./contacts/InvitationTerms.ts"
export * from "./contacts/Reach.ts"
export * from "./drivers/Absence.ts"
export * from "./drivers/AbsenceRepository.ts"
export * from "./drivers/Driver.ts"
export * as DriverCommands from "./drivers/DriverCommands.ts"
export * from "./drivers/DriverRepository.ts"
export * from "./drivers/Drivers.ts"
export * from "./drivers/Vehicle.ts"
export * as VehicleCommands from "./drivers/VehicleCommands.ts"
export * from "./drivers/VehicleRepository.ts"
export * from "./drivers/Vehicles.ts"
export * from "./messages/CaptureBox.ts"
export * from "./messages/Communications.ts"
export * from "./messages/Housekeeping.ts"
export * from "./messages/MailTexts.ts"
export * from "./messages/Messages.ts"
export * from "./messages/Relay.ts"
export * from "./missions/Absences.ts"
export * from "./missions/InternalMissions.ts"
export * from "./missions/Mission.ts"
export * as MissionCommands from "./missions/MissionCommands.ts"
export * as MissionCorrections from "./missions/MissionCorrections.ts"
export * as MissionEditing from "./missions/MissionEditing.ts"
export * as MissionOverlap from "./missions/MissionOverlap.ts"
export * from "./missions/MissionErrors.ts"
export * from "./missions/MissionRepository.ts"
export * from "./missions/MissionStatus.ts"
export * from "./missions/MissionWarning.ts"
export { Operator, Policies, SalesTerms, TimeZone, make as makeOperator } from "./operators/Operator.ts"
export * from "./operators/OperatorRepository.ts"
export * from "./orders/Acceptance.ts"
export * from "./orders/Bulk.ts"
export * from "./orders/Cancellation.ts"
export * from "./orders/CancellationPolicy.ts"
export * from "./orders/Contribution.ts"
export * from "./orders/Corrections.ts"
export * from "./orders/Dispatch.ts"
export * from "./orders/Order.ts"
export * from "./orders/OrderErrors.ts"
export * from "./orders/OrderRepository.ts"
export * from "./orders/OrderStatus.ts"
export * from "./orders/WaitingPolicy.ts"
export * from "./orders/Orders.ts"
export * from "./orders/Overlaps.ts"
export * from "./orders/priceWarnings.ts"
export * from "./orders/Repricing.ts"
export * from "./ports/Decision.ts"
export * from "./ports/History.ts"
export * from "./ports/Idempotency.ts"
export * from "./ports/IdGenerator.ts"
export * from "./ports/Mailer.ts"
export * from "./ports/Outbox.ts"
export * from "./ports/PhoneNumbers.ts"
export * from "./ports/Secrets.ts"
export * from "./ports/StorageHealth.ts"
export * from "./ports/UnitOfWork.ts"
export { Fee as CatalogueFee } from "./pricing/book/Fee.ts"
export * as Factor from "./pricing/book/Factor.ts"
export * from "./pricing/book/Hire.ts"
export * from "./pricing/book/Route.ts"
export * from "./pricing/book/Row.ts"
export * from "./pricing/book/Settings.ts"
export * from "./pricing/book/VatRule.ts"
export * from "./pricing/book/Zone.ts"
export * from "./pricing/Discount.ts"
export * from "./pricing/Explanation.ts"
export { emptyBook, Package, PriceBook, priceBookOf, Tariff } from "./pricing/PriceBook.ts"
export { type LocalClock, type LocalMoment, makeLocalClock } from "./pricing/LocalClock.ts"
export { instantAt, placed } from "./pricing/LocalTime.ts"
export { placedTrip } from "./pricing/placedTrip.ts"
export * from "./pricing/HostKinds.ts"
export * from "./pricing/PriceBookErrors.ts"
export * from "./pricing/PriceBookRepository.ts"
export * from "./pricing/PriceBooks.ts"
export * from "./pricing/PriceLine.ts"
export * from "./pricing/CompiledBooks.ts"
export { type CompiledBook, compileBook } from "./pricing/compileBook.ts"
export type { ComputedLine } from "./pricing/ComputedLine.ts"
export {
  type Distance,
  Distances,
  DistanceUnknown,
  greatCircle,
  type Located as LocatedPlace,
  orGreatCircle,
} from "./pricing/Distances.ts"
export * from "./pricing/Pricing.ts"
export { priceTrip, type PricedBy } from "./pricing/priceTrip.ts"
export type { PricingContext, PricingTrip } from "./pricing/PricingContext.ts"
export * from "./pricing/PricingErrors.ts"
export {
  type BookRow,
  type BookSchemas,
  bookSchemasOf,
  newRowSchemas,
  newRuleOf,
  type NewRuleSchema,
  rowEditSchemas,
  rowSchemas,
} from "./pricing/rowSchemas.ts"
export { type HostRuleKinds, Rule, ruleKinds, ruleOf, type RuleSchema } from "./pricing/rules/index.ts"
export { PriceRuleKinds } from "./pricing/rules/PriceRuleKinds.ts"
export type {
  AnyRuleKind,
  Contribution as RuleContribution,
  RuleBook,
  RuleData,
  RuleKind,
  RuleKinds,
} from "./pricing/rules/RuleKind.ts"
export type { Situation } from "./pricing/Situation.ts"
export * from "./pricing/Terms.ts"
export { tripKinds } from "./pricing/tripTypes/index.ts"
export { PriceTripKinds } from "./pricing/tripTypes/PriceTripKinds.ts"
export { type AnyTripKind, needsOf, type TripKind, type TripKinds } from "./pricing/tripTypes/TripKind.ts"
export { detailsRule, TripDetails } from "./pricing/TripDetails.ts"
export { type BookFindings, validateBook } from "./pricing/validateBook.ts"
export * as Exact from "./shared/Exact.ts"
export * from "./pricing/totals/totalsOf.ts"
export * from "./pricing/totals/vatByRate.ts"
export {
  AskedFee,
  AskedTrip,
  Assumable,
  type CompletedTrip,
  estimatedEndAt,
  Fallback,
  type HostTripTypes,
  Minutes,
  PricingMode,
  Trip,
  TripRequest,
  TripType,
  type TripTypeSchema,
} from "./pricing/Trip.ts"
export {
  Acceptance as AcceptanceProof,
  AcceptanceChannel,
  AgencyAccepting,
  Accepting,
  Duplicating,
  NewQuote,
  PreviewRequest,
  Quote,
  QuoteContact,
  QuoteEdit,
  quoteRules,
  Reason,
  Repricing,
  Sending,
  TripChange,
  type UnnumberedQuote,
} from "./quotes/Quote.ts"
export * from "./quotes/AgencyQuote.ts"
export * as AgencyQuoteCommands from "./quotes/AgencyQuoteCommands.ts"
export * from "./quotes/AgencyQuotes.ts"
export * from "./quotes/AgencyRequest.ts"
export * from "./quotes/Documents.ts"
export * from "./quotes/QuoteDocuments.ts"
export * as QuoteCommands from "./quotes/QuoteCommands.ts"
export * as QuoteDiscounts from "./quotes/QuoteDiscounts.ts"
export type { SendError } from "./quotes/QuoteCommands.ts"
export * from "./quotes/QuoteErrors.ts"
export * from "./quotes/QuoteExpiry.ts"
export * from "./quotes/QuoteLinks.ts"
export * from "./quotes/QuoteLinkTerms.ts"
export type { IssuedLink } from "./quotes/signLinks.ts"
export * from "./quotes/QuoteRepository.ts"
export * from "./quotes/QuotePrices.ts"
export * from "./quotes/Quotes.ts"
export * from "./quotes/QuoteStatus.ts"
export * from "./shared/Country.ts"
export * as Decimal from "./shared/Decimal.ts"
export * as DocumentNumber from "./shared/DocumentNumber.ts"
export * from "./shared/Ids.ts"
export * from "./shared/Instant.ts"
export * as Money from "./shared/Money.ts"
export * from "./shared/Month.ts"
export * as Page from "./shared/Page.ts"
export { CursorMismatch } from "./shared/Page.ts"
export { LocalDateTime, PickupTime, type Placed } from "./shared/PickupTime.ts"
export * from "./shared/Place.ts"
export * as Quantity from "./shared/Quantity.ts"
export * from "./shared/SearchKey.ts"
export * from "./shared/StorageFailed.ts"
export { formed, Line, Text, UpTo } from "./shared/Text.ts"
export * as Transition from "./shared/Transition.ts"
export { IllegalTransition } from "./shared/Transition.ts"
export * as UnitPrice from "./shared/UnitPrice.ts"
export * as VatRate from "./shared/VatRate.ts"
export * from "./shared/Version.ts"
export * from "./shared/Violation.ts"
export type * from "./StoragePorts.ts"
export * as UseCases from "./UseCases.ts"
export * from "./views/ClientRecords.ts"
export * from "./views/ClientViews.ts"
export * from "./views/AgencyOrders.ts"
export * from "./views/ClientPage.ts"
export * from "./views/everyPage.ts"
export * from "./views/OrderPage.ts"
export * from "./views/PersonalData.ts"
export * from "./views/QuotePages.ts"
export * from "./views/Pipeline.ts"
export * from "./views/ViewCheck.ts"
export * from "./views/StorageCheck.ts"
export * from "./views/Views.ts"
