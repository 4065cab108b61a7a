/** PGlite by itself, with the extensions the storage asks for: starts, answers one question, ends. */
import { PGlite } from "@electric-sql/pglite"
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin"
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist"
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm"

const db = await PGlite.create({ extensions: { pg_trgm, btree_gin, btree_gist } })
await db.query("select 1")
console.log("listening 0")
await db.close()
