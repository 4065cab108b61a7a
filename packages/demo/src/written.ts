/** How a chapter looks in a terminal. */
import type { Chapter } from "./story/Chapter.ts"

/** The title, its lines indented, and an empty line; with ANSI colours when asked for. */
export const written = ({ title, lines }: Chapter, coloured: boolean): string => {
  const [bold, dim, plain] = coloured ? ["\u001b[1;36m", "\u001b[2m", "\u001b[0m"] : ["", "", ""]
  const indented = lines.map((line) => (line === "" ? "" : `  ${dim}${line}${plain}`))
  return [`${bold}${title}${plain}`, ...indented, "", ""].join("\n")
}
