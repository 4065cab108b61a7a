import { project } from "../../vitest.base.ts"

const { test, ...core } = project("core")

// Core has no state outside of what is handed to it, so its test files can share a process: most of their time was imports.
export default { ...core, test: { ...test, isolate: false } }
