/** The code blocks of Markdown documents, with where they stand and what they are said to print. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export interface Block {
  readonly document: string
  /** Line of the opening fence. */
  readonly line: number
  /** The words after the fence: `["ts"]`, `["sh", "run"]`. */
  readonly words: ReadonlyArray<string>
  readonly text: string
  /** The `text` block right below, when there is one: what the block prints. */
  readonly prints?: string
}

/** README.md and the guides, as far as they exist. */
export const documentsIn = (root: string): ReadonlyArray<string> => {
  const guides = join(root, "docs/guides")
  return ["README.md", ...markdownIn(guides).map((name) => `docs/guides/${name}`)]
}

export const blocksIn = (root: string, document: string): ReadonlyArray<Block> => {
  const lines = readFileSync(join(root, document), "utf8").split("\n")
  const blocks: Array<Block> = []
  for (let at = 0; at < lines.length; at++) {
    const opening = /^```(\S.*)$/.exec(lines[at] ?? "")
    if (opening === null) continue
    const end = lines.indexOf("```", at + 1)
    if (end === -1) throw new Error(`${document}:${at + 1}: a block that does not end`)
    const words = (opening[1] ?? "").split(" ")
    const text = `${lines.slice(at + 1, end).join("\n")}\n`
    const above = blocks.at(-1)
    if (words[0] === "text" && above !== undefined && isAbove(above, lines, at))
      blocks[blocks.length - 1] = { ...above, prints: text }
    else blocks.push({ document, line: at + 1, words, text })
    at = end
  }
  return blocks
}

/** Nothing but empty lines between the end of `block` and line `at`. */
const isAbove = (block: Block, lines: ReadonlyArray<string>, at: number): boolean => {
  const end = block.line + block.text.split("\n").length - 1
  return lines.slice(end + 1, at).every((line) => line.trim() === "")
}

const markdownIn = (folder: string): ReadonlyArray<string> => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .toSorted()
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return []
    throw cause
  }
}
