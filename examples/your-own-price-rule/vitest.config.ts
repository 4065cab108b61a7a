import { project } from "../../vitest.base.ts"

export default project("your-own-price-rule")
