import { expect, it } from 'vitest'
import { createResolver } from './resolver.js'

function setUp(answer: (hostname: string) => Promise<readonly string[]>) {
  const asked: string[] = []
  const clock = { ms: 0 }
  const resolve = createResolver({
    lookUp(hostname) {
      asked.push(hostname)
      return answer(hostname)
    },
    ttlMs: 100,
    failureTtlMs: 10,
    timeoutMs: 50,
    maxNames: 2,
    now: () => clock.ms,
  })
  return { asked, clock, resolve }
}

it('asks once while an answer is fresh or under way', async () => {
  const { asked, clock, resolve } = setUp(async () => ['1.1.1.1'])
  expect(await Promise.all([resolve('a'), resolve('a')])).toEqual([['1.1.1.1'], ['1.1.1.1']])
  clock.ms = 99
  await resolve('a')
  expect(asked).toEqual(['a'])
  clock.ms = 101
  await resolve('a')
  expect(asked).toEqual(['a', 'a'])
})

it('keeps a failure for a shorter time', async () => {
  const { asked, clock, resolve } = setUp(() => Promise.reject(new Error('ENOTFOUND')))
  await expect(resolve('a')).rejects.toThrow('ENOTFOUND')
  await expect(resolve('a')).rejects.toThrow('ENOTFOUND')
  expect(asked).toHaveLength(1)
  clock.ms = 11
  await expect(resolve('a')).rejects.toThrow('ENOTFOUND')
  expect(asked).toHaveLength(2)
})

it('forgets the oldest name when it is full', async () => {
  const { asked, resolve } = setUp(async () => ['1.1.1.1'])
  for (const name of ['a', 'b', 'c', 'b', 'a']) await resolve(name)
  expect(asked).toEqual(['a', 'b', 'c', 'a'])
})

it('does not wait for ever', async () => {
  const { resolve } = setUp(() => new Promise(() => {}))
  await expect(resolve('a')).rejects.toMatchObject({ code: 'egress_unresolvable' })
})
