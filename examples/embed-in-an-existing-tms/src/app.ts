/** The application: a booking is its own row and our quote, and there is never one without the other. */
import { type Caleche, isCalecheError } from "caleche"
import express, { type Express, type NextFunction, type Request, type Response } from "express"
import type { Pool } from "pg"
import { addBooking, bookings, inTransaction } from "./bookings.ts"

/** A booking as the application's form sends it. */
interface Form {
  readonly reference: string
  readonly customer: { readonly name: string; readonly email: string }
  readonly pickupAt: string
  readonly from: string
  readonly price: string
}

export const makeApp = (pool: Pool, caleche: Caleche): Express => {
  const app = express()
  app.use(express.json())

  app.post("/bookings", async (request: Request<object, unknown, Form>, response) => {
    const { reference, customer, pickupAt, from, price } = request.body
    const booked = await inTransaction(pool, async (tx) => {
      const within = caleche.within(tx)
      const client = await within.clients.create({ type: "PRIVATE", ...customer })
      const quote = await within.quotes.create({
        clientId: client.id,
        tripType: "OFF_GRID",
        pricingMode: "MANUAL",
        lines: [
          {
            kind: "TRANSPORT",
            description: `From ${from}`,
            unitPrice: price,
            vatRate: "0.10",
            trip: { pickupAt, pickup: { label: from } },
          },
        ],
      })
      await addBooking(tx, { reference, quote_id: quote.id })
      return { reference, quote: quote.number, payable: quote.totals.payable }
    })
    response.status(201).json(booked)
  })

  app.get("/bookings", async (_request, response) => {
    response.json(await bookings(pool))
  })

  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error)
    if (isCalecheError(error)) return response.status(422).json({ refused: error._tag, ...error })
    if (error instanceof Error && "code" in error && error.code === "23505")
      return response.status(409).json({ refused: "ReferenceTaken" })
    return next(error)
  })

  return app
}
