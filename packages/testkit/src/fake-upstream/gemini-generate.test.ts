import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from './fake-upstream.js'

let upstream: FakeUpstream
beforeEach(async () => {
  upstream = await startFakeUpstream()
})
afterEach(() => upstream.close())
const restart = async (options: FakeUpstreamOptions) => {
  await upstream.close()
  upstream = await startFakeUpstream(options)
}

const post = (action: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${upstream.port}/v1beta/models/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const user = (...parts: object[]) => ({ role: 'user', parts })
const model = (...parts: object[]) => ({ role: 'model', parts })
const ask = (text: string, more: object = {}) => ({ contents: [user({ text })], ...more })
const script = (text: string) => `@@script:${text}@@`

interface Answer {
  candidates?: { content: { parts?: Record<string, unknown>[] }; finishReason?: string; index: number }[]
  usageMetadata?: Record<string, unknown>
  error?: { code: number; message: string; status: string; details?: object[] }
}
const unary = async (body: object) => (await (await post('m:generateContent', body)).json()) as Answer
const sse = async (body: object) => {
  const text = await (await post('m:streamGenerateContent?alt=sse', body)).text()
  expect(text).not.toMatch(/\[DONE\]|^event:|^:/m)
  return text
    .split('\r\n\r\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.replace(/^data: /, '')) as Answer)
}
const partsOf = (answer: Answer | undefined) => answer?.candidates?.[0]?.content.parts ?? []

describe('answers', () => {
  it('whole ones, their usage without thoughts', async () => {
    const answer = await unary(
      ask(script('reply=光 x,reasoning-text=hm,prompt-tokens=9,completion-tokens=7,reasoning=5,cached=3')),
    )
    expect(answer).toMatchObject({
      candidates: [{ content: { role: 'model', parts: [{ text: '光 x' }] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: {
        promptTokenCount: 9,
        cachedContentTokenCount: 3,
        candidatesTokenCount: 2,
        thoughtsTokenCount: 5,
        totalTokenCount: 16,
      },
      modelVersion: 'm',
    })
    expect(upstream.truth()[0]).toMatchObject({
      model: 'm',
      isStreamed: false,
      isCompleted: true,
      usage: { prompt_tokens: 9 },
    })
  })

  it('thoughts only where they are asked for, in either spelling', async () => {
    const thinking = { generation_config: { thinking_config: { include_thoughts: true } } }
    const answer = await unary(ask(script('reply=x,reasoning-text=hm'), thinking))
    expect(partsOf(answer)).toEqual([{ text: 'hm', thought: true }, { text: 'x' }])
  })

  it('streams of bare data, usage of the prompt in every chunk, one reason at the end', async () => {
    const chunks = await sse(ask(script('chunks=3,prompt-tokens=4')))
    expect(chunks.map(({ candidates }) => candidates?.[0]?.finishReason)).toEqual([undefined, undefined, 'STOP'])
    expect(chunks[0]?.usageMetadata).not.toHaveProperty('candidatesTokenCount')
    expect(chunks.at(-1)?.usageMetadata).toMatchObject({
      promptTokenCount: 4,
      candidatesTokenCount: 3,
      totalTokenCount: 7,
    })
    expect(upstream.truth()[0]).toMatchObject({ isStreamed: true, chunksSent: 3, isCompleted: true })
  })

  it('without alt=sse one array', async () => {
    const response = await post('m:streamGenerateContent', ask(script('chunks=2')))
    expect(response.headers.get('content-type')).toContain('application/json')
    expect((await response.json()) as Answer[]).toHaveLength(2)
    const failed = await post('m:streamGenerateContent', ask(script('chunks=3,error-after=1')))
    expect(((await failed.json()) as Answer[]).at(-1)?.error?.status).toBe('UNAVAILABLE')
  })

  it('calls without ids, of which the first is signed', async () => {
    const [first, second] = partsOf(await unary(ask(script('parallel-tools'))))
    expect(first).toEqual({
      functionCall: { name: 'get_weather', args: { city: 'Paris' } },
      thoughtSignature: expect.any(String),
    })
    expect(second).toEqual({ functionCall: { name: 'get_weather', args: { city: '北京' } } })
  })

  it.each([
    ['finish=length', 'MAX_TOKENS'],
    ['finish=content_filter', 'SAFETY'],
    ['finish=MALFORMED_FUNCTION_CALL', 'MALFORMED_FUNCTION_CALL'],
  ])('%s', async (words, reason) => {
    expect((await unary(ask(script(`reply=x,${words}`)))).candidates?.[0]?.finishReason).toBe(reason)
  })

  it('faults as in every dialect', async () => {
    expect(await sse(ask(script('chunks=2,error-after=1')))).toMatchObject([
      {},
      { error: { code: 503, status: 'UNAVAILABLE' } },
    ])
    expect(await sse(ask(script('chunks=2,cut-after=1')))).toHaveLength(1)
    expect((await post('m:generateContent', ask(script('status=429')))).status).toBe(429)
    expect((await unary(ask(script('status=429')))).error?.status).toBe('RESOURCE_EXHAUSTED')
    expect((await unary(ask(script('hostile-usage=negative')))).usageMetadata?.promptTokenCount).toBe(-1_000_000)
    expect((await unary(ask(script('reply=x,no-usage')))).usageMetadata).toBeUndefined()
  })

  it('counts tokens and lists models', async () => {
    const count = async (body: object) => (await (await post('m:countTokens', body)).json()) as { totalTokens: number }
    const { totalTokens } = await count(ask('one two three'))
    expect(totalTokens).toBeGreaterThan(2)
    expect(await count({ generateContentRequest: ask('one two three') })).toEqual({ totalTokens })
    const models = await fetch(`http://127.0.0.1:${upstream.port}/v1beta/models`)
    expect(await models.json()).toMatchObject({ models: [{ name: 'models/demo-chat' }, {}, {}] })
  })

  it('names in paths may be encoded', async () => {
    const answer = await post('a%2Fb%3Ac:generateContent', ask('hi'))
    expect(await answer.json()).toMatchObject({ modelVersion: 'a/b:c' })
  })
})

const call = (name: string, more: object = {}) => ({ functionCall: { name, args: {} }, ...more })
const response = (name: string) => ({ functionResponse: { name, response: { output: 'x' } } })
const SIGNED = { thoughtSignature: 'skip_thought_signature_validator' }

describe('what the real one refuses', () => {
  it.each<[object, string]>([
    [{}, 'contents is not specified'],
    [{ contents: [] }, 'contents is not specified'],
    [ask('x', { messages: [] }), 'Unknown name "messages": Cannot find field.'],
    [ask('x', { generationConfig: { n: 1 } }), `Unknown name "n" at 'generation_config'`],
    [{ contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] }, 'Please use a valid role: user, model.'],
    [{ contents: [user()] }, 'contents.parts must not be empty'],
    [{ contents: [user({ thought: true })] }, 'required oneof field'],
    [{ contents: [user({ text: 'x', inlineData: { mimeType: 'image/png', data: 'QQ==' } })] }, 'oneof'],
    [{ contents: [user({ text: 'x', cache_control: {} })] }, `Unknown name "cacheControl" at 'contents[0].parts[0]'`],
    [{ contents: [user({ inlineData: { mimeType: 'image/png', data: '??' } })] }, 'Base64 decoding failed'],
    [{ contents: [user(response('f'))] }, 'immediately after a function call turn'],
    [
      { contents: [user({ text: 'x' }), model(call('f', SIGNED), call('g')), user(response('f'))] },
      'number of function response parts is equal to the number of function call parts',
    ],
    [{ contents: [user({ text: 'x' }), model(call('f', SIGNED)), user({ text: 'y' })] }, 'equal to the number'],
    [{ contents: [user({ text: 'x' }), model(call('f', SIGNED)), user(response('g'))] }, 'names match'],
    [{ contents: [user({ text: 'x' }), model(call('f')), user(response('f'))] }, 'missing a thought_signature'],
    [
      { contents: [user({ text: 'x' }), model(call('f', { thoughtSignature: 'Zm9yZWlnbg==' })), user(response('f'))] },
      'Thought signature is not valid',
    ],
    [
      ask('x', { tools: [{ functionDeclarations: [{ name: 'f', parameters: { type: 'OBJECT', $schema: 's' } }] }] }),
      `Unknown name "$schema" at 'tools[0].function_declarations[0].parameters'`,
    ],
    [
      ask('x', { tools: [{ functionDeclarations: [{ name: 'f', parameters: { type: 'OBJECT', properties: {} } }] }] }),
      'should be non-empty for OBJECT type',
    ],
    [ask('x', { tools: [{ functionDeclarations: [{ name: '1f' }] }] }), 'Invalid function name'],
    [ask('x', { toolConfig: { functionCallingConfig: { mode: 'ANY' } } }), 'without function_declarations'],
    [
      ask('x', {
        tools: [{ functionDeclarations: [{ name: 'f' }] }],
        toolConfig: { functionCallingConfig: { mode: 'AUTO', allowedFunctionNames: ['f'] } },
      }),
      'mode is ANY or VALIDATED',
    ],
    [
      ask('x', { generationConfig: { thinkingConfig: { thinkingBudget: 1, thinkingLevel: 'LOW' } } }),
      'only set only one',
    ],
    [ask('x', { generationConfig: { stopSequences: ['a', 'b', 'c', 'd', 'e', 'f'] } }), 'at most 5'],
    [ask('x', { generationConfig: { seed: 2 ** 40 } }), 'TYPE_INT32'],
    [ask('x', { generationConfig: { candidateCount: 9 } }), 'must be in range'],
  ])('%j', async (body, words) => {
    const { error } = await unary(body)
    expect(error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT' })
    expect(error?.message).toContain(words)
  })

  it('a whole tool loop is taken, of earlier turns without signatures as well', async () => {
    const contents = [
      user({ text: 'x' }),
      model(call('f')),
      user(response('f')),
      user({ text: 'y' }),
      model(call('f', SIGNED), call('f')),
      user(response('f'), response('f')),
    ]
    expect((await unary({ contents })).error).toBeUndefined()
  })

  it('a key that it does not take is no 401 here, wherever it stands', async () => {
    await restart({ acceptKeys: ['good'] })
    const refusal = await post('m:generateContent', ask('x'), { 'x-goog-api-key': 'bad' })
    expect(refusal.status).toBe(400)
    expect(await refusal.json()).toMatchObject({ error: { details: [{ reason: 'API_KEY_INVALID' }] } })
    expect((await post('m:generateContent', ask('x'), { 'x-goog-api-key': 'good' })).status).toBe(200)
    expect((await post('m:generateContent?key=good', ask('x'))).status).toBe(200)
  })
})
