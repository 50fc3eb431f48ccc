export interface MappingEntry {
  publicName: string
  upstreamName: string
}

/** `public = upstream`, one a line. What has no `=` is taken for both sides. */
export function parseMapping(text: string): MappingEntry[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf('=')
      const publicName = (at < 0 ? line : line.slice(0, at)).trim()
      return { publicName, upstreamName: at < 0 ? publicName : line.slice(at + 1).trim() }
    })
}

export const formatMapping = (entries: readonly MappingEntry[]): string =>
  entries.map(({ publicName, upstreamName }) => `${publicName} = ${upstreamName}`).join('\n')

/** Words between commas (of either width), each once. */
export const splitTags = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，\n]+/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]
