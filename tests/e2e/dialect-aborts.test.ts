// Who stops amid an answer, with the library of his vendor, pays for what he was given (RELIABILITY 4.7).
import Anthropic from '@anthropic-ai/sdk'
import { GoogleGenAI } from '@google/genai'
import type { DialectId } from '@tollgate/protocols/canonical'
import { DIALECTS, waitUntil } from '@tollgate/testkit'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type DialectScene, OUTPUT_TOKEN_NANOS, openDialectScene } from '../support/dialect-scene.js'
import { unitsToNanos } from '../support/expected-cost.js'
import { receiptOf, settledDebit } from '../support/settled.js'

const PAIRS = DIALECTS.flatMap((client) => DIALECTS.map((upstream) => ({ client, upstream })))

let opened: DialectScene
beforeAll(async () => {
  opened = await openDialectScene(inject('stack'), 'stop')
})
afterAll(() => opened?.scene.close())

/** Each official client stops amid a stream, in its own way. */
const ABORTS: Record<
  DialectId,
  (access: { origin: string; key: string; model: string; prompt: string }) => Promise<void>
> = {
  async 'openai-chat'({ origin, key, model, prompt }) {
    const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 })
    const messages = [{ role: 'user' as const, content: prompt }]
    const stream = await client.chat.completions.create({ model, messages, max_tokens: 1_000, stream: true })
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content?.startsWith('t9')) break
  },
  async 'openai-responses'({ origin, key, model, prompt }) {
    const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 })
    const stream = await client.responses.create({ model, input: prompt, max_output_tokens: 1_000, stream: true })
    for await (const event of stream)
      if (event.type === 'response.output_text.delta' && event.delta.startsWith('t9')) break
  },
  async 'anthropic-messages'({ origin, key, model, prompt }) {
    const client = new Anthropic({ baseURL: origin, apiKey: key, maxRetries: 0 })
    const messages = [{ role: 'user' as const, content: prompt }]
    const stream = client.messages.stream({ model, messages, max_tokens: 1_000 })
    stream.on('text', (text) => text.startsWith('t9') && stream.abort())
    await expect(stream.done()).rejects.toThrow('aborted')
  },
  async 'gemini-generate'({ origin, key, model, prompt }) {
    const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: origin } })
    const abort = new AbortController()
    const config = { abortSignal: abort.signal, maxOutputTokens: 1_000 }
    const stream = await client.models.generateContentStream({ model, contents: prompt, config })
    await expect(
      (async () => {
        for await (const chunk of stream) if (chunk.text?.startsWith('t9')) abort.abort()
      })(),
    ).rejects.toThrow()
  },
}

describe.each(PAIRS)('the official client of $client stops amid an answer of $upstream', ({ client, upstream }) => {
  it('is let go upstream, and billed for what it was given', async () => {
    const marker = `stop-${client}-${upstream}`
    const prompt = `${marker} @@script:chunks=400,delay-ms=10,prompt-tokens=5@@`
    await ABORTS[client]({
      origin: opened.scene.facts.origin,
      key: opened.student.key,
      model: opened.model(upstream),
      prompt,
    })
    const entry = await waitUntil(() =>
      opened.scene.upstream
        .truth()
        .find(({ body, closedByClientAt }) => closedByClientAt && JSON.stringify(body).includes(marker)),
    )
    expect(entry.chunksSent).toBeLessThan(400)
    const debit = await settledDebit(opened.scene.audit, entry.requestId ?? '')
    const receipt = await receiptOf(opened.scene.facts, entry.requestId ?? '')
    expect(receipt).toMatchObject({ status: 'ABORTED', provenance: 'ESTIMATED' })
    expect(-debit.amount).toBeGreaterThanOrEqual(9n * OUTPUT_TOKEN_NANOS)
    // a piece such as `t123 ` may be counted as three tokens
    expect(-debit.amount).toBeLessThanOrEqual(BigInt(entry.chunksSent) * 3n * OUTPUT_TOKEN_NANOS)
    expect(-debit.amount).toBeLessThanOrEqual(unitsToNanos(receipt.reserved))
  })
})
