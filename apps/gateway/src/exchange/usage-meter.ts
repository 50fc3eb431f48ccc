import { mergeUsage, type StreamEvent, type Usage } from '@tollgate/protocols/canonical'

/** What an answer has shown so far. Reads events, changes nothing. */
export interface UsageMeter {
  observe(event: StreamEvent): void
  /** As far as the upstream has told it. */
  usage(): Usage | undefined
  /** Everything that the model wrote, names and arguments of tool calls included; never the text of an error. */
  outputText(): string
  /** Characters of {@link outputText}. */
  outputLength(): number
}

export function createUsageMeter(): UsageMeter {
  const texts: string[] = []
  let length = 0
  let usage: Usage | undefined
  const add = (text: string): void => {
    texts.push(text)
    length += text.length
  }
  return {
    observe(event) {
      switch (event.type) {
        case 'block-delta':
          add(event.text)
          break
        case 'block-start':
          if (event.kind === 'tool-call') add(event.name)
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
    outputText: () => texts.join(''),
    outputLength: () => length,
  }
}
