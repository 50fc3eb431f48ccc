import { expect, it } from 'vitest'
import { waitUntil } from './wait-until.js'

it('returns the first truthy answer, also after failures', async () => {
  let count = 0
  const answer = await waitUntil(
    () => {
      if (++count === 1) throw new Error('not yet')
      return count === 3 && 'three'
    },
    { intervalMs: 1 },
  )
  expect(answer).toBe('three')
})

it('says what did not come, and the last failure', async () => {
  const never = waitUntil(
    () => {
      throw new Error('the reason')
    },
    { timeoutMs: 5, intervalMs: 1, what: 'the lease' },
  )
  await expect(never).rejects.toMatchObject({
    message: expect.stringContaining('the lease'),
    cause: { message: 'the reason' },
  })
})
