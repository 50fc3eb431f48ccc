import { mergeUsage, type StreamEvent, type Usage } from '@tollgate/protocols/canonical'
import { MAX_COUNTED_CHARACTERS, type OutputText } from './estimate-tokens.js'

/** What an answer has shown so far. Reads events, changes nothing. */
export interface UsageMeter {
  observe(event: StreamEvent): void
  /** As far as the upstream has told it. */
  usage(): Usage | undefined
  /**
   * What the model wrote, names and arguments of tool calls included, as far as it is ever counted: a stream of any
   * length takes no more memory than that. Never the text of an error.
   */
  outputTexts(): readonly OutputText[]
  /** Characters of all that the model wrote. */
  outputLength(): number
}

export function createUsageMeter(): UsageMeter {
  const textsByBlock = new Map<number, { pieces: string[]; length: number }>()
  let length = 0
  let keptLength = 0
  let usage: Usage | undefined
  const add = (block: number, text: string): void => {
    const known = textsByBlock.get(block) ?? { pieces: [], length: 0 }
    textsByBlock.set(block, known)
    known.length += text.length
    length += text.length
    if (keptLength >= MAX_COUNTED_CHARACTERS) return
    const kept = text.slice(0, MAX_COUNTED_CHARACTERS - keptLength)
    known.pieces.push(kept)
    keptLength += kept.length
  }
  return {
    observe(event) {
      switch (event.type) {
        case 'block-delta':
          add(event.block, event.text)
          break
        case 'block-start':
          if (event.kind === 'tool-call') add(event.block, event.name)
          break
        case 'usage':
          usage = mergeUsage(usage, event.usage)
          break
        case 'response-start':
        case 'block-end':
        case 'choice-end':
        case 'opaque':
        case 'finish':
        case 'error':
          break
      }
    },
    usage: () => usage,
    outputTexts: () => [...textsByBlock.values()].map((one) => ({ text: one.pieces.join(''), length: one.length })),
    outputLength: () => length,
  }
}
