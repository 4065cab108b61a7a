/** The page of a quote: what is offered, and the forms by which its client answers. Every text in it is escaped. */
import type { PrintedLine, PrintedTrip, QuotePage } from "@caleche/core"
import { html } from "hono/html"
import { acceptForm, type Answering, declineForm } from "./forms.ts"
import { type Html, shell } from "./shell.ts"
import { type Language, words, type Words } from "./words.ts"
import { type Written, writtenIn } from "./written.ts"

/** What the page shows besides the quote. */
export interface Shown extends Answering {
  readonly language: Language
  /** Where the PDF is, relative to the page; left out where there are no documents. */
  readonly pdf?: string
  /** Whether somebody else was faster. */
  readonly overtaken?: boolean
}

export const quotePage = (page: QuotePage, shown: Shown): Html => {
  const { document } = page
  const said = words[shown.language]
  const written = writtenIn(said, document)
  const trips = document.lines.flatMap(({ trip }) => (trip === undefined ? [] : [trip]))
  const status = document.status === "SENT" && !page.isOpen ? "EXPIRED" : document.status
  return shell(
    shown.language,
    said.quoteFrom(document.number, document.operator.name),
    document.operator.name,
    html`
      ${shown.overtaken === true ? html`<div class="note" role="alert">${said.overtaken}</div>` : ""}
      ${outcome(page, status, said, written)}
      ${shown.faults === undefined ? "" : html`<div class="note bad" role="alert">${said.fault}</div>`}
      <div class="lead">
        <h1>${said.quote} ${document.number}</h1>
        <span class="badge ${status}">${said.status[status]}</span>
        <dl class="facts">
          <div>
            <dt>${said.preparedFor}</dt>
            <dd>${document.client.companyName ?? document.client.name}</dd>
          </div>
          ${
            document.validUntil === undefined
              ? ""
              : html`<div>
                  <dt>${said.validUntil}</dt>
                  <dd>${written.day(document.validUntil)}</dd>
                </div>`
          }
          <div>
            <dt>${said.payable}</dt>
            <dd>${written.money(document.totals.payable)}</dd>
          </div>
        </dl>
      </div>
      ${
        trips.length === 0
          ? ""
          : html`<section aria-labelledby="trips">
              <h2 id="trips">${said.trips}</h2>
              ${trips.map((trip) => tripOf(trip, said, written))}
              <p class="quiet">${said.zone(document.operator.timeZone)}</p>
            </section>`
      }
      ${prices(page, said, written)}
      ${shown.pdf === undefined ? "" : html`<p class="screen"><a href="${shown.pdf}">${said.pdf}</a></p>`}
      ${page.isOpen ? [acceptForm(page, shown, said, written), declineForm(shown, said)] : ""}
      ${
        document.operator.email === undefined
          ? ""
          : html`<p class="quiet">
              ${said.questions} <a href="mailto:${document.operator.email}">${document.operator.email}</a>
            </p>`
      }
    `,
  )
}

/** What became of the quote, when something did. */
function outcome(page: QuotePage, status: keyof Words["status"], said: Words, written: Written): Html {
  const { accepted, isReplaced, order } = page
  if (accepted !== undefined && order !== undefined) {
    const state = order.status === "CANCELLED" ? "" : " good"
    return html`<div class="note${state}" role="status">
      <strong>${said.orderNumber(order.number)} (${said.orderStatus[order.status]})</strong>
      ${said.acceptedBy(written.moment(accepted.at), accepted.name)}
    </div>`
  }
  const text = {
    DECLINED: isReplaced ? said.replaced : said.declined,
    EXPIRED: said.expired,
    CANCELLED: said.cancelled,
    DRAFT: undefined,
    SENT: undefined,
    ACCEPTED: undefined,
  }[status]
  return text === undefined ? html`` : html`<div class="note" role="status">${text}</div>`
}

function tripOf(trip: PrintedTrip, said: Words, written: Written): Html {
  const { dropOff, estimatedEndAt, passengers, pickup, pickupAt, stops, vehicleCategory } = trip
  const places = [pickup, dropOff].filter((place) => place !== undefined)
  return html`<div class="trip">
    <p class="when">
      ${written.date(pickupAt)},
      <span class="hours">
        <time datetime="${written.iso(pickupAt)}">${written.hour(pickupAt)}</time> –
        <time datetime="${written.iso(estimatedEndAt)}">${written.hour(estimatedEndAt)}</time>
      </span>
    </p>
    ${
      places.length === 0
        ? ""
        : html`<ul class="route">
            ${places.map((place) => html`<li>${place}</li>`)}
          </ul>`
    }
    ${stops === undefined || stops === "" ? "" : html`<p>${said.stops(stops)}</p>`}
    <p class="quiet">
      ${said.passengers(passengers)}${vehicleCategory === undefined ? "" : ` · ${said.vehicle(vehicleCategory)}`}
    </p>
  </div>`
}

function prices({ document }: QuotePage, said: Words, written: Written): Html {
  const { lines, priceBasis, totals } = document
  const row = (label: string, amount: string, kind = "") =>
    html`<tr class="${kind}">
      <th scope="row" colspan="2">${label}</th>
      <td class="wide"></td>
      <td class="wide"></td>
      <td class="number">${amount}</td>
    </tr>`
  return html`<section aria-labelledby="prices">
    <h2 id="prices">${said.prices}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${said.description}</th>
          <th scope="col" class="wide">${said.quantity}</th>
          <th scope="col" class="wide">${said.unitPrice[priceBasis]}</th>
          <th scope="col">${said.vat}</th>
          <th scope="col">${said.amount[priceBasis]}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map((line) => lineOf(line, priceBasis, said, written))}
      </tbody>
      <tfoot>
        ${row(said.net, written.money(totals.net))}
        ${totals.vat.map(({ base, rate, tax }) => row(said.tax(written.rate(rate), written.money(base)), written.money(tax)))}
        ${row(said.gross, written.money(totals.gross))}
        ${totals.rounding === 0 ? "" : row(said.rounding, written.money(totals.rounding))}
        ${row(said.payable, written.money(totals.payable), "payable")}
      </tfoot>
    </table>
  </section>`
}

function lineOf(line: PrintedLine, basis: "EXCL_VAT" | "INCL_VAT", said: Words, written: Written): Html {
  const { description, gross, net, quantity, unit, unitPrice, vat } = line
  const count = written.count(quantity, unit)
  const price = written.price(unitPrice)
  return html`<tr>
    <td>
      ${description}<span class="narrow quiet"><br />${count} × ${price}</span>
    </td>
    <td class="wide number">${count}</td>
    <td class="wide number">${price}</td>
    <td class="number">${written.rate(vat.rate)}</td>
    <td class="number">${written.money(basis === "INCL_VAT" ? (gross ?? net) : net)}</td>
  </tr>`
}
