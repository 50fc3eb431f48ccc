import type { JsonObject } from '../../codec.js'
import { describeCodecLaws } from '../../testing/codec-laws.js'
import { loadFixtures } from '../../testing/load-fixture.js'
import { CODECS } from '../index.js'
import { anthropicMessages } from './index.js'
import { type Fields, isFields, present } from './wire.js'

describeCodecLaws({
  codec: anthropicMessages,
  codecs: Object.values(CODECS),
  fixtures: loadFixtures(new URL('./__fixtures__/', import.meta.url)),
  normaliseRequest,
})

/**
 * Declared defaults: null is absence; an unstreamed call does not say so; a text of one plain block is a string; no tools
 * are no list, no instructions no field.
 */
function normaliseRequest(request: JsonObject): JsonObject {
  const { messages, system, tools, stream, ...fields } = present(request)
  return {
    ...fields,
    messages: (Array.isArray(messages) ? messages : []).map((message) => ({
      ...message,
      content: normaliseContent(message.content),
    })),
    ...(system !== undefined && system !== '' && { system: normaliseContent(system) }),
    ...(Array.isArray(tools) && tools.length > 0 && { tools }),
    ...(stream === true && { stream }),
  }
}

function normaliseContent(content: unknown): unknown {
  if (!Array.isArray(content)) return content
  const blocks = content.filter(isFields).map((block): Fields => {
    const said = present(block)
    return said.type === 'tool_result' ? { ...said, content: normaliseContent(said.content) } : said
  })
  const [only, ...others] = blocks
  return others.length === 0 && only?.type === 'text' && Object.keys(only).length === 2 ? only.text : blocks
}
