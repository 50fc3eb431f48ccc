import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NO_QUANTITIES } from '@tollgate/protocols/canonical'
import { waitUntil } from '@tollgate/testkit'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Journal } from './journal.js'
import type { CompletionPlace } from './recover.js'
import { RetentionJob } from './retention.job.js'

const id = (n: number): string => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`
const completion = (n: number) => ({
  event: {
    requestId: id(n),
    quantities: { ...NO_QUANTITIES },
  },
  costNanos: '10',
})

let outboxDir: string
beforeEach(async () => {
  outboxDir = await mkdtemp(join(tmpdir(), 'tollgate-retention-'))
})
afterEach(() => rm(outboxDir, { recursive: true, force: true }))

it('segments go from the oldest on: what is younger than an unsettled one stays', async () => {
  const { journal } = await Journal.open({ outboxDir, nodeId: 'g1', ballastBytes: 4096, segmentBytes: 1 })
  for (const n of [1, 2, 3]) await journal.appendCompletion('C', id(n), JSON.stringify(completion(n)))
  const oldest = journal.folder.closedSegments().map(({ seq }) => seq)
  const unknown = new Set([id(1)])
  const asked: string[] = []
  const published: CompletionPlace[] = []
  const job = new RetentionJob(
    journal,
    { enqueue: (place) => void published.push(place) },
    {
      settled: async (ids) => {
        asked.push(...ids)
        const unknownIds = ids.filter((one) => unknown.has(one))
        return { v: 1, databaseTimeMs: 0, ledgerEpoch: 1, unknownIds }
      },
    },
    pino({ level: 'silent' }),
    { keepMs: 1, maxBytes: 1e9 },
  )
  job.start()
  await waitUntil(() => asked.filter((one) => one === id(1)).length > 2)
  expect(journal.folder.closedSegments().map(({ seq }) => seq)).toEqual(expect.arrayContaining(oldest.slice(1)))
  expect(published.every(({ requestId }) => requestId === id(1))).toBe(true)
  unknown.clear()
  await waitUntil(() => journal.folder.closedSegments().length === 0)
  job.stop()
  await journal.close()
})
