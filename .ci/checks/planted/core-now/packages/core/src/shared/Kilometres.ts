export const Kilometres = Date.now()
