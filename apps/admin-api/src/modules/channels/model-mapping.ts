/** Public name → the upstream's name, or several that share the public one: as gateways read it. */
export type ModelMapping = Record<string, string | string[]>

/** One pair of names; several pairs may share the public one. */
export interface MappingPair {
  publicName: string
  upstreamName: string
}

/** At most so many upstream names behind one public name: the contract of the catalog says so. */
export const SHARED_NAMES_MAX = 100

/** Pairs, in their order → one member for each public name. */
export function toMapping(pairs: readonly MappingPair[]): ModelMapping {
  const names = new Map<string, string[]>()
  for (const { publicName, upstreamName } of pairs) {
    const known = names.get(publicName)
    if (known === undefined) names.set(publicName, [upstreamName])
    else known.push(upstreamName)
  }
  return Object.fromEntries(
    [...names].map(([publicName, upstreamNames]) => {
      const [only, ...others] = upstreamNames
      return [publicName, only !== undefined && others.length === 0 ? only : upstreamNames]
    }),
  )
}

export const upstreamNamesOf = (mapped: string | readonly string[]): readonly string[] =>
  typeof mapped === 'string' ? [mapped] : mapped

export const toPairs = (mapping: Readonly<Record<string, string | readonly string[]>>): MappingPair[] =>
  Object.entries(mapping).flatMap(([publicName, mapped]) =>
    upstreamNamesOf(mapped).map((upstreamName) => ({ publicName, upstreamName })),
  )
