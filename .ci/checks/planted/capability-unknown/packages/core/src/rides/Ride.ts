export const ride = 1
