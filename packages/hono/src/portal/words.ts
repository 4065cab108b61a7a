/** What the quote's page says, in the languages its readers may ask for. */
import type { OrderStatus, QuoteStatus } from "@caleche/core"

export const languages = ["en", "fr"] as const
export type Language = (typeof languages)[number]

/** Two sentences for a page that shows no quote. */
export interface Notice {
  readonly title: string
  readonly text: string
}

export interface Words {
  readonly locale: string
  readonly quote: string
  readonly quoteFrom: (number: string, operator: string) => string
  readonly preparedFor: string
  readonly validUntil: string
  readonly status: Readonly<Record<QuoteStatus, string>>
  readonly orderStatus: Readonly<Record<OrderStatus, string>>
  readonly trips: string
  readonly vehicle: (category: string) => string
  readonly stops: (named: string) => string
  readonly passengers: (count: number) => string
  readonly zone: (zone: string) => string
  readonly prices: string
  readonly description: string
  readonly quantity: string
  readonly unitPrice: Readonly<Record<"EXCL_VAT" | "INCL_VAT", string>>
  readonly amount: Readonly<Record<"EXCL_VAT" | "INCL_VAT", string>>
  readonly vat: string
  readonly units: Readonly<Record<string, string>>
  readonly net: string
  readonly tax: (rate: string, base: string) => string
  readonly gross: string
  readonly rounding: string
  readonly payable: string
  readonly pdf: string
  readonly accept: string
  readonly name: string
  readonly agree: string
  readonly agreeToTerms: readonly [before: string, link: string, after: (version: string) => string]
  /** Where the order is made it has to say that it has to be paid for. */
  readonly order: (amount: string) => string
  readonly decline: string
  readonly reason: string
  readonly declineIt: string
  readonly faults: Readonly<Record<"name" | "agreed" | "terms" | "reason", string>>
  readonly fault: string
  readonly acceptedBy: (day: string, name: string | undefined) => string
  readonly orderNumber: (number: string) => string
  readonly declined: string
  readonly replaced: string
  readonly expired: string
  readonly cancelled: string
  readonly overtaken: string
  readonly questions: string
  readonly notices: Readonly<Record<"unknown" | "EXPIRED" | "REVOKED" | "tooLong" | "busy" | "away", Notice>>
}

const en: Words = {
  locale: "en-GB",
  quote: "Quote",
  quoteFrom: (number, operator) => `Quote ${number} – ${operator}`,
  preparedFor: "Prepared for",
  validUntil: "Valid until",
  status: {
    DRAFT: "Draft",
    SENT: "Awaiting your answer",
    ACCEPTED: "Accepted",
    DECLINED: "Declined",
    EXPIRED: "Expired",
    CANCELLED: "Withdrawn",
  },
  orderStatus: {
    PENDING: "being planned",
    CONFIRMED: "confirmed",
    IN_PROGRESS: "under way",
    COMPLETED: "completed",
    CANCELLED: "cancelled",
  },
  trips: "Your trip",
  vehicle: (category) => `Vehicle: ${category}`,
  stops: (named) => `Stops: ${named}`,
  passengers: (count) => (count === 1 ? "1 passenger" : `${count} passengers`),
  zone: (zone) => `All times are local times (${zone}).`,
  prices: "Price",
  description: "Description",
  quantity: "Quantity",
  unitPrice: { EXCL_VAT: "Unit price excl. VAT", INCL_VAT: "Unit price incl. VAT" },
  amount: { EXCL_VAT: "Amount excl. VAT", INCL_VAT: "Amount incl. VAT" },
  vat: "VAT",
  units: { hour: "h", discount: "" },
  net: "Total excl. VAT",
  tax: (rate, base) => `VAT ${rate} on ${base}`,
  gross: "Total incl. VAT",
  rounding: "Rounding",
  payable: "To pay",
  pdf: "Download as PDF",
  accept: "Accept this quote",
  name: "Your first and last name",
  agree: "I accept this quote as it stands, for the trips and at the price above.",
  agreeToTerms: [
    "I accept this quote and the ",
    "conditions of sale",
    (version) => ` (version ${version}), which I have read.`,
  ],
  order: (amount) => `Order with obligation to pay ${amount}`,
  decline: "Decline this quote",
  reason: "What made you decide against it?",
  declineIt: "Decline",
  faults: {
    name: "Please write your name.",
    agreed: "Please tick the box if you agree.",
    terms: "The conditions have changed since the page was opened. Please read them again.",
    reason: "Please say why, in a few words.",
  },
  fault: "Nothing was sent yet. Please complete the form below.",
  acceptedBy: (day, name) => (name === undefined ? `Accepted on ${day}.` : `Accepted on ${day} by ${name}.`),
  orderNumber: (number) => `Your order number is ${number}`,
  declined: "This quote was declined. If you have changed your mind, ask us for a new one.",
  replaced: "A newer quote has taken the place of this one.",
  expired: "This quote is no longer valid. Ask us for a new one: we shall be glad to renew it.",
  cancelled: "We have withdrawn this quote. Ask us for a new one if you still wish to travel.",
  overtaken: "The quote was answered meanwhile; this is how it stands now.",
  questions: "Any questions? Write to us:",
  notices: {
    unknown: {
      title: "Nothing to be found here",
      text: "This address leads to no quote. Please check that the link was copied whole, or ask whoever sent it.",
    },
    EXPIRED: {
      title: "This link has expired",
      text: "For your safety links work for a limited time. Ask whoever sent it to you for a new one.",
    },
    REVOKED: {
      title: "This link was closed",
      text: "The sender has closed this link. Ask for a new one if you still need it.",
    },
    tooLong: { title: "Too long", text: "What was sent is too long. Please go back and shorten it." },
    busy: {
      title: "One moment, please",
      text: "Too many requests came from your network. Try again shortly.",
    },
    away: {
      title: "We shall be right back",
      text: "The page cannot be shown at the moment. Try again shortly.",
    },
  },
}

const fr: Words = {
  locale: "fr-FR",
  quote: "Devis",
  quoteFrom: (number, operator) => `Devis ${number} – ${operator}`,
  preparedFor: "Établi pour",
  validUntil: "Valable jusqu’au",
  status: {
    DRAFT: "Brouillon",
    SENT: "En attente de votre réponse",
    ACCEPTED: "Accepté",
    DECLINED: "Refusé",
    EXPIRED: "Expiré",
    CANCELLED: "Retiré",
  },
  orderStatus: {
    PENDING: "en préparation",
    CONFIRMED: "confirmée",
    IN_PROGRESS: "en cours",
    COMPLETED: "terminée",
    CANCELLED: "annulée",
  },
  trips: "Votre trajet",
  vehicle: (category) => `Véhicule : ${category}`,
  stops: (named) => `Arrêts : ${named}`,
  passengers: (count) => (count === 1 ? "1 passager" : `${count} passagers`),
  zone: (zone) => `Les heures sont locales (${zone}).`,
  prices: "Prix",
  description: "Désignation",
  quantity: "Quantité",
  unitPrice: { EXCL_VAT: "Prix unitaire HT", INCL_VAT: "Prix unitaire TTC" },
  amount: { EXCL_VAT: "Montant HT", INCL_VAT: "Montant TTC" },
  vat: "TVA",
  units: { trip: "trajet", unit: "unité", hour: "h", discount: "" },
  net: "Total HT",
  tax: (rate, base) => `TVA ${rate} sur ${base}`,
  gross: "Total TTC",
  rounding: "Arrondi",
  payable: "Net à payer",
  pdf: "Télécharger en PDF",
  accept: "Accepter ce devis",
  name: "Vos prénom et nom",
  agree: "J’accepte ce devis tel quel, pour les trajets et au prix ci-dessus.",
  agreeToTerms: [
    "J’accepte ce devis et les ",
    "conditions générales de vente",
    (version) => ` (version ${version}), que j’ai lues.`,
  ],
  order: (amount) => `Commander avec obligation de paiement : ${amount}`,
  decline: "Refuser ce devis",
  reason: "Qu’est-ce qui vous fait renoncer ?",
  declineIt: "Refuser",
  faults: {
    name: "Merci d’indiquer votre nom.",
    agreed: "Merci de cocher la case si vous êtes d’accord.",
    terms: "Les conditions ont changé depuis l’ouverture de la page. Merci de les relire.",
    reason: "Merci d’en donner la raison en quelques mots.",
  },
  fault: "Rien n’a encore été envoyé. Merci de compléter le formulaire ci-dessous.",
  acceptedBy: (day, name) => (name === undefined ? `Accepté le ${day}.` : `Accepté le ${day} par ${name}.`),
  orderNumber: (number) => `Votre numéro de commande : ${number}`,
  declined: "Ce devis a été refusé. Si vous avez changé d’avis, demandez-nous en un nouveau.",
  replaced: "Un devis plus récent a remplacé celui-ci.",
  expired: "Ce devis n’est plus valable. Demandez-nous de le renouveler : nous le ferons volontiers.",
  cancelled: "Nous avons retiré ce devis. Demandez-nous en un nouveau si vous souhaitez toujours voyager.",
  overtaken: "Une réponse a été donnée entre-temps ; voici où en est le devis.",
  questions: "Une question ? Écrivez-nous :",
  notices: {
    unknown: {
      title: "Rien à cette adresse",
      text: "Cette adresse ne mène à aucun devis. Vérifiez que le lien a été copié en entier, ou demandez à la personne qui l’a envoyé.",
    },
    EXPIRED: {
      title: "Ce lien a expiré",
      text: "Pour votre sécurité, un lien ne fonctionne qu’un certain temps. Demandez-en un nouveau à la personne qui l’a envoyé.",
    },
    REVOKED: {
      title: "Ce lien a été fermé",
      text: "L’expéditeur a fermé ce lien. Demandez-en un nouveau si vous en avez encore besoin.",
    },
    tooLong: {
      title: "Trop long",
      text: "Votre envoi est trop long. Revenez en arrière pour le raccourcir.",
    },
    busy: {
      title: "Un instant, s’il vous plaît",
      text: "Trop de demandes viennent de votre réseau. Réessayez dans un moment.",
    },
    away: {
      title: "Nous revenons tout de suite",
      text: "La page ne peut pas être affichée pour le moment. Réessayez dans un instant.",
    },
  },
}

export const words: Readonly<Record<Language, Words>> = { en, fr }

/** The first language asked for that we have; `otherwise` when there is none. */
export const languageOf = (acceptLanguage: string | undefined, otherwise: Language): Language => {
  const asked = (acceptLanguage ?? "").split(",", 20).map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";")
    const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((q) => q !== undefined)
    return { tag: tag.split("-")[0], q: weight === undefined ? 1 : Number(weight) }
  })
  const best = asked
    .filter(({ q, tag }) => q > 0 && languages.some((language) => language === tag))
    .sort((a, b) => b.q - a.q)[0]
  return languages.find((language) => language === best?.tag) ?? otherwise
}
