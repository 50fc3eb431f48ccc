import { expect, it } from 'vitest'
import { UnderWay } from './under-way.js'

it('is done once while it is done, for each key; all who ask get its outcome, a failure too', async () => {
  const underWay = new UnderWay<number>()
  const begun: ((error?: Error) => void)[] = []
  const work = () =>
    new Promise<number>((resolve, reject) => {
      begun.push((error) => (error === undefined ? resolve(begun.length) : reject(error)))
    })
  const both = [underWay.run('a', work), underWay.run('a', work)]
  const other = underWay.run('b', work)
  expect(begun).toHaveLength(2)
  begun[0]?.(new Error('away'))
  for (const one of both) await expect(one).rejects.toThrow('away')
  const again = underWay.run('a', work)
  expect(begun).toHaveLength(3)
  for (const end of begun) end()
  expect(await Promise.all([again, other])).toEqual([3, 3])
})
