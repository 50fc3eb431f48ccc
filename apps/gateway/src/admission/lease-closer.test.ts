import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { LeaseQuestions } from './lease.client.js'
import { LeaseCloser } from './lease-closer.js'

const DOUBTFUL = 100
const REPEATS = 32
const leaseOf = (index: number) => ({
  leaseId: `lease-${index}`,
  path: { keyId: 'key', payerId: 'payer' },
  spentNanos: 0n,
})
const ACK = { v: 1 as const, type: 'done' as const, ledgerEpoch: 1, databaseTimeMs: 0, ttlMs: 1_000 }

/** A billing that leaves every close open until it is told to answer or to let it time out. */
function openBilling() {
  const asked: string[] = []
  const waiting: { resolve: (ack: typeof ACK) => void; reject: (error: Error) => void }[] = []
  let isAnswering = false
  const client = {
    close({ leaseId }: { leaseId: string }) {
      asked.push(leaseId)
      return isAnswering ? Promise.resolve(ACK) : new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
  }
  const closer = new LeaseCloser(client as unknown as LeaseQuestions, pino({ level: 'silent' }), {
    nowMs: () => 0,
    onReply: () => {},
  })
  return {
    closer,
    asked,
    answerFromNowOn() {
      isAnswering = true
    },
    async letTimeOut() {
      for (const { reject } of waiting.splice(0)) reject(new Error('TIMEOUT'))
      await new Promise(setImmediate)
    },
    waitingCount: () => waiting.length,
  }
}

describe('closes that nobody acknowledged', () => {
  it('are repeated a few at a time, each in its turn, and not again while they wait for an answer', async () => {
    const billing = openBilling()
    for (let index = 0; index < DOUBTFUL; index++) void billing.closer.close(leaseOf(index))
    await billing.letTimeOut()
    billing.asked.length = 0
    for (let round = 0; round * REPEATS < DOUBTFUL; round++) {
      billing.closer.retry()
      billing.closer.retry()
      expect(billing.waitingCount()).toBe(REPEATS)
      await billing.letTimeOut()
    }
    expect(new Set(billing.asked).size).toBe(DOUBTFUL) // nobody is left behind
  })

  it('are all told at once when billing answers again', async () => {
    const billing = openBilling()
    for (let index = 0; index < DOUBTFUL; index++) void billing.closer.close(leaseOf(index))
    await billing.letTimeOut()
    billing.answerFromNowOn()
    billing.closer.retry()
    await expect.poll(() => billing.closer.pendingCount()).toBe(0)
  })
})
