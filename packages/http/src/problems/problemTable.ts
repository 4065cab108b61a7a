/** What each error is called over HTTP, from which server, document and client take it: the tables of all rooms in one. */
import { type DispatchError, dispatchProblems } from "./dispatchProblems.ts"
import { type PartyError, partyProblems } from "./partyProblems.ts"
import { type PriceError, pricingProblems } from "./pricingProblems.ts"
import { type QuoteError, quoteProblems } from "./quoteProblems.ts"
import { type RequestError, requestProblems } from "./requestProblems.ts"
import type { ProblemRows } from "./ProblemRow.ts"

/** Every error an answer can name. */
export type AnswerableError = PartyError | QuoteError | PriceError | DispatchError | RequestError

export const problemTable: ProblemRows<AnswerableError> = {
  ...partyProblems,
  ...quoteProblems,
  ...pricingProblems,
  ...dispatchProblems,
  ...requestProblems,
}
