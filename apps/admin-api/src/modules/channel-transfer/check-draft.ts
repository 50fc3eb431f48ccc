import { type CatalogDraft, type ChannelDraft, faultAt, type ImportFault } from './catalog-draft.js'

/** What is wrong over several entries, or within one beyond its single fields. */
export function checkDraft({ channels, models }: CatalogDraft): ImportFault[] {
  const twins = (entries: readonly { row: number; line?: number | undefined; name: string }[]): ImportFault[] => {
    const firstRows = new Map<string, number>()
    return entries.flatMap((entry) => {
      const first = firstRows.get(entry.name.trim())
      if (first === undefined) firstRows.set(entry.name.trim(), entry.row)
      return first === undefined ? [] : [faultAt(entry, 'importNameTwice', { path: ['name'], values: { first } })]
    })
  }
  // several entries may name one model, if only by the way: then they add up
  const declared = models.filter(
    ({ atLeastAbilities, ...model }) => atLeastAbilities === undefined && 'groups' in model,
  )
  return [...twins(channels), ...twins(declared), ...channels.flatMap(faultsOfKeys)]
}

function faultsOfKeys(channel: ChannelDraft): ImportFault[] {
  const { keys } = channel
  if (keys?.length === 0) return [faultAt(channel, 'importNoKeys', { path: ['keys'] })]
  const twice = keys?.find((key, index) => keys.indexOf(key) !== index)
  if (keys !== undefined && twice !== undefined) {
    const [first, number] = [keys.indexOf(twice) + 1, keys.lastIndexOf(twice) + 1]
    return [faultAt(channel, 'importKeyTwice', { path: ['keys'], values: { number, first } })]
  }
  return []
}
