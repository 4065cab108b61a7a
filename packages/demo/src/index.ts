/** The demonstration: Demo VTC, its books, and the story of one order. Everything is made by the library's own commands. */
export { demoOperator, demoStaff } from "./demoOperator.ts"
export { seed, type Seeding } from "./seed.ts"
export { type Chapter, play } from "./story.ts"
