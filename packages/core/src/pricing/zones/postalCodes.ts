/** Zones by postal codes or their beginnings: `75` is every code that begins with it, in capitals and without spaces or hyphens. */

/** `SW1A 1AA` and `sw1a1aa` are one code. */
export const normalised = (code: string): string => code.replace(/[\s-]/g, "").toUpperCase()

/** What begins with which code, found by asking for each beginning of a code that any zone names. */
export interface PrefixIndex<A> {
  /** What is filed under a beginning of `code`, the longest beginning first. */
  readonly within: (code: string) => ReadonlyArray<A>
}

export const prefixIndex = <A>(filed: ReadonlyArray<readonly [prefix: string, item: A]>): PrefixIndex<A> => {
  const byPrefix = new Map<string, Array<A>>()
  for (const [prefix, item] of filed) {
    const items = byPrefix.get(prefix)
    if (items === undefined) byPrefix.set(prefix, [item])
    else items.push(item)
  }
  const lengths = [...new Set([...byPrefix.keys()].map(({ length }) => length))].toSorted((a, b) => b - a)
  return {
    within: (code) => {
      const wanted = normalised(code)
      return lengths.flatMap((length) =>
        length <= wanted.length ? (byPrefix.get(wanted.slice(0, length)) ?? []) : [],
      )
    },
  }
}
