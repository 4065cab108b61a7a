// TODO: later
export const Kilometres = 1
