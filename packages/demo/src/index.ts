/** The demonstration: Demo VTC, its books, and the story of one client. Everything is made by the library's own commands. */
export { demoOperator, demoStaff } from "./demoOperator.ts"
export { seed, type Seeding } from "./seed.ts"
export type { Chapter } from "./story/Chapter.ts"
export { play } from "./story.ts"
