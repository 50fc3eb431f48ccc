// A caller who goes away pays for what he was given, no more and no less (DESIGN 5, RELIABILITY 4.7).
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, openChat, scripted } from '../support/chat.js'
import { unitsToNanos } from '../support/expected-cost.js'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { receiptOf, settledDebit } from '../support/settled.js'

const UNIT_A_TOKEN = { inputPerMillion: '0', outputPerMillion: '1000000' }
const UNIT = 10n ** 9n

let scene: Scene
let student: Student

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'abort')
  const policies = ['auto', 'cancel', 'drain'] as const
  await scene.declare({
    models: policies.map((name) => ({ name, price: UNIT_A_TOKEN, maxOutputTokens: 1_000 })),
    channels: policies.map((name) => ({ name, models: [name], settings: { onClientAbort: name } })),
  })
  student = await scene.student({ balance: '100000' })
  await scene.untilOffered(student, 'drain')
})
afterAll(() => scene?.close())

const entryOf = (marker: string) => scene.upstream.truth().find((entry) => JSON.stringify(entry.body).includes(marker))

/** The one usage row that is younger than `since`: an aborted caller has seen no id. */
async function requestIdSince(model: string, since: string): Promise<string> {
  return waitUntil(async () => {
    const { usage } = await getGraphql<{ usage: { nodes: { requestId: string }[] } }>(
      scene.facts.origin,
      { token: scene.facts.adminToken },
      'query ($filter: UsageFilter) { usage(first: 5, filter: $filter) { nodes { requestId } } }',
      { filter: { userId: student.userId, modelName: scene.model(model), from: since } },
    )
    return usage.nodes[0]?.requestId
  })
}

describe.each(['auto', 'cancel', 'drain'])('a stream, onClientAbort: %s', (policy) => {
  it('is billed once, for at least what was forwarded and at most what was reserved', async () => {
    const marker = `stream-${policy}`
    const abort = new AbortController()
    const { requestId, pieces } = await openChat({
      origin: scene.facts.origin,
      key: student.key,
      signal: abort.signal,
      body: {
        model: scene.model(policy),
        stream: true,
        messages: [scripted('chunks=100,delay-ms=10,prompt-tokens=5,completion-tokens=100', marker)],
      },
    })
    let forwarded = ''
    for await (const piece of pieces) {
      forwarded += piece
      if (forwarded.includes('t9 ')) break
    }
    abort.abort()
    const debit = await settledDebit(scene.audit, requestId)
    const receipt = await receiptOf(scene.facts, requestId)
    expect(receipt.status).toBe('ABORTED')
    const amount = -debit.amount
    expect(amount).toBeLessThanOrEqual(unitsToNanos(receipt.reserved))
    if (policy === 'drain') {
      expect(amount).toBe(100n * UNIT)
      expect(receipt.provenance).toBe('DRAINED')
    } else {
      expect(amount).toBeGreaterThanOrEqual(10n * UNIT)
      expect(amount).toBeLessThan(300n * UNIT)
      expect(debit.isEstimated).toBe(true)
      const entry = entryOf(marker)
      expect(entry?.closedByClientAt).toBeDefined()
      expect(entry?.isCompleted).toBe(false)
    }
  })
})

describe('M10: an answer as a whole, the caller goes before it comes', () => {
  const abandon = async (policy: string): Promise<{ requestId: string; marker: string }> => {
    const marker = `whole-${policy}-${Date.now()}`
    const since = new Date(Date.now() - 1).toISOString()
    const abort = new AbortController()
    const pending = chat({
      origin: scene.facts.origin,
      key: student.key,
      signal: abort.signal,
      body: {
        model: scene.model(policy),
        messages: [scripted(`barrier=${marker},prompt-tokens=5,completion-tokens=42`, marker)],
      },
    }).catch(() => undefined)
    await waitUntil(() => scene.upstream.waitingAt(marker) === 1)
    abort.abort()
    await pending
    if (policy === 'drain') scene.upstream.release(marker)
    else await waitUntil(() => entryOf(marker)?.closedByClientAt !== undefined)
    return { requestId: await requestIdSince(policy, since), marker }
  }

  it.each(['cancel', 'auto'])('%s on a self-hosted channel: closed at once, one entry of 0', async (policy) => {
    const { requestId } = await abandon(policy)
    expect((await settledDebit(scene.audit, requestId)).amount).toBe(0n)
    expect((await receiptOf(scene.facts, requestId)).status).toBe('ABORTED')
  })

  it('drain: read to its end and billed as reported', async () => {
    const { requestId, marker } = await abandon('drain')
    expect(-(await settledDebit(scene.audit, requestId)).amount).toBe(42n * UNIT)
    expect(entryOf(marker)?.isCompleted).toBe(true)
  })
})
