/** `npm run bench`: every benchmark that is set up, one after the other. */
import { money } from "./money.ts"

money()
