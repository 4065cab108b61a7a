export const Kilometres = crypto.randomUUID()
