/** Every step there is, in the order they run. */
import { agencies } from "./agencies.ts"
import { agencyRequests } from "./agencyRequests.ts"
import { agencyStaff } from "./agencyStaff.ts"
import { askedOnce } from "./askedOnce.ts"
import { clientAgencies } from "./clientAgencies.ts"
import { clientFields } from "./clientFields.ts"
import { discounts } from "./discounts.ts"
import { driverMissions } from "./driverMissions.ts"
import { endings } from "./endings.ts"
import { clientMerges } from "./clientMerges.ts"
import { clientFigures } from "./clientFigures.ts"
import { communications } from "./communications.ts"
import { contactLinks } from "./contactLinks.ts"
import { contactRights } from "./contactRights.ts"
import { crews } from "./crews.ts"
import { internalMissions } from "./internalMissions.ts"
import { mergedUnlisted } from "./mergedUnlisted.ts"
import type { Migration } from "./Migration.ts"
import { erasure } from "./erasure.ts"
import { operatorIds } from "./operatorIds.ts"
import { orderDrivers } from "./orderDrivers.ts"
import { homeCountry } from "./homeCountry.ts"
import { orderNotes } from "./orderNotes.ts"
import { parties } from "./parties.ts"
import { priceBasis } from "./priceBasis.ts"
import { priceBooks } from "./priceBooks.ts"
import { quoteContacts } from "./quoteContacts.ts"
import { pricedQuotes } from "./pricedQuotes.ts"
import { quoteLinks } from "./quoteLinks.ts"
import { records } from "./records.ts"
import { sales } from "./sales.ts"
import { search } from "./search.ts"
import { searchAtOnce } from "./searchAtOnce.ts"
import { sweeps } from "./sweeps.ts"
import { vehicles } from "./vehicles.ts"

export const migrations: ReadonlyArray<Migration> = [
  parties,
  sales,
  records,
  orderDrivers,
  search,
  endings,
  clientFields,
  contactLinks,
  driverMissions,
  erasure,
  agencies,
  clientAgencies,
  vehicles,
  contactRights,
  clientFigures,
  priceBooks,
  priceBasis,
  homeCountry,
  quoteContacts,
  crews,
  pricedQuotes,
  communications,
  discounts,
  agencyStaff,
  internalMissions,
  clientMerges,
  orderNotes,
  agencyRequests,
  operatorIds,
  quoteLinks,
  searchAtOnce,
  mergedUnlisted,
  sweeps,
  askedOnce,
]
