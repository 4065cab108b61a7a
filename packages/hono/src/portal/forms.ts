/**
 * The two answers, as forms that work without scripts.
 *
 * The button says that the order has to be paid for, as consumers must be told where they click (Directive 2011/83/EU,
 * article 8(2); Code de la consommation, L221-14).
 */
import type { QuotePage } from "@caleche/core"
import { html } from "hono/html"
import type { Html } from "./shell.ts"
import type { Words } from "./words.ts"
import type { Written } from "./written.ts"

type Fault = keyof Words["faults"]

/** What was filled in before, and what of it was wrong. */
export interface Answering {
  readonly faults?: ReadonlyArray<Fault>
  readonly given?: Readonly<Record<string, string>>
}

export const acceptForm = (
  { document, terms }: QuotePage,
  answering: Answering,
  said: Words,
  written: Written,
): Html => {
  const { given = {} } = answering
  const [before, link, after] = said.agreeToTerms
  return html`<section aria-labelledby="accept">
    <h2 id="accept">${said.accept}</h2>
    <form method="post">
      <input type="hidden" name="answer" value="accept" />
      <input type="hidden" name="terms" value="${terms?.version ?? ""}" />
      <div class="field">
        <label for="name">${said.name}</label>
        <input
          type="text"
          id="name"
          name="name"
          required
          maxlength="200"
          autocomplete="name"
          value="${given["name"] ?? ""}"
          ${marked(answering, "name")}
        />
        ${faultOf(answering, "name", said)}
      </div>
      <div class="field">
        <div class="check">
          <input
            type="checkbox"
            id="agreed"
            name="agreed"
            value="yes"
            required
            ${marked(answering, "agreed")}
          />
          <label for="agreed"
            >${
              terms === undefined
                ? said.agree
                : html`${before}${
                    terms.url === undefined
                      ? link
                      : html`<a href="${terms.url}" target="_blank" rel="noopener noreferrer">${link}</a>`
                  }${after(terms.version)}`
            }</label
          >
        </div>
        ${faultOf(answering, "agreed", said)} ${faultOf(answering, "terms", said)}
      </div>
      <button type="submit">${said.order(written.money(document.totals.payable))}</button>
    </form>
  </section>`
}

export const declineForm = (answering: Answering, said: Words): Html =>
  html`<section>
    <details ${answering.faults?.includes("reason") === true ? html`open` : ""}>
      <summary>${said.decline}</summary>
      <form method="post">
        <input type="hidden" name="answer" value="decline" />
        <div class="field">
          <label for="reason">${said.reason}</label>
          <textarea
            id="reason"
            name="reason"
            required
            maxlength="1000"
            rows="3"
            ${marked(answering, "reason")}
          >
${answering.given?.["reason"] ?? ""}</textarea>
          ${faultOf(answering, "reason", said)}
        </div>
        <button type="submit" class="second">${said.declineIt}</button>
      </form>
    </details>
  </section>`

function marked({ faults = [] }: Answering, field: Fault): Html | string {
  return faults.includes(field) ? html`aria-invalid="true" aria-describedby="${field}-fault"` : ""
}

function faultOf({ faults = [] }: Answering, field: Fault, said: Words): Html | string {
  return faults.includes(field) ? html`<p class="fault" id="${field}-fault">${said.faults[field]}</p>` : ""
}
