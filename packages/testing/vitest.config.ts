import { mergeConfig } from "vitest/config"
import { project } from "../../vitest.base.ts"

export default mergeConfig(project("testing"), { test: { globalSetup: ["./test/postgresServer.ts"] } })
