/** A name in the list of an upstream, against what the channel serves. */
export interface ListedModel {
  /** The upstream's name. */
  name: string
  /** new: not served yet; served: it is; gone: it is served and the upstream does not list it. */
  state: 'new' | 'served' | 'gone'
  /** Public names under which it is served. */
  publicNames: string[]
}

/** The list of an upstream and a channel's own, put side by side; by name. */
export function diffModels(
  listed: readonly string[],
  {
    models,
    modelMapping,
  }: { models: readonly string[]; modelMapping: Readonly<Record<string, string | readonly string[]>> },
): ListedModel[] {
  const publicNames = new Map<string, string[]>()
  const add = (upstream: string, name: string) =>
    publicNames.set(upstream, [...(publicNames.get(upstream) ?? []), name])
  for (const name of models) if (!Object.hasOwn(modelMapping, name)) add(name, name)
  for (const [name, upstream] of Object.entries(modelMapping))
    for (const one of typeof upstream === 'string' ? [upstream] : upstream) add(one, name)
  const names = new Set([...listed, ...publicNames.keys()])
  const isListed = new Set(listed)
  return [...names].toSorted().map((name) => {
    const served = publicNames.get(name) ?? []
    return { name, publicNames: served, state: !isListed.has(name) ? 'gone' : served.length > 0 ? 'served' : 'new' }
  })
}
