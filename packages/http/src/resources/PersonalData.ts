/** All that is held on a person, as the API gives it out. */
import type { Held } from "@caleche/core"
import { Schema } from "effect"
import { ClientResource, presentClient } from "./Client.ts"
import { CommunicationResource, presentCommunication } from "./Communication.ts"
import { ContactResource, LinkedContactResource, presentContact, presentLinked } from "./Contact.ts"
import { HistoryResource, presentEntry } from "./HistoryEntry.ts"
import { OrderDetail, presentOrderPage } from "./Order.ts"
import { presentQuote, QuoteResource } from "./Quote.ts"

export const PersonalDataResource = Schema.Struct({
  contact: LinkedContactResource,
  /** Cards that were folded into it. */
  merged: Schema.Array(ContactResource),
  client: Schema.optionalKey(ClientResource),
  quotes: Schema.Array(QuoteResource),
  orders: Schema.Array(OrderDetail),
  communications: Schema.Array(CommunicationResource),
  history: Schema.Array(HistoryResource),
}).annotate({ identifier: "PersonalData" })

export const presentHeld = (held: Held): typeof PersonalDataResource.Type => ({
  contact: presentLinked(held.contact),
  merged: held.merged.map(presentContact),
  ...(held.client === undefined ? {} : { client: presentClient(held.client) }),
  quotes: held.quotes.map(presentQuote),
  orders: held.orders.map(presentOrderPage),
  communications: held.communications.map(presentCommunication),
  history: held.history.map(presentEntry),
})
