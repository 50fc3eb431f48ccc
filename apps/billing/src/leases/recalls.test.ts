import { expect, it } from 'vitest'
import { Recalls } from './recalls.js'

const done = Promise.resolve()
const ask = (rowIds: string[], leaseIds: string[]) => ({ rowIds, leaseIds })

it('M29: asks once a row and second; what comes meanwhile shares its result or waits for the next', () => {
  const recalls = new Recalls()
  expect(recalls.decide(ask(['wallet'], ['l1', 'l2']), 0)).toEqual({ type: 'ask' })
  recalls.note(ask(['wallet'], ['l1', 'l2']), 0, done)
  expect(recalls.decide(ask(['wallet'], ['l1']), 400)).toMatchObject({ type: 'share' })
  expect(recalls.decide(ask(['wallet', 'course'], ['l2']), 400)).toMatchObject({ type: 'share' })
  expect(recalls.decide(ask(['wallet'], ['l1', 'l3']), 400)).toEqual({ type: 'wait', ms: 600 })
  expect(recalls.decide(ask(['course'], ['l1']), 400)).toEqual({ type: 'ask' })
  expect(recalls.decide(ask(['wallet'], ['l1']), 1_000)).toEqual({ type: 'ask' })
})
