import type { JsonObject } from '../../codec.js'
import { describeCodecLaws } from '../../testing/codec-laws.js'
import { loadFixtures } from '../../testing/load-fixture.js'
import { CODECS } from '../index.js'
import { openaiResponses } from './index.js'
import { type Fields, isFields, present } from './wire.js'

describeCodecLaws({
  codec: openaiResponses,
  codecs: Object.values(CODECS),
  fixtures: loadFixtures(new URL('./__fixtures__/', import.meta.url)),
  normaliseRequest,
})

/**
 * Declared defaults: null is absence; nothing is stored; encrypted reasoning is included; an unstreamed call does not say
 * so; a text is a message of a user, and a list of one plain text is that text; items without a type are messages; the
 * model's text is a list; a thought has a summary, a function its parameters; annotations and log probabilities that are
 * none are not told.
 */
function normaliseRequest({ stream, ...request }: JsonObject): JsonObject {
  const { input, tools, include, store = false, ...fields } = present(request)
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : list(input)
  return {
    ...fields,
    store,
    input: items.map(normaliseItem),
    include: [...new Set([...list(include), 'reasoning.encrypted_content'])],
    ...(Array.isArray(tools) && tools.length > 0 && { tools: tools.map(normaliseTool) }),
    ...(stream === true && { stream }),
  }
}

const list = (value: unknown): Fields[] => (Array.isArray(value) ? value : [])

function normaliseItem(item: Fields): Fields {
  const { type = 'message', ...rest } = present(item)
  if (type === 'function_call_output') return { ...rest, type, output: normaliseContent(rest.output) }
  if (type === 'reasoning') return { ...rest, type, summary: rest.summary ?? [] }
  if (type !== 'message') return item
  if (rest.role !== 'assistant') return { ...rest, type, content: normaliseContent(rest.content) }
  const parts = typeof rest.content === 'string' ? [{ type: 'output_text', text: rest.content }] : list(rest.content)
  return { ...rest, type, content: parts.map(normaliseOutput) }
}

function normaliseOutput(part: Fields): Fields {
  const { annotations, logprobs, ...rest } = part
  return {
    ...rest,
    ...(list(annotations).length > 0 && { annotations }),
    ...(list(logprobs).length > 0 && { logprobs }),
  }
}

function normaliseContent(content: unknown): unknown {
  const [only, ...others] = list(content)
  const isPlain = others.length === 0 && only?.type === 'input_text' && Object.keys(only).length === 2
  return isPlain ? only.text : content
}

const normaliseTool = (tool: Fields): Fields => {
  if (!isFields(tool) || tool.type !== 'function') return tool
  return { parameters: { type: 'object', properties: {} }, ...present(tool) }
}
