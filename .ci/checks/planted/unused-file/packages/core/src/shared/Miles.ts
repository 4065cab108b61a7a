export const Miles = 1
