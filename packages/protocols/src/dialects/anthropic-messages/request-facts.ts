import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import { partFactsOf } from '../../canonical/part-facts.js'
import type { RequestFacts, RequestSettings } from '../../canonical/request.js'
import { SPELLING } from '../../canonical/residue.js'
import type { Tool } from '../../canonical/tool.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'anthropic-messages'

/** Fields of the residue that change what the model is or does, so that no other dialect can stand in. */
const NATIVE_FIELDS = ['container', 'mcp_servers', 'output_format', 'tool_choice']

interface Decoded {
  messages: readonly Message[]
  tools: readonly Tool[]
  settings: RequestSettings
  residue: Fields
}

export function factsOf({ messages, tools, settings, residue }: Decoded): RequestFacts {
  const parts = partFactsOf(messages)
  const { reasoningBudgetTokens: budget, reasoningEffort: effort } = settings
  return {
    vision: parts.image,
    audio: false,
    document: parts.document || messages.some((message) => message.parts.some(isTextDocument)),
    tools: tools.length > 0 || parts.tools,
    json: settings.responseFormat !== undefined,
    reasoning: budget === undefined ? effort !== undefined && effort !== 'none' : budget !== 0,
    nativeOnly: [
      ...NATIVE_FIELDS.filter((name) => residue[name] !== undefined),
      ...(isFields(residue.output_config) && residue.output_config.format !== undefined ? ['output_config'] : []),
      ...tools.flatMap((tool, index) => (tool.type === 'opaque' ? [`tools[${index}]`] : [])),
      ...messages.flatMap((message, index) => (isNative(message) ? [`messages[${index}]`] : [])),
    ],
  }
}

const isNative = ({ parts }: Message): boolean => parts.some(isNativePart)

function isNativePart(part: Part): boolean {
  if (part.type === 'tool-result') return part.parts.some(isNativePart)
  return part.type === 'opaque' || (part.type === 'media' && part.source.type === 'vendor-file')
}

/** A document of plain text is a text in our words. */
function isTextDocument(part: Part): boolean {
  if (part.type === 'tool-result') return part.parts.some(isTextDocument)
  const spelling = part.type === 'text' ? part.residue?.[DIALECT]?.[SPELLING] : undefined
  return isFields(spelling) && spelling.type === 'document'
}
