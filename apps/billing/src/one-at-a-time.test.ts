import { expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.js'

it('runs again only after the last run is over, and after a failure too', async () => {
  const ends: (() => void)[] = []
  const errors: unknown[] = []
  let runs = 0
  const tick = oneAtATime(
    async () => {
      if (++runs === 2) throw new Error('second')
      await new Promise<void>((resolve) => ends.push(resolve))
    },
    (error) => errors.push(error),
  )
  const first = tick()
  await tick()
  expect(runs).toBe(1)
  ends[0]?.()
  await first
  await tick()
  expect(errors).toEqual([new Error('second')])
  const third = tick()
  expect(runs).toBe(3)
  ends[1]?.()
  await third
})
