import { expect, it } from 'vitest'
import { toSections } from './to-sections.js'

const line = (courseId: string, modelName: string, amountNanos: bigint) => ({
  ...{ courseId, courseName: courseId, costCentre: null, modelName, amountNanos },
  ...{ calls: 1n, inputTokens: 0n, outputTokens: 0n },
})

it('adds lines up by course, and keeps each line', () => {
  const sections = toSections([line('a', 'x', 5n), line('b', 'x', 4n), line('b', 'y', 3n), line('', 'x', -1n)])
  expect(
    sections.map(({ courseId, calls, amountNanos, lines }) => [courseId, calls, amountNanos, lines.length]),
  ).toEqual([
    ['b', 2n, 7n, 2],
    ['a', 1n, 5n, 1],
    ['', 1n, -1n, 1],
  ])
})
