import { expect, it } from 'vitest'
import { runningNowOf } from './running-now'

const gateway = (fields: object = {}) => ({
  ...{ state: 'OK', inflightCalls: 5, streams: 3, queuedCalls: 1, journalPending: 2, journalUnsettled: 4 },
  ...{ projectionStaleSeconds: 1 },
  ...fields,
})

it('adds up what gateways tell, and nothing of those that are silent', () => {
  const silent = gateway({ state: 'SILENT', inflightCalls: 0, projectionStaleSeconds: null })
  expect(runningNowOf([gateway(), gateway({ projectionStaleSeconds: 9 }), silent])).toEqual({
    ...{ gatewayCount: 2, silentCount: 1, calls: 10, streams: 6, queued: 2, pending: 4, unsettled: 8 },
    projectionSeconds: 9,
  })
  expect(runningNowOf([gateway({ projectionStaleSeconds: null })])?.projectionSeconds).toBeUndefined()
})

it('where nobody answers, nothing is known', () => {
  expect(runningNowOf([])).toBeUndefined()
  expect(runningNowOf([gateway({ state: 'SILENT' })])).toBeUndefined()
})
