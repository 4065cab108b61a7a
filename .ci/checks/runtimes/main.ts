/** The prices in a process of its own: Node, Bun and Deno alike. The question is in a file. */
import { readFileSync } from "node:fs"
import { priced } from "./price.ts"

console.log(JSON.stringify(priced(JSON.parse(readFileSync(process.argv[2]!, "utf8")))))
