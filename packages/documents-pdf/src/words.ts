/** The words of a document and how it writes dates and amounts, in the language of the operator's country. */
import { type Country, type Instant, Money, type QuoteDocument, UnitPrice, VatRate } from "@caleche/core"
import { DateTime } from "effect"

const english = {
  quote: "Quote",
  status: {
    DRAFT: "Draft",
    SENT: undefined,
    ACCEPTED: "Accepted",
    DECLINED: "Declined",
    EXPIRED: "Expired",
    CANCELLED: "Cancelled",
  },
  client: "Client",
  issuedOn: "Date",
  validUntil: "Valid until",
  vatNumber: "VAT number",
  siren: "SIREN",
  description: "Description",
  quantity: "Quantity",
  /** How the units of the price book are written; others stand as they are. */
  units: new Map([
    ["hour", "h"],
    ["discount", ""],
  ]),
  unitPrice: { EXCL_VAT: "Unit price excl. VAT", INCL_VAT: "Unit price incl. VAT" },
  amount: { EXCL_VAT: "Amount excl. VAT", INCL_VAT: "Amount incl. VAT" },
  vat: "VAT",
  stops: "Stops",
  passengers: (count: number) => (count === 1 ? "1 passenger" : `${count} passengers`),
  net: "Total excl. VAT",
  tax: (rate: string, base: string) => `VAT ${rate} on ${base}`,
  taxes: "Total VAT",
  gross: "Total incl. VAT",
  rounding: "Rounding",
  payable: "To pay",
  page: (page: number, of: number) => `Page ${page} of ${of}`,
}

type Labels = {
  readonly [K in keyof typeof english]: (typeof english)[K] extends string ? string : (typeof english)[K]
}

const french: Labels = {
  quote: "Devis",
  status: {
    DRAFT: "Brouillon",
    SENT: undefined,
    ACCEPTED: "Accepté",
    DECLINED: "Refusé",
    EXPIRED: "Expiré",
    CANCELLED: "Annulé",
  },
  client: "Client",
  issuedOn: "Date",
  validUntil: "Valable jusqu’au",
  vatNumber: "N° TVA",
  siren: "SIREN",
  description: "Désignation",
  quantity: "Quantité",
  units: new Map([
    ["trip", "trajet"],
    ["hour", "h"],
    ["discount", ""],
  ]),
  unitPrice: { EXCL_VAT: "Prix unitaire HT", INCL_VAT: "Prix unitaire TTC" },
  amount: { EXCL_VAT: "Montant HT", INCL_VAT: "Montant TTC" },
  vat: "TVA",
  stops: "Arrêts",
  passengers: (count) => (count === 1 ? "1 passager" : `${count} passagers`),
  net: "Total HT",
  tax: (rate, base) => `TVA ${rate} sur ${base}`,
  taxes: "Total TVA",
  gross: "Total TTC",
  rounding: "Arrondi",
  payable: "Net à payer",
  page: (page, of) => `Page ${page} sur ${of}`,
}

/** Where documents are written in French. */
const frenchSpeaking: ReadonlySet<Country> = new Set(["FR", "BE", "CH", "LU", "MC"])

type Written = Pick<QuoteDocument, "currency"> & {
  readonly operator: Pick<QuoteDocument["operator"], "country" | "timeZone">
}

/** Labels, and amounts of the document's currency, dates and times in the operator's zone. */
export const wordsOf = ({ currency, operator: { country, timeZone } }: Written) => {
  const isFrench = frenchSpeaking.has(country)
  const locale = isFrench ? "fr-FR" : "en-GB"
  const amounts = new Intl.NumberFormat(locale, { style: "currency", currency })
  const prices = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 4 })
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" })
  const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone })
  return {
    language: isFrench ? "fr" : "en",
    labels: isFrench ? french : english,
    money: (amount: Money.Money) => amounts.format(exact(Money.format(amount, currency))),
    price: (price: UnitPrice.UnitPrice) => prices.format(exact(UnitPrice.format(price, currency))),
    number: (decimal: string) => plain.format(exact(decimal)),
    rate: (rate: VatRate.VatRate) => shares.format(exact(VatRate.format(rate))),
    day: (date: string) => days.format(new Date(`${date}T00:00:00Z`)),
    times: (from: Instant, to: Instant) =>
      times.formatRange(DateTime.toDateUtc(from), DateTime.toDateUtc(to)),
  } as const
}

export type Words = ReturnType<typeof wordsOf>

/** A formatter takes the digits of a decimal string as they are: nothing passes through a binary fraction. */
function exact(decimal: string): `${number}` {
  return decimal as `${number}` // our codecs write nothing else
}
