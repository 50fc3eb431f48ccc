import { describe, expect, it } from 'vitest'
import { linePath, pointsPath, scaleEnd, stackedSums } from './chart-scale'

describe('a chart', () => {
  it('ends its axis at a round figure that no value passes', () => {
    expect([scaleEnd([]), scaleEnd([0, null]), scaleEnd([1]), scaleEnd([3, 17]), scaleEnd([21])]).toEqual([
      ...[1, 1, 1, 20, 25],
    ])
    expect([scaleEnd([0.0003]), scaleEnd([999]), scaleEnd([1_000])]).toEqual([0.0005, 1_000, 1_000])
  })

  it('has no half of what is counted on its axis', () => {
    const ends = [0, 1, 3, 4, 5, 9, 11, 21, 41, 101, 201].map((most) => scaleEnd([most], true))
    expect(ends).toEqual([2, 2, 4, 4, 10, 10, 20, 40, 50, 200, 400])
  })

  it('stacks series; what was given back does not pull the others down', () => {
    expect(
      stackedSums(
        [
          [1, null, -2],
          [2, 3],
        ],
        3,
      ),
    ).toEqual([3, 3, 0])
  })

  it('breaks a line where nothing was measured', () => {
    expect(linePath([0, 10, null, 5], 10)).toBe('M12.5 100L37.5 0M87.5 50')
    expect(pointsPath([0, 10, null, 5], 10)).toBe('M12.5 100h0M37.5 0h0M87.5 50h0')
    expect([linePath([null], 1), pointsPath([null], 1)]).toEqual(['', ''])
  })
})
