const forgotten = 1
export const Kilometres = 2
