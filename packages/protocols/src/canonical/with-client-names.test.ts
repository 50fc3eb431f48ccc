import { describe, expect, it } from 'vitest'
import type { StreamEvent } from './stream-event.js'
import { withClientNames } from './with-client-names.js'

const NAMES = new Map([['_1st', '1st']])
const call = (name: string): StreamEvent => ({
  type: 'block-start',
  block: 0,
  choice: 0,
  kind: 'tool-call',
  callId: 'c',
  name,
})

describe('withClientNames', () => {
  it('gives a call the name that the client knows', () => {
    expect(withClientNames(call('_1st'), NAMES)).toEqual(call('1st'))
  })

  it.each<StreamEvent>([call('other'), { type: 'finish' }, { type: 'block-start', block: 1, choice: 0, kind: 'text' }])(
    'leaves %j as it is',
    (event) => expect(withClientNames(event, NAMES)).toBe(event),
  )
})
