import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NO_QUANTITIES } from '@tollgate/protocols/canonical'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { progressOf } from '../testing/journal-fixtures.js'
import { readFrames } from './frame.js'
import { Journal } from './journal.js'
import type { CompletionRecord, IntentRecord, ProgressRecord } from './journal-records.js'
import { SegmentFile } from './segment-file.js'

const id = (n: number): string => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`
const intent = (n: number): IntentRecord => ({
  requestId: id(n),
  nodeId: 'g1',
  leaseId: id(900),
  payerId: id(901),
  userId: id(902),
  keyId: id(903),
  groupId: id(904),
  modelId: id(905),
  modelName: 'm',
  groupRatio: '1',
  reservedNanos: '100',
  dialect: 'openai-chat',
  isStreamed: true,
  admittedAtMs: 1,
})
const completion = (n: number): CompletionRecord => ({
  event: {
    ...intent(n),
    v: 1,
    priceVersionId: id(907),
    quantities: { ...NO_QUANTITIES },
    provenance: 'reported',
    status: 'completed',
    attempts: 1,
    durationMs: 5,
  },
  costNanos: '10',
})

let outboxDir: string
const open = (segmentBytes?: number) =>
  Journal.open({ outboxDir, nodeId: 'g1', ballastBytes: 4096, ...(segmentBytes !== undefined && { segmentBytes }) })

beforeEach(async () => {
  outboxDir = await mkdtemp(join(tmpdir(), 'tollgate-journal-'))
})
afterEach(() => rm(outboxDir, { recursive: true, force: true }))

describe('Journal', () => {
  it('finds after a restart what was not acknowledged, and the calls that were under way', async () => {
    const first = await open()
    for (const n of [1, 2, 3]) void first.journal.appendIntent(intent(n))
    const places = await Promise.all(
      [1, 2].map((n) => first.journal.appendCompletion('C', id(n), JSON.stringify(completion(n)))),
    )
    first.journal.appendAck([id(1)])
    expect(places.map(({ requestId }) => requestId)).toEqual([id(1), id(2)])
    await first.journal.close()

    const second = await open()
    expect(second.recovered).toMatchObject({ corruptStretches: 0, tornBytes: 0, unreadable: 0 })
    expect(second.recovered.unacknowledged.map(({ requestId }) => requestId)).toEqual([id(2)])
    expect(second.recovered.orphans.map(({ event }) => event.requestId)).toEqual([id(3)])
    const [place] = second.recovered.unacknowledged
    expect(place && (await second.journal.folder.readEventTexts([place]))[0]).toBe(JSON.stringify(completion(2).event))
    expect(second.journal.incarnation).toBeGreaterThan(first.journal.incarnation)
    await second.journal.close()
  })

  it('begins a new segment when one is full and loses nothing over the border', async () => {
    const { journal } = await open(2_000)
    for (let n = 0; n < 20; n++) void journal.appendIntent(intent(n))
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => journal.appendCompletion('C', id(n), JSON.stringify(completion(n)))),
    )
    expect(journal.folder.closedSegments().length).toBeGreaterThan(5)
    const [oldest] = journal.folder.closedSegments()
    if (oldest) journal.folder.removeClosed(oldest.seq)
    await journal.close()
    const again = await open()
    expect(again.recovered.orphans).toEqual([])
    expect(again.recovered.unacknowledged).toHaveLength(20)
    await again.journal.close()
  })

  it('N06: a torn tail is counted, damage elsewhere is an alarm, the rest is read', async () => {
    const { journal } = await open(2_000)
    for (let n = 0; n < 6; n++) await journal.appendCompletion('C', id(n), JSON.stringify(completion(n)))
    await journal.close()
    const dir = join(outboxDir, 'g1')
    const segments = (await readdir(dir)).filter((name) => name.endsWith('.wal')).sort()
    const [first = '', last = ''] = [segments[0], segments.at(-1)]
    const damaged = await readFile(join(dir, first))
    damaged[20] = (damaged[20] ?? 0) ^ 1
    await writeFile(join(dir, first), damaged)
    const whole = await readFile(join(dir, last))
    await writeFile(join(dir, last), whole.subarray(0, whole.length - 5))
    const { recovered, journal: next } = await open()
    expect(recovered.corruptStretches).toBe(1)
    expect(recovered.tornBytes).toBeGreaterThan(0)
    expect(recovered.unacknowledged).toHaveLength(4)
    await next.appendCompletion('C', id(9), JSON.stringify(completion(9)))
    await next.close()
    const third = await open() // the torn tail is no damage in the middle now that another segment follows
    expect(third.recovered).toMatchObject({ corruptStretches: 1, tornBytes: 0 })
    await third.journal.close()
  })

  it('N14: a second process with the same NODE_ID is refused in one clear sentence, the first goes on', async () => {
    const { journal } = await open()
    await expect(open()).rejects.toThrow(/Another gateway with NODE_ID g1 is running/)
    await journal.appendCompletion('C', id(1), JSON.stringify(completion(1)))
    await journal.close()
    await (await open()).journal.close()
  })

  it('N14: works in a folder whose path is too long for a socket', async () => {
    outboxDir = join(outboxDir, 'x'.repeat(120))
    const { journal } = await open()
    await expect(open()).rejects.toThrow(/NODE_ID g1/)
    await journal.close()
  })

  it('the first record of an answer is in the file at once, a further one soon, or when the journal is closed', async () => {
    const { journal } = await open()
    const shown = async (): Promise<number[]> => {
      const dir = join(outboxDir, 'g1')
      const names = (await readdir(dir)).filter((name) => name.endsWith('.wal'))
      const segments = await Promise.all(names.sort().map((name) => readFile(join(dir, name))))
      const frames = segments.flatMap((bytes) => readFrames(bytes).frames).filter(({ type }) => type === 'P')
      return frames.map(({ text }) => (JSON.parse(text) as ProgressRecord).quantities.outputTokens)
    }
    await journal.appendIntent(intent(1))
    journal.appendProgress(progressOf(1, 4))
    expect(await shown()).toEqual([4])
    journal.appendFurtherProgress(progressOf(1, 8))
    await expect.poll(shown, { timeout: 30_000 }).toEqual([4, 8])
    journal.appendFurtherProgress(progressOf(1, 12))
    await journal.close()
    expect(await shown()).toEqual([4, 8, 12])
  }, 60_000)

  it('much that nobody waits for goes to the disk by and by, not all at the end of its segment', async () => {
    let syncs = 0
    const { journal } = await Journal.open({ outboxDir, nodeId: 'g1', ballastBytes: 4096, onFsync: () => syncs++ })
    const ids = Array.from({ length: 1_000 }, (_, n) => id(n))
    for (let records = 0; records < 30; records++) journal.appendAck(ids)
    await expect.poll(() => syncs, { timeout: 30_000 }).toBeGreaterThan(0)
    await journal.close()
  }, 60_000)

  it('writes nothing once it is closed: the folder may be somebody else’s by then', async () => {
    const { journal } = await open()
    await journal.close()
    journal.appendAck([id(1)])
    journal.appendProgress(progressOf(1))
    journal.appendFurtherProgress(progressOf(1))
    await expect(journal.appendIntent(intent(1))).rejects.toThrow('closed')
    await expect(journal.appendCompletion('C', id(1), '{}')).rejects.toThrow('closed')
    expect((await readdir(join(outboxDir, 'g1'))).filter((name) => name.endsWith('.wal'))).toEqual([])
  })

  it('RED without room for the ballast: intents are refused, completions still written', async () => {
    await mkdir(join(outboxDir, 'g1', 'ballast'), { recursive: true }) // nothing can be written there
    const { journal } = await open()
    expect(journal.isRed()).toBe(true)
    await expect(journal.appendIntent(intent(1))).rejects.toThrow(/RED/)
    await journal.appendCompletion('V', id(1), JSON.stringify(completion(1)))
    await journal.close()
  })

  it('a completion that could not be written leaves its intent open: the segment stays', async () => {
    const { journal } = await open()
    await journal.appendIntent(intent(1))
    const full = vi.spyOn(SegmentFile.prototype, 'append').mockImplementation(() => {
      throw new Error('ENOSPC')
    })
    await expect(journal.appendCompletion('C', id(1), JSON.stringify(completion(1)))).rejects.toThrow('ENOSPC')
    full.mockRestore()
    expect(journal.hasOpenIntents(1)).toBe(true)
    const written = journal.appendCompletion('C', id(1), JSON.stringify(completion(1)))
    expect(journal.hasOpenIntents(1)).toBe(true)
    await written
    expect(journal.hasOpenIntents(1)).toBe(false)
    await journal.close()
  })
})
