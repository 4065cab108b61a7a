/** Minutes nobody is charged for. */
export const free = 15
