export const Kilometres = Math.random()
