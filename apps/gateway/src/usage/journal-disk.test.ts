import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mountSmallDisk, type SmallDisk, waitUntil } from '@tollgate/testkit'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { completionOf, intentOf, progressOf, recordId } from '../testing/journal-fixtures.js'
import { Journal, type OpenedJournal } from './journal.js'
import { finishRecovery } from './recovery.service.js'

const BALLAST_BYTES = 256 * 1024
const WITHOUT_MOUNT = 'this user may not mount a file system'

let dir: string
let disk: SmallDisk | undefined
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tollgate-full-'))
  disk = await mountSmallDisk(dir, 4)
})
afterEach(async () => {
  await disk?.unmount()
  await rm(dir, { recursive: true, force: true })
})

const open = (): Promise<OpenedJournal> =>
  Journal.open({ outboxDir: dir, nodeId: 'g1', ballastBytes: BALLAST_BYTES, segmentBytes: 64 * 1024, redCheckMs: 20 })
const complete = (journal: Journal, n: number) =>
  journal.appendCompletion('C', recordId(n), JSON.stringify(completionOf(n)))
const hasBallast = (): Promise<boolean> =>
  stat(join(dir, 'g1', 'ballast')).then(
    ({ size }) => size === BALLAST_BYTES,
    () => false,
  )

it('RED: on a full disk calls are refused and those under way still recorded; over when there is space again', async ({
  skip,
}) => {
  if (disk === undefined) return skip(WITHOUT_MOUNT)
  const { journal } = await open()
  const count = 100
  for (let n = 0; n < count; n++) await journal.appendIntent(intentOf(n))
  expect([journal.isRed(), await hasBallast()]).toEqual([false, true])
  await disk.fill()
  // one write for all: what ends a call finds room, what begins one does not
  const begun = journal.appendIntent(intentOf(999)).then(
    () => 'begun',
    () => 'refused',
  )
  const ended = Array.from({ length: count }, (_, n) => {
    journal.appendAck([recordId(7_000 + n)])
    return complete(journal, n)
  })
  await Promise.all(ended)
  expect([await begun, journal.isRed(), await hasBallast()]).toEqual(['refused', true, false])
  await expect(journal.appendIntent(intentOf(999))).rejects.toThrow('RED')
  journal.appendProgress(progressOf(1))
  expect(journal.isRed()).toBe(true)
  await disk.free()
  await waitUntil(() => !journal.isRed())
  expect(await hasBallast()).toBe(true)
  await journal.appendIntent(intentOf(5_000))
  await complete(journal, 5_000)
  await journal.close()
  const { journal: next, recovered } = await open()
  expect(recovered).toMatchObject({ corruptStretches: 0, tornBytes: 0 })
  const completed = new Set(recovered.unacknowledged.map(({ requestId }) => requestId))
  for (const n of [...Array(count).keys(), 5_000]) expect(completed).toContain(recordId(n))
  await next.close()
})

it('RED at boot: what earlier processes left waits for room, is settled once there is, and nothing ends the process', async ({
  skip,
}) => {
  if (disk === undefined) return skip(WITHOUT_MOUNT)
  const first = await open()
  for (let n = 0; n < 200; n++) await first.journal.appendIntent(intentOf(n))
  first.journal.appendProgress(progressOf(3))
  await first.journal.close()
  await rm(join(dir, 'g1', 'ballast')) // released before the process died
  await disk.fill()
  const { journal, recovered } = await open()
  expect(journal.isRed()).toBe(true)
  const enqueue = vi.fn()
  const relay = { enqueue }
  await finishRecovery({ journal, relay, logger: pino({ level: 'silent' }) }, recovered)
  expect(enqueue.mock.calls.length).toBeLessThan(200)
  await disk.free()
  await waitUntil(() => enqueue.mock.calls.length === 200)
  expect(new Set(enqueue.mock.calls.map(([{ requestId }]) => requestId)).size).toBe(200)
  expect(journal.isRed()).toBe(false)
  await journal.close()
  const again = await open()
  expect([again.recovered.orphans.length, again.recovered.unacknowledged.length]).toEqual([0, 200])
  await again.journal.close()
})

it('a disk without room for the ballast is left as it is: nothing is written to find that out', async ({ skip }) => {
  if (disk === undefined) return skip(WITHOUT_MOUNT)
  const { journal } = await Journal.open({ outboxDir: dir, nodeId: 'g1', ballastBytes: 16 * 1024 ** 2, redCheckMs: 20 })
  expect(journal.isRed()).toBe(true)
  await complete(journal, 1)
  expect(await readdir(join(dir, 'g1'))).not.toContain('ballast')
  await journal.close()
})
