import { beforeEach, describe, expect, it } from 'vitest'
import type { CompletionPlace } from './recover.js'
import { SettlementCheckJob } from './settlement-check.job.js'

const LATER_MS = 10_001
const placeOf = (requestId: string) => ({ requestId, segment: 1, offset: 0, length: 1 })

let nowMs: number
let asked: string[][]
let settled: string[]
let published: string[]
let segments: Map<number, CompletionPlace[]>
let answer: (ids: string[]) => Promise<string[]>
let job: SettlementCheckJob

beforeEach(() => {
  nowMs = 0
  asked = []
  settled = []
  published = []
  segments = new Map()
  answer = async () => []
  job = new SettlementCheckJob({
    maxIds: 2,
    findUnknown: (ids) => {
      asked.push(ids)
      return answer(ids)
    },
    onSettled: (ids) => settled.push(...ids),
    onUnknown: ({ requestId }) => published.push(requestId),
    listCompletions: async (segment) => segments.get(segment) ?? [],
    maxWaiting: 30,
    nowMs: () => nowMs,
  })
})

describe('stored events', () => {
  it('are asked about after a while, once, in bounded questions', async () => {
    for (const id of ['a', 'b', 'c']) job.onStored(placeOf(id))
    await job.run()
    expect(asked).toEqual([])
    nowMs += LATER_MS
    await job.run()
    await job.run()
    expect(asked).toEqual([['a', 'b'], ['c']])
    expect(settled).toEqual(['a', 'b', 'c'])
    expect(published).toEqual([])
  })

  it('are published again where billing does not know them', async () => {
    answer = async () => ['b']
    job.onStored(placeOf('a'))
    job.onStored(placeOf('b'))
    nowMs += LATER_MS
    await job.run()
    expect(settled).toEqual(['a'])
    expect(published).toEqual(['b'])
  })

  it('wait for a billing that does not answer, in their order', async () => {
    job.onStored(placeOf('a'))
    nowMs += LATER_MS
    answer = () => Promise.reject(new Error('no responders'))
    await job.run()
    job.onStored(placeOf('b'))
    answer = async () => []
    nowMs += LATER_MS
    await job.run()
    expect(settled).toEqual(['a', 'b'])
  })

  it('are not asked about before their time because an older one is', async () => {
    job.onStored(placeOf('a'))
    nowMs += LATER_MS
    job.onStored(placeOf('b'))
    await job.run()
    expect(settled).toEqual(['a'])
  })

  it('that billing does not know again and again are published less and less often', async () => {
    answer = async (ids) => ids
    job.onStored(placeOf('a'))
    const publishedAtMs: number[] = []
    for (let second = 0; second < 300; second++) {
      nowMs += 1_000
      await job.run()
      if (published.splice(0).length === 0) continue
      publishedAtMs.push(nowMs)
      job.onStored(placeOf('a'))
    }
    expect(publishedAtMs).toEqual([10_000, 30_000, 70_000, 150_000])
  })

  it('X07: are asked about at once when the bus was away, however long they were to wait', async () => {
    answer = async (ids) => ids
    job.onStored(placeOf('a'))
    for (let misses = 0; misses < 3; misses++) {
      nowMs += 600_000
      await job.run()
      job.onStored(placeOf('a'))
    }
    published = []
    nowMs += LATER_MS
    await job.run()
    expect(published).toEqual([])
    job.hasten()
    await job.run()
    expect(published).toEqual(['a'])
  })

  it('beyond the bound are forgotten by their segment, and asked about from it when there is room', async () => {
    const places = Array.from({ length: 60 }, (_, n) => ({ ...placeOf(`id${n}`), segment: Math.floor(n / 12) }))
    for (let segment = 0; segment < 5; segment++) {
      segments.set(
        segment,
        places.filter((place) => place.segment === segment),
      )
    }
    for (const place of places) job.onStored(place)
    expect(job.waitingCount()).toBeLessThanOrEqual(30)
    for (let round = 0; round < 8; round++) {
      nowMs += LATER_MS
      await job.run()
    }
    expect(new Set(settled).size).toBe(60)
    expect(job.waitingCount()).toBe(0)
  })
})
