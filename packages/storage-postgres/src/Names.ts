/**
 * The names under which one installation lives in a PostgreSQL cluster: its schema and its roles.
 *
 * Roles belong to the whole cluster, so two installations that must not share them take another prefix.
 */

/** Who may do what: the owner migrates, the app serves under the policies, search and system answer single questions. */
export interface RoleNames {
  readonly owner: string
  readonly app: string
  readonly search: string
  readonly system: string
}

/** How to name things; `caleche` and `caleche_owner`, `caleche_app`, `caleche_search`, `caleche_system` unless given. */
export interface NameOptions {
  readonly schema?: string | undefined
  /** `prefix` stands for `caleche` in all role names; a role named here keeps its own name. */
  readonly roles?: (Partial<RoleNames> & { readonly prefix?: string }) | undefined
}

export interface Names {
  readonly schema: string
  readonly roles: RoleNames
}

/**
 * The names to use. Throws a RangeError for one that is not a plain lower-case identifier of at most 63 characters, the
 * only ones that mean the same quoted and unquoted.
 */
export const namesOf = ({ schema = "caleche", roles = {} }: NameOptions): Names => {
  const { prefix = "caleche", ...own } = roles
  const named: RoleNames = {
    owner: `${prefix}_owner`,
    app: `${prefix}_app`,
    search: `${prefix}_search`,
    system: `${prefix}_system`,
    ...own,
  }
  for (const name of [schema, ...Object.values(named)]) {
    if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
      throw new RangeError(`Not a plain PostgreSQL identifier: ${name}`)
  }
  return { schema, roles: named }
}
