import { project } from "../../vitest.base.ts"

export default project("embed-in-an-existing-tms")
