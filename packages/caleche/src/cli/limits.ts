/** How often a server lets one ask, a minute; and which proxies it believes about who asks. */
import { isRange, layerRateLimits, type Limits, type Rate } from "@caleche/http"
import { Config, type Layer, Option, Schema } from "effect"
import type { Settings } from "./settings.ts"

export interface LimitSettings {
  /** Requests a minute; 0: as many as one likes. */
  readonly perCredential: number | undefined
  readonly perAddress: number | undefined
  readonly refusals: number | undefined
  /** Addresses and ranges whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: ReadonlyArray<string>
}

/** In production, unless told. The demonstration serves one machine, and limits nothing unless told. */
const usual = { perCredential: 6_000, perAddress: 12_000, refusals: 120 } as const

const rateIn = (name: string) =>
  Config.option(Config.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 10_000_000 })), name))

const rangesIn = (text: string): ReadonlyArray<string> =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")

export const limitVariables = {
  perCredential: rateIn("RATE_LIMIT_CREDENTIAL"),
  perAddress: rateIn("RATE_LIMIT_ADDRESS"),
  refusals: rateIn("RATE_LIMIT_REFUSALS"),
  trustedProxies: Config.schema(
    Schema.String.check(
      Schema.makeFilter(
        (text) =>
          rangesIn(text).every(isRange) || "must be addresses or ranges with commas between, 10.0.0.0/8",
      ),
    ),
    "TRUSTED_PROXIES",
  ).pipe(Config.map(rangesIn), Config.option, Config.map(Option.getOrElse(() => []))),
}

export const limitsBy = ({ limits, mode }: Pick<Settings, "limits" | "mode">): Layer.Layer<never> => {
  const rates = mode === "production" ? usual : undefined
  return layerRateLimits({
    ...rateOf("perCredential", limits.perCredential ?? rates?.perCredential),
    ...rateOf("perAddress", limits.perAddress ?? rates?.perAddress),
    ...rateOf("refusals", limits.refusals ?? rates?.refusals),
  })
}

const rateOf = (name: keyof Limits, requests = 0): Limits =>
  requests === 0 ? {} : { [name]: { requests, every: "1 minute" } satisfies Rate }
