export const Kilometres = globalThis.crypto.randomUUID()
