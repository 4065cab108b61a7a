/**
 * What any storage must do. A storage that passes can stand in for ours.
 *
 * @example
 * for (const { name, run } of conformance()) it(name, () => Effect.runPromise(Effect.provide(run, myStorage)))
 */
import type { StoragePorts } from "@caleche/core"
import type { Suite } from "../Suite.ts"
import { agencies } from "./agencies.ts"
import { amounts } from "./amounts.ts"
import { agencyQuotes } from "./agencyQuotes.ts"
import { agencyStaff } from "./agencyStaff.ts"
import { billing } from "./billing.ts"
import { clientRecords } from "./clientRecords.ts"
import { clients } from "./clients.ts"
import { communications } from "./communications.ts"
import { contacts } from "./contacts.ts"
import { crews } from "./crews.ts"
import { concurrency } from "./concurrency.ts"
import { delivery } from "./delivery.ts"
import { drivers } from "./drivers.ts"
import { figures } from "./figures.ts"
import { lists } from "./lists.ts"
import { edits } from "./edits.ts"
import { overlaps } from "./overlaps.ts"
import { pipeline } from "./pipeline.ts"
import { housekeeping } from "./housekeeping.ts"
import { links } from "./links.ts"
import { quoteLinks } from "./quoteLinks.ts"
import { priceBooks } from "./priceBooks.ts"
import { pricingRaces } from "./pricingRaces.ts"
import { records } from "./records.ts"
import { merging } from "./merging.ts"
import { mergingLists } from "./mergingLists.ts"
import { mergingPrices } from "./mergingPrices.ts"
import { mergingRaces } from "./mergingRaces.ts"
import { removal } from "./removal.ts"
import { search } from "./search.ts"
import { tenancy } from "./tenancy.ts"
import { trips } from "./trips.ts"
import { unitOfWork } from "./unitOfWork.ts"
import { vehicles } from "./vehicles.ts"

/** All cases; races are run `rounds` times (3 unless told). */
export const conformance = ({ rounds = 3 }: { readonly rounds?: number } = {}): Suite<StoragePorts> => [
  ...records,
  ...amounts,
  ...unitOfWork,
  ...lists,
  ...search,
  ...clients,
  ...contacts,
  ...communications,
  ...agencies,
  ...agencyStaff(rounds),
  ...agencyQuotes,
  ...pipeline,
  ...drivers,
  ...figures,
  ...clientRecords,
  ...vehicles,
  ...links,
  ...quoteLinks,
  ...housekeeping,
  ...priceBooks,
  ...pricingRaces(rounds),
  ...billing,
  ...trips,
  ...crews,
  ...overlaps(rounds),
  ...edits,
  ...tenancy,
  ...delivery,
  ...removal(rounds),
  ...merging,
  ...mergingLists,
  ...mergingPrices,
  ...mergingRaces(rounds),
  ...concurrency(rounds),
]
