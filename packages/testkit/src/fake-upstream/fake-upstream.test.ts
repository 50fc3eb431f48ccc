import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from './fake-upstream.js'
import { sha256 } from './mask-headers.js'

const WAIT = { timeout: 45_000, interval: 5 }

let upstream: FakeUpstream
beforeEach(async () => {
  upstream = await startFakeUpstream()
})
afterEach(() => upstream.close())

const restart = async (options: FakeUpstreamOptions) => {
  await upstream.close()
  upstream = await startFakeUpstream(options)
}
const call = (prompt: string, more: object = {}, init: RequestInit = {}) =>
  fetch(`${upstream.url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-vendor' },
    redirect: 'manual',
    ...init,
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: prompt }], ...more }),
  })
const script = (text: string) => `@@script:${text}@@`

interface Chunk {
  choices: {
    delta: { content?: string; reasoning_content?: string; tool_calls?: ToolDelta[] }
    finish_reason: string | null
  }[]
  usage?: Record<string, unknown> | null
  error?: { message: string }
  x_sent_at_ns?: string
}
interface ToolDelta {
  index: number
  id?: string
  function: { name?: string; arguments?: string }
}
const STREAM = { stream: true, stream_options: { include_usage: true } }

/** Data fields of a stream's text; `[DONE]` stays as it is. */
const dataOf = (text: string) =>
  text
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => event.slice('data: '.length))
const stream = async (prompt: string, more: object = {}) => {
  const response = await call(prompt, { ...STREAM, ...more })
  const text = await response.text()
  const data = dataOf(text)
  const chunks = data.filter((item) => item !== '[DONE]').map((item) => JSON.parse(item) as Chunk)
  const content = chunks.map((chunk) => chunk.choices?.[0]?.delta.content ?? '').join('')
  const finish = chunks.map((chunk) => chunk.choices?.[0]?.finish_reason).find((reason) => reason)
  const usage = chunks.map((chunk) => chunk.usage).find((found) => found)
  return { text, chunks, content, finish, usage, isDone: data.at(-1) === '[DONE]' }
}
const unary = async (prompt: string, more: object = {}) => (await call(prompt, more)).json() as Promise<UnaryBody>
interface UnaryBody {
  choices: { index: number; message: { content: string | null; tool_calls?: object[] }; finish_reason: string }[]
  usage?: Record<string, unknown>
}
/** The entry of the only call, once it is over. */
const truth = async () => {
  await expect.poll(() => upstream.truth()[0]?.endedAt, WAIT).toBeDefined()
  return upstream.truth()[0]
}

describe('answers', () => {
  it('unary', async () => {
    const body = await unary(script('reply=four words are here,prompt-tokens=7,cached=3,reasoning=2'))
    expect(body.choices[0]).toMatchObject({ message: { content: 'four words are here' }, finish_reason: 'stop' })
    expect(body.usage).toEqual({
      ...{ prompt_tokens: 7, completion_tokens: 6, total_tokens: 13 },
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 2 },
    })
    expect(await truth()).toMatchObject({
      model: 'm',
      status: 200,
      isCompleted: true,
      isStreamed: false,
      usage: body.usage,
    })
  })

  it('a stream of so many chunks, usage in a chunk of its own', async () => {
    const { chunks, content, finish, usage, isDone } = await stream(script('chunks=3,reply=abcdef'))
    expect([content, finish, isDone]).toEqual(['abcdef', 'stop', true])
    expect(chunks.filter((chunk) => chunk.choices[0]?.delta.content)).toHaveLength(3)
    expect(usage).toMatchObject({ completion_tokens: 3 })
    expect(chunks.at(-1)?.choices).toEqual([])
    expect(await truth()).toMatchObject({ chunksSent: 3, isCompleted: true, isStreamed: true, usage })
  })

  it('usage only where it was asked for, on the finish chunk, or never', async () => {
    expect((await stream(script('reply=a'), { stream_options: undefined })).usage).toBeUndefined()
    const onFinish = await stream(script('reply=a,usage-on-finish'))
    expect(onFinish.chunks.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      usage: { completion_tokens: 1 },
    })
    expect((await stream(script('reply=a,no-usage'))).usage).toBeUndefined()
    expect((await unary(script('reply=a,no-usage'))).usage).toBeUndefined()
    const entries = upstream.truth()
    await expect.poll(() => entries.every((entry) => entry.isCompleted), WAIT).toBe(true)
    expect(entries.map((entry) => entry.usage !== undefined)).toEqual([false, true, false, false])
  })

  it.each([
    ['negative', -1_000_000],
    ['fraction', 1.5],
    ['huge', Number.MAX_SAFE_INTEGER],
    ['string', '12'],
  ])('usage that is %s', async (kind, value) => {
    const expected = { prompt_tokens: value, completion_tokens: value }
    expect((await unary(script(`hostile-usage=${kind}`))).usage).toMatchObject(expected)
    expect((await stream(script(`hostile-usage=${kind}`))).usage).toMatchObject(expected)
  })

  it('tools, one and parallel', async () => {
    const one = await unary(script('tool'))
    expect(one.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ function: { name: 'get_weather', arguments: '{"city":"Paris"}' } }] },
    })
    const { chunks, finish } = await stream(script('parallel-tools'))
    const calls: Record<number, string> = {}
    for (const delta of chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []))
      calls[delta.index] = (calls[delta.index] ?? '') + (delta.function.name ?? '') + (delta.function.arguments ?? '')
    expect(calls).toEqual({ 0: 'get_weather{"city":"Paris"}', 1: 'get_weather{"city":"北京"}' })
    expect(finish).toBe('tool_calls')
  })

  it('reasoning, a finish reason of choice, several choices', async () => {
    const { chunks, finish } = await stream(script('reasoning-text=hm,reply=a,finish=content_filter'))
    expect(chunks.some((chunk) => chunk.choices[0]?.delta.reasoning_content === 'hm')).toBe(true)
    expect(finish).toBe('content_filter')
    expect((await unary(script('reply=a'), { n: 2 })).choices.map(({ index }) => index)).toEqual([0, 1])
  })

  it('obeys the output limit', async () => {
    const limited = await stream(script('chunks=10'), { max_tokens: 4 })
    expect([limited.finish, limited.usage?.completion_tokens]).toEqual(['length', 4])
    expect((await unary('Tell me a story', { max_completion_tokens: 5 })).usage).toMatchObject({ completion_tokens: 5 })
  })

  it('echoes the prompt or the headers, the key masked', async () => {
    expect((await unary(`ping ${script('echo')}`)).choices[0]?.message.content).toBe('ping')
    const headers = JSON.parse((await unary(script('echo-headers'))).choices[0]?.message.content ?? '')
    expect(headers.authorization).toBe(`sha256:${sha256('Bearer sk-vendor')}`)
    expect(headers['content-type']).toBe('application/json')
  })

  it('made-up replies of a size, comments, split writes, send times, cookies', async () => {
    expect((await stream(script('reply-bytes=1000,chunks=3'))).content).toHaveLength(1_000)
    expect((await stream(script('reply=a,comments'))).text).toContain(': keep-alive\n\n')
    expect((await stream(script('reply=你好😀,split=1'))).content).toBe('你好😀')
    const times = (await stream(script('chunks=2,send-times'))).chunks.map((chunk) => BigInt(chunk.x_sent_at_ns ?? ''))
    expect(times).toEqual([...times].sort())
    expect((await call(script('set-cookie'))).headers.get('set-cookie')).toContain('upstream=1')
  })

  it('without a script it is the demo, with true token counts', async () => {
    const { content, usage } = await stream('Why is the sky blue?')
    expect(content).toContain('> Why is the sky blue?')
    expect(usage?.prompt_tokens).toBeGreaterThan(6)
    expect(usage?.completion_tokens).toBeGreaterThan(30)
  })

  it('lists models and serves any path before the last segments', async () => {
    const models = (await (await fetch(`${upstream.url}/models`)).json()) as { data: { id: string }[] }
    expect(models.data.map(({ id }) => id)).toContain('demo-chat')
    const other = await fetch(`${upstream.url.replace('/v1', '/api/paas/v4')}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: script('reply=a') }] }),
    })
    expect(other.status).toBe(200)
    expect((await fetch(`${upstream.url}/rerank`, { method: 'POST', body: '{}' })).status).toBe(404)
  })
})

describe('faults', () => {
  it('a status, with retry-after, as HTML, with the key in it', async () => {
    const limited = await call(script('status=429,retry-after=5'))
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '5'])
    expect(await limited.json()).toMatchObject({ error: { type: 'rate_limit_error' } })
    const page = await call(script('status=502,html'))
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html'])
    expect(await (await call(script('leak-key'))).text()).toContain('sk-vendor')
    expect((await call(script('html'))).headers.get('content-type')).toBe('text/html')
    expect(upstream.truth().some((entry) => entry.isCompleted)).toBe(false)
  })

  it('a redirect', async () => {
    const response = await call(script('redirect=http://127.0.0.1:1/'))
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://127.0.0.1:1/'])
  })

  it.each(['reset-after=0', 'reset-after=2'])('%s: the connection breaks', async (fault) => {
    await expect(stream(script(`chunks=5,${fault}`))).rejects.toThrow()
    expect(await truth()).toMatchObject({ isCompleted: false, chunksSent: Number(fault.slice(-1)) })
    expect((await truth())?.closedByClientAt).toBeUndefined()
    await expect(unary(script(fault))).rejects.toThrow()
  })

  it('cut-after: a clean end without terminator', async () => {
    const { content, finish, usage, isDone } = await stream(script('chunks=5,cut-after=2'))
    expect([content, finish, usage, isDone]).toEqual(['t0 t1 ', undefined, undefined, false])
    expect(await truth()).toMatchObject({ isCompleted: false, chunksSent: 2, status: 200 })
    await expect(unary(script('cut-after=1'))).rejects.toThrow(SyntaxError)
  })

  it('stall-after: nothing more until the caller goes', async () => {
    const abort = new AbortController()
    const response = await call(script('chunks=5,stall-after=1'), STREAM, { signal: abort.signal })
    await expect.poll(() => upstream.truth()[0]?.chunksSent, WAIT).toBe(1)
    expect(upstream.truth()[0]?.endedAt).toBeUndefined()
    abort.abort()
    await expect(response.text()).rejects.toThrow()
    const entry = await truth()
    expect(entry?.closedByClientAt).toBeGreaterThan(0)
    expect(entry).toMatchObject({ isCompleted: false })
  })

  it('error events, first and later; an error under 200', async () => {
    const first = await stream(script('first-error'))
    expect(first.chunks).toMatchObject([{ error: { message: expect.any(String) } }])
    const later = await stream(script('chunks=5,error-after=2'))
    expect(later.content).toBe('t0 t1 ')
    expect(later.chunks.at(-1)?.error).toBeDefined()
    expect([later.isDone, later.finish]).toEqual([false, undefined])
    expect(await unary(script('first-error'))).toHaveProperty('error')
    await expect.poll(() => upstream.truth().filter((entry) => entry.endedAt).length, WAIT).toBe(3)
    expect(upstream.truth().some((entry) => entry.isCompleted)).toBe(false)
  })

  it('invalid JSON', async () => {
    await expect(stream(script('chunks=3,invalid-json'))).rejects.toThrow(SyntaxError)
    await expect(unary(script('invalid-json'))).rejects.toThrow(SyntaxError)
  })

  it('a mistyped script is an error', async () => {
    const response = await call(script('chunk=3'))
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('chunk=3')])
  })
})

describe('keys and barriers', () => {
  it('takes its keys only, and fails those it is told to', async () => {
    await restart({ acceptKeys: ['sk-vendor', 'sk-2'], failKeys: { 'sk-2': 429 } })
    const as = async (key: string) =>
      (await call(script('reply=a'), {}, { headers: { authorization: `Bearer ${key}` } })).status
    expect([await as('sk-vendor'), await as('sk-2'), await as('sk-3')]).toEqual([200, 429, 401])
    upstream.setFailingKeys({ 'sk-vendor': 403 })
    expect([await as('sk-vendor'), await as('sk-2')]).toEqual([403, 200])
  })

  it('holds calls until they are released', async () => {
    const calls = [unary(script('barrier=b,reply=a')), unary(script('barrier=b,reply=a'))]
    await expect.poll(() => upstream.waitingAt('b'), WAIT).toBe(2)
    expect(upstream.truth().every((entry) => entry.status === undefined)).toBe(true)
    upstream.release('b')
    expect((await Promise.all(calls)).map((body) => body.choices[0]?.message.content)).toEqual(['a', 'a'])
    await unary(script('barrier=b,reply=a'))
    upstream.reset()
    expect(upstream.truth()).toEqual([])
  })
})

describe('the truth log', () => {
  it('notes the call, what it carried, and its end, in a file as well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tollgate-truth-'))
    const file = join(folder, 'truth.jsonl')
    await restart({ truthLogFile: file })
    const linesWhileHeld = async () => (await readFile(file, 'utf8')).trimEnd().split('\n')
    const headers = { authorization: 'Bearer sk-vendor', 'x-request-id': 'r-1' }
    const held = call(script('barrier=b,reply=a'), {}, { headers })
    await expect.poll(() => upstream.waitingAt('b'), WAIT).toBe(1)
    expect((await linesWhileHeld()).map((line) => JSON.parse(line).type)).toEqual(['begin'])
    upstream.release('b')
    const bytes = await (await held).arrayBuffer()
    await truth()
    const [begin, end] = (await linesWhileHeld()).map((line) => JSON.parse(line))
    expect(begin).toMatchObject({ requestId: 'r-1', model: 'm', body: { model: 'm' } })
    expect(begin.headers.authorization).toBe(`sha256:${sha256('Bearer sk-vendor')}`)
    expect(begin.bodySha256).toBe(sha256(JSON.stringify(begin.body)))
    expect(end).toMatchObject({ type: 'end', callId: 1, isCompleted: true, bytesSent: bytes.byteLength })
    expect(await readFile(file, 'utf8')).not.toContain('sk-vendor')
    await rm(folder, { recursive: true })
  })

  it('control: the port is free again after close', async () => {
    const { port } = upstream
    await upstream.close()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    expect((server.address() as AddressInfo).port).toBe(port)
    await new Promise((resolve) => server.close(resolve))
    upstream = await startFakeUpstream()
  })
})
