export const Kilometres = (value: any): unknown => value
