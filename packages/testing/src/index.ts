/** Conformance suites and the means to build one's own: for this project, and for whoever writes a storage. */
export * from "./conformance/storage.ts"
export * as inputs from "./inputs.ts"
export * from "./sequences/sequences.ts"
export * from "./Suite.ts"
export * from "./World.ts"
export * from "./feePolicy.ts"
