/** Chauffeur and coach transport to embed: one call, plain promises. Storages are sub-paths: `caleche/embedded`, `caleche/postgres`. */
export { isCalecheError } from "./callable.ts"
export {
  type ActorGiven,
  type AsActor,
  type Caleche,
  type CalecheOptions,
  createCaleche,
  type OperatorSettings,
  type World,
} from "./createCaleche.ts"
export type { HostTransaction, Storage, Within } from "./Storage.ts"
export type { AnswerOf, Changing, ErrorOf, Outcome, UseCase, UseCases } from "./UseCase.ts"
