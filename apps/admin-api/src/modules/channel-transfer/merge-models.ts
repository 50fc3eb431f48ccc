import type { CatalogDraft, ModelDraft } from './catalog-draft.js'

/**
 * The models of a file, each once, in order of appearance: declared ones, and every public name of its channels. What
 * several entries say of one model adds up.
 */
export function mergeModels({ channels, models }: CatalogDraft): ModelDraft[] {
  const merged = new Map<string, ModelDraft>()
  const add = (draft: ModelDraft): void => {
    const name = draft.name.trim()
    const known = merged.get(name)
    if (known === undefined) {
      merged.set(name, { ...draft, name })
      return
    }
    const atLeast = [...new Set([...(known.atLeastAbilities ?? []), ...(draft.atLeastAbilities ?? [])])]
    const said = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined))
    merged.set(name, {
      ...{ ...said, ...known, name },
      ...(atLeast.length > 0 && { atLeastAbilities: atLeast }),
    })
  }
  for (const model of models) add(model)
  for (const { row, line, groups, models: own = [], modelMapping = {} } of channels)
    for (const name of [...own, ...Object.keys(modelMapping)])
      add({ row, line, name, ...(groups !== undefined && { fallbackGroups: groups }) })
  return [...merged.values()]
}
