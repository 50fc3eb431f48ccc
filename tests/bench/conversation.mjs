// A conversation and an answer in canonical words, as a course assistant with tools has them.

const QUESTION = 'Why does a lens made of glass bend red light less than blue light, and what does a prism do with it? '
const ANSWER = `${'The speed of light in glass depends on its wavelength: the shorter the wave, the slower it is. '.repeat(5)}\n`
const RESULT = JSON.stringify({ refractiveIndex: 1.52, dispersion: 0.0089, glass: 'BK7', source: 'handbook, p. 212' })

const schema = (name) => ({
  type: 'object',
  properties: { [name]: { type: 'string', description: `The ${name} that is asked for` }, limit: { type: 'integer' } },
  required: [name],
  additionalProperties: false,
})
const TOOLS = ['lookup', 'search', 'measure', 'plot'].map((name) => ({
  ...{ type: 'function', name, description: `Can ${name} what the course has on optics`, parameters: schema('topic') },
}))

const text = (words) => ({ type: 'text', text: words })

/** @param turns messages of user and assistant; every tenth answer first calls two tools */
export function conversation(turns) {
  const messages = [{ role: 'system', parts: [text('You are a patient tutor of optics.')] }]
  for (let index = 0; messages.length < turns; index += 1) {
    messages.push({ role: 'user', parts: [text(`${index}. ${QUESTION.repeat(2)}`)] })
    if (index % 10 === 9) messages.push(...callsAndResults(index))
    messages.push({ role: 'assistant', parts: [text(ANSWER)] })
  }
  messages.push({ role: 'user', parts: [text(QUESTION)] })
  return {
    ...{ model: 'bench', messages, tools: TOOLS, isStreamed: true, wantsStreamUsage: true },
    settings: { maxOutputTokens: 2_048, temperature: 0.7, toolChoice: { type: 'auto' } },
    facts: { vision: false, audio: false, document: false, tools: true, json: false, reasoning: false, nativeOnly: [] },
  }
}

function callsAndResults(index) {
  const ids = [`call_${index}a`, `call_${index}b`]
  return [
    {
      role: 'assistant',
      parts: ids.map((callId) => ({ type: 'tool-call', callId, name: 'lookup', argumentsText: '{"topic":"glass"}' })),
    },
    { role: 'tool', parts: ids.map((callId) => ({ type: 'tool-result', callId, parts: [text(RESULT)] })) },
  ]
}

/** Thinking, words and a call, about 1,400 tokens, as events. */
export function wholeAnswer() {
  const block = (number, start, words) => [
    { type: 'block-start', block: number, choice: 0, ...start },
    { type: 'block-delta', block: number, text: words },
    { type: 'block-end', block: number },
  ]
  return [
    { type: 'response-start', id: 'x', model: 'bench', createdAtSeconds: 1_700_000_000 },
    ...block(0, { kind: 'reasoning' }, ANSWER.repeat(4)),
    ...block(1, { kind: 'text' }, ANSWER.repeat(8)),
    ...block(2, { kind: 'tool-call', callId: 'call_1', name: 'lookup' }, '{"topic":"glass"}'),
    { type: 'choice-end', choice: 0, reason: { unified: 'tool' } },
    { type: 'usage', usage: { input: { total: 900, cacheRead: 100 }, output: { total: 700, reasoning: 100 } } },
    { type: 'finish' },
  ]
}
