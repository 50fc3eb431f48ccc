import type { JsonObject } from '../../codec.js'
import { describeCodecLaws } from '../../testing/codec-laws.js'
import { loadFixtures } from '../../testing/load-fixture.js'
import { CODECS } from '../index.js'
import { openaiChat } from './index.js'
import { type Fields, isFields, present } from './wire.js'

describeCodecLaws({
  codec: openaiChat,
  codecs: Object.values(CODECS),
  fixtures: loadFixtures(new URL('./__fixtures__/', import.meta.url)),
  normaliseRequest,
})

/**
 * Declared defaults: null is absence; a stream asks for usage and an unstreamed call does not say so; one stop sequence is
 * a list of one; a text of one plain part is a string; no tools are no list; an assistant without text has null content.
 */
function normaliseRequest({ stream, stream_options: streamOptions, ...request }: JsonObject): JsonObject {
  const { messages, stop, tools, ...fields } = present(request)
  return {
    ...fields,
    messages: (Array.isArray(messages) ? messages : []).map(normaliseMessage),
    ...(stop !== undefined && { stop: Array.isArray(stop) ? stop : [stop] }),
    ...(Array.isArray(tools) && tools.length > 0 && { tools }),
    ...(stream === true && {
      stream,
      stream_options: { ...(isFields(streamOptions) ? streamOptions : {}), include_usage: true },
    }),
  }
}

function normaliseMessage(message: Fields): Fields {
  const { content = null, ...rest } = present(message)
  const calls = Array.isArray(rest.tool_calls) ? { tool_calls: rest.tool_calls.map(withType) } : {}
  const [only, ...others] = Array.isArray(content) ? content : []
  const isPlain = others.length === 0 && only?.type === 'text' && Object.keys(only).length === 2
  return { ...rest, ...calls, content: isPlain ? only.text : content }
}

const withType = (call: Fields): Fields => ({ type: 'function', ...call })
