import type { MediaSource, Part } from '../../canonical/part.js'
import type { CanonicalRequest } from '../../canonical/request.js'

/** Words said by whom, in order; runs of one speaker are one, and so are runs of words. */
export function conversationOf({ messages }: CanonicalRequest): unknown {
  const turns: { role: string; said: unknown[] }[] = []
  for (const { role, parts } of messages) {
    if (role === 'system') continue
    const said = parts.flatMap(partOf)
    const last = turns.at(-1)
    if (last?.role === role) last.said.push(...said)
    else turns.push({ role, said })
  }
  return turns
}

function partOf(part: Part): unknown[] {
  switch (part.type) {
    case 'text':
      return [part.text]
    case 'media':
      return [documentWordsOf(part.source) ?? { kind: part.kind, source: part.source }]
    default:
      return []
  }
}

/** A document of plain words is no more than them. */
const documentWordsOf = (source: MediaSource): string | undefined =>
  source.type === 'base64' && source.mediaType === 'text/plain'
    ? Buffer.from(source.data, 'base64').toString('utf8')
    : undefined

/** Instructions before the first turn, as one text. */
export function instructionsOf({ messages }: CanonicalRequest): string {
  const first = messages.findIndex(({ role }) => role !== 'system')
  return messages
    .slice(0, first)
    .flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? part.text.split('\n\n') : [])))
    .join(' ')
}

/** All words, however they are put into parts. */
export const wordsOf = ({ messages }: CanonicalRequest): unknown =>
  messages
    .flatMap(({ parts }) => parts.flatMap(partOf))
    .join(' ')
    .split(/\s+/)

/** Who speaks, in order; runs of one speaker are one. */
export const placesOf = ({ messages }: CanonicalRequest): unknown =>
  messages.map(({ role }) => role).filter((role, index, all) => role !== all[index - 1])

/** What is said about pictures and documents beside their bytes. */
export const mediaOf = ({ messages }: CanonicalRequest): unknown =>
  messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'media' ? [[part.kind, part.detail, part.filename]] : [])),
  )

export const thoughtsOf = ({ messages }: CanonicalRequest): unknown =>
  messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])))

export const toolsOf = ({ tools }: CanonicalRequest): unknown =>
  tools.map((tool) =>
    tool.type === 'function'
      ? { name: tool.name, description: tool.description, parameters: tool.parameters, strict: tool.strict === true }
      : tool.value,
  )

/** Calls with their arguments, results with the name of their call: ids are each dialect's own. */
export function callsOf({ messages }: CanonicalRequest): unknown {
  const names = new Map<string, string>()
  return messages.flatMap(({ parts }) =>
    parts.flatMap((part): unknown[] => {
      if (part.type === 'tool-call') {
        names.set(part.callId, part.name)
        return [{ call: part.name, arguments: JSON.parse(part.argumentsText) }]
      }
      if (part.type !== 'tool-result') return []
      return [{ resultOf: names.get(part.callId), said: part.parts.flatMap(partOf) }]
    }),
  )
}

/** Which functions the model can call, and whether it must: some dialects tell it by leaving out the others. */
export function callableOf({ settings: { toolChoice }, tools }: CanonicalRequest): unknown {
  const all = tools.flatMap((tool) => (tool.type === 'function' ? [tool.name] : []))
  const isAllowed = toolChoice?.type === 'allowed'
  return {
    names: isAllowed ? all.filter((name) => toolChoice.names.includes(name)) : all,
    isForced: toolChoice?.type === 'required' || (isAllowed && toolChoice.mode === 'required'),
  }
}

/** Some settings, and the names of the functions beside them. */
export function settingsOf({ settings, tools }: CanonicalRequest, names: readonly string[]): unknown {
  const format = settings.responseFormat
  const told = Object.entries({
    ...settings,
    // the name is the dialect's own, and how strictly it is meant is told apart
    ...(format?.type === 'json-schema' && { responseFormat: { type: format.type, schema: format.schema } }),
    // an effort that is none is a budget of none
    ...(settings.reasoningBudgetTokens === 0 && { reasoningEffort: 'none' }),
  }).filter(([name]) => names.includes(name))
  return { ...Object.fromEntries(told), tools: tools.map((tool) => (tool.type === 'function' ? tool.name : 'own')) }
}
