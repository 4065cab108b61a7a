/** Quotes as PDF files: the layer a host provides beside its storage. */
import { Documents } from "@caleche/core"
import { Effect, Layer } from "effect"
import { quotePdf } from "./quotePdf.ts"

/**
 * Makes A4 documents, in French for operators of countries that speak it, else in English. The font holds Latin, Greek and
 * Cyrillic letters and is part of each file.
 */
export const layer: Layer.Layer<Documents> = Layer.succeed(
  Documents,
  Documents.of({ quote: (document) => Effect.promise(() => quotePdf(document)) }),
)
