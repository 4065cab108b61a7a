export const Kilometres = (): void => console.log("km")
