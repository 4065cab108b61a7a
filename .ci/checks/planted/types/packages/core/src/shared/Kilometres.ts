export const Kilometres: number = "12"
