import { expect, it } from 'vitest'
import { runLoad } from './load.js'

it('runs all, never more than so many at a time, and keeps failures', async () => {
  let running = 0
  let most = 0
  const results = await runLoad({
    total: 20,
    concurrency: 4,
    async run(index) {
      most = Math.max(most, ++running)
      await new Promise(setImmediate)
      running--
      if (index === 7) throw new Error('seven')
      return index * 2
    },
  })
  expect(most).toBe(4)
  expect(results.map((result) => (result.type === 'value' ? result.value : String(result.error)))).toEqual(
    Array.from({ length: 20 }, (_, index) => (index === 7 ? 'Error: seven' : index * 2)),
  )
})

it('begins no more once it is told to stop', async () => {
  const stop = new AbortController()
  const results = await runLoad({
    total: 100,
    concurrency: 2,
    signal: stop.signal,
    async run(index) {
      if (index === 5) stop.abort()
    },
  })
  expect(results.length).toBeLessThanOrEqual(7)
})
