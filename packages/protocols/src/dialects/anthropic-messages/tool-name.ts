import type { Tool } from '../../canonical/tool.js'
import { shortHash } from './short-hash.js'

const MAX_CHARACTERS = 128

/**
 * A name in the letters that this vendor takes, `^[a-zA-Z0-9_-]{1,128}$`; most are so already. The same name always gives
 * the same, and two names never share one.
 */
export function toolName(name: string): string {
  if (/^[a-zA-Z0-9_-]{1,128}$/.test(name)) return name
  const hash = shortHash(name)
  const kept = name.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, MAX_CHARACTERS - hash.length - 1)
  return `${kept}_${hash}`
}

/** Wire names of the functions that had to be renamed → the client's; an answer speaks of them under the former. */
export const renamedTools = (tools: readonly Tool[]): ReadonlyMap<string, string> =>
  new Map(
    tools.flatMap((tool) => {
      const name = tool.type === 'function' ? toolName(tool.name) : undefined
      return tool.type === 'function' && name !== undefined && name !== tool.name ? [[name, tool.name] as const] : []
    }),
  )
