import { project } from "../../vitest.base.ts"

export default project("your-own-trip-type")
