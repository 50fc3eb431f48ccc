import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completionOf, intentOf, progressOf, recordId } from '../testing/journal-fixtures.js'
import { encodeFrame, type FrameType } from './frame.js'
import { Journal } from './journal.js'
import type { CompletionRecord } from './journal-records.js'
import { segmentPath } from './segment-file.js'

const CASES = 200
const SEGMENTS = 3

/** A record with the number of its call; `A` names several. */
type Written = { type: FrameType; calls: number[]; text: string }

const written = (type: FrameType, call: number, value: object): Written => ({
  type,
  calls: [call],
  text: JSON.stringify(value),
})

/** The records of one call, as far as it came, in their order. */
const anyCall = (n: number): fc.Arbitrary<Written[]> =>
  fc
    .record({
      progress: fc.integer({ min: 0, max: 2 }),
      end: fc.constantFrom<'C' | 'none'>('C', 'none'),
      isAcknowledged: fc.boolean(),
    })
    .map(({ progress, end, isAcknowledged }) => [
      written('I', n, intentOf(n)),
      ...Array.from({ length: progress }, (_, step) => written('P', n, progressOf(n, step + 1))),
      ...(end === 'C' ? [written('C', n, completionOf(n))] : []),
      ...(end === 'C' && isAcknowledged ? [written('A', n, { ids: [recordId(n)] })] : []),
    ])

const anyJournal: fc.Arbitrary<Written[][]> = fc
  .integer({ min: 1, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => anyCall(n))))
  .map((calls) => {
    const records = calls.flat()
    const size = Math.ceil(records.length / SEGMENTS)
    return Array.from({ length: SEGMENTS }, (_, index) => records.slice(index * size, (index + 1) * size))
  })

let outboxDir: string
beforeAll(async () => {
  outboxDir = await mkdtemp(join(tmpdir(), 'tollgate-fuzz-'))
})
afterAll(() => rm(outboxDir, { recursive: true, force: true }))

const bytesOf = (segment: readonly Written[]): Buffer =>
  Buffer.concat(segment.map(({ type, text }) => encodeFrame(type, text)))

/** What a gateway finds that starts on these segments. */
async function recover(segments: readonly Buffer[]) {
  const dir = join(outboxDir, 'g1')
  await rm(dir, { recursive: true, force: true })
  const first = await Journal.open({ outboxDir, nodeId: 'g1', ballastBytes: 0 })
  await first.journal.close()
  await Promise.all(segments.map((bytes, index) => writeFile(segmentPath(dir, index + 1), bytes)))
  const { journal, recovered } = await Journal.open({ outboxDir, nodeId: 'g1', ballastBytes: 0 })
  const texts = await Promise.all(
    recovered.unacknowledged.map(async (place) => (await journal.folder.readEventTexts([place]))[0]),
  )
  await journal.close()
  return { recovered, events: texts.map((text) => JSON.parse(text ?? 'null') as CompletionRecord['event'] | null) }
}

type Found = Awaited<ReturnType<typeof recover>>

/** Whatever was damaged: each event is one that was written, each orphan what its own records say, no call is told twice. */
function expectNoWrongAmount({ recovered, events }: Found, segments: readonly Written[][]): void {
  const all = segments.flat()
  for (const event of events) {
    const n = Number(event?.requestId.slice(-12))
    expect(event).toEqual(completionOf(n).event)
  }
  for (const { event, costNanos } of recovered.orphans) {
    const n = Number(event.requestId.slice(-12))
    const shown = all.filter(({ type, calls }) => type === 'P' && calls.includes(n)).map(({ text }) => JSON.parse(text))
    const told = shown.find((progress) => progress.costNanos === costNanos)
    expect(event.quantities).toEqual(told?.quantities ?? { ...event.quantities, inputTokens: 0, outputTokens: 0 })
    expect(costNanos).toBe(told?.costNanos ?? '0')
    expect(event.status).toBe('interrupted')
  }
  const ids = [...events.map((event) => event?.requestId), ...recovered.orphans.map(({ event }) => event.requestId)]
  expect(new Set(ids).size).toBe(ids.length)
}

describe('N06: a damaged journal', () => {
  it('cut anywhere in its last segment: the torn tail is counted, all before it is there', async () => {
    await fc.assert(
      fc.asyncProperty(anyJournal, fc.nat(), async (segments, at) => {
        const buffers = segments.map(bytesOf)
        const lastIndex = buffers.findLastIndex((bytes) => bytes.length > 0)
        const whole = buffers[lastIndex] ?? Buffer.alloc(0)
        const length = at % whole.length
        const cut = [...buffers.slice(0, lastIndex), whole.subarray(0, length)]
        const found = await recover(cut)
        expectNoWrongAmount(found, segments)
        const { kept, rest } = framesBefore(segments[lastIndex] ?? [], length)
        expect(found.recovered).toMatchObject({ corruptStretches: 0, tornBytes: rest, unreadable: 0 })
        const undamaged = await recover([...buffers.slice(0, lastIndex), bytesOf(kept)])
        expect(outcomesOf(found)).toEqual(outcomesOf(undamaged))
      }),
      { numRuns: CASES },
    )
  })

  it('a bit flipped anywhere: told as damage, every other record is read', async () => {
    await fc.assert(
      fc.asyncProperty(anyJournal, fc.nat(), fc.nat({ max: 7 }), async (segments, at, bit) => {
        const buffers = segments.map(bytesOf)
        const all = Buffer.concat(buffers)
        let index = at % all.length
        let segment = 0
        while (index >= (buffers[segment]?.length ?? 0)) index -= buffers[segment++]?.length ?? 0
        const damaged = Buffer.from(buffers[segment] ?? [])
        damaged[index] = (damaged[index] ?? 0) ^ (1 << bit)
        const found = await recover(buffers.map((bytes, place) => (place === segment ? damaged : bytes)))
        expectNoWrongAmount(found, segments)
        const { corruptStretches, tornBytes } = found.recovered
        const isTail = segment === buffers.length - 1 && corruptStretches === 0
        expect(isTail ? tornBytes > 0 : corruptStretches === 1).toBe(true)
        const hit = framesBefore(segments[segment] ?? [], index).kept.length
        const spared = segments.map((records, place) => records.filter((_, n) => place !== segment || n !== hit))
        expect(outcomesOf(found)).toEqual(outcomesOf(await recover(spared.map(bytesOf))))
      }),
      { numRuns: CASES },
    )
  })
})

/** What is left to do, without the places. */
const outcomesOf = ({ recovered, events }: Found) => ({
  published: events.map((event) => event?.requestId),
  orphans: recovered.orphans,
  spent: [...recovered.spentByLease],
})

function framesBefore(records: readonly Written[], length: number): { kept: Written[]; rest: number } {
  const kept: Written[] = []
  let bytes = 0
  for (const record of records) {
    const frame = encodeFrame(record.type, record.text).length
    if (bytes + frame > length) break
    kept.push(record)
    bytes += frame
  }
  return { kept, rest: length - bytes }
}
