export const Kilometres = new Date()
