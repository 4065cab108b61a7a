/** Versions of resources that show none: a row of a price book changes under the version of the book, which it does not hold. */

const versions = new WeakMap<object, number>()

/** The resource, whose ETag is `version`. */
export const inVersion = <Resource extends object>(resource: Resource, version: number): Resource => {
  versions.set(resource, version)
  return resource
}

export const versionOf = (resource: unknown): number | undefined =>
  typeof resource === "object" && resource !== null ? versions.get(resource) : undefined
