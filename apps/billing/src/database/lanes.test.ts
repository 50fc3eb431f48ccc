import { expect, it } from 'vitest'
import { Lanes } from './lanes.js'

it('runs as many of a name at a time as it is wide, in order; other names are not held up; a failure frees its place', async () => {
  const lanes = new Lanes(2, 2)
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const run = (name: string, label: string) =>
    lanes.run(name, () => {
      started.push(label)
      return new Promise<string>((resolve, reject) => {
        ends.set(label, label.endsWith('!') ? () => reject(new Error(label)) : () => resolve(label))
      })
    })
  const [first, second, third, fourth] = [run('a', '1'), run('a', '2!'), run('a', '3'), run('a', '4')]
  await expect(run('a', '5')).rejects.toThrow('too many wait')
  const other = run('b', 'b1')
  await Promise.resolve()
  expect(started).toEqual(['1', '2!', 'b1'])
  ends.get('2!')?.()
  await expect(second).rejects.toThrow('2!')
  await expect.poll(() => started).toEqual(['1', '2!', 'b1', '3'])
  for (const label of ['1', '3', 'b1']) ends.get(label)?.()
  expect(await Promise.all([first, third, other])).toEqual(['1', '3', 'b1'])
  ends.get('4')?.()
  expect(await fourth).toBe('4')
})
