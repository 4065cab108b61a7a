import { library } from "../../tsup.base.ts"

export default library(["index", "embedded", "postgres", "hono", "cli", "main"])
