import hono from "hono"

export const Kilometres = hono
