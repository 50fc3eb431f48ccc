import { expect, it } from 'vitest'
import { sumByCostCentre } from './cost-centres'

it('adds courses up by cost centre, exactly, those without one last', () => {
  const section = (courseId: string, costCentre: string | null, amount: string) => ({
    courseId,
    costCentre,
    amount,
    calls: '2',
  })
  const sections = [
    section('', null, '0.3'),
    section('a', 'Physics', '0.1'),
    section('b', 'Physics', '0.2'),
    section('c', null, '-0.1'),
  ]
  expect(sumByCostCentre(sections)).toEqual([
    { costCentre: 'Physics', courseCount: 2, calls: 4n, amount: '0.3' },
    { costCentre: null, courseCount: 1, calls: 4n, amount: '0.2' },
  ])
})
