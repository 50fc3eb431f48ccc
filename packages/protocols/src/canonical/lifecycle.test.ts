import { describe, expect, it } from 'vitest'
import { GatewayError } from './error.js'
import { checkLifecycle } from './lifecycle.js'
import type { StreamEvent } from './stream-event.js'

const START: StreamEvent = { type: 'response-start' }
const open = (block: number, choice = 0): StreamEvent => ({ type: 'block-start', block, choice, kind: 'text' })
const delta = (block: number): StreamEvent => ({ type: 'block-delta', block, text: 'x' })
const close = (block: number): StreamEvent => ({ type: 'block-end', block })
const ended = (choice = 0): StreamEvent => ({ type: 'choice-end', choice, reason: { unified: 'stop' } })
const FINISH: StreamEvent = { type: 'finish' }
const ERROR: StreamEvent = { type: 'error', error: new GatewayError('upstream_error', { message: 'x' }) }
const USAGE: StreamEvent = { type: 'usage', usage: { input: {}, output: {} } }

describe('checkLifecycle', () => {
  it.each([
    ['a whole answer', [START, open(0), delta(0), close(0), ended(), FINISH]],
    [
      'two choices in turns',
      [START, open(0), open(1, 1), delta(0), delta(1), close(1), ended(1), close(0), ended(0), FINISH],
    ],
    ['usage after the end', [START, ended(), FINISH, USAGE]],
    ['a failure', [START, open(0), close(0), ERROR]],
    ['a failure before the start', [ERROR]],
  ])('takes %s', (_, events) => expect(checkLifecycle(events)).toBeUndefined())

  it.each([
    ['nothing', []],
    ['no terminal', [START, open(0), close(0), ended()]],
    ['two terminals', [START, FINISH, FINISH]],
    ['an error after the finish', [START, FINISH, ERROR]],
    ['two starts', [START, START, FINISH]],
    ['a block before the start', [open(0), START, close(0), FINISH]],
    ['a delta for a closed block', [START, open(0), close(0), delta(0), FINISH]],
    ['a delta for a block that never was', [START, delta(5), FINISH]],
    ['a block opened again', [START, open(0), close(0), open(0), close(0), FINISH]],
    ['a block closed twice', [START, open(0), close(0), close(0), FINISH]],
    ['a finish with an open block', [START, open(0), FINISH]],
    ['an error with an open block', [START, open(0), ERROR]],
    ['a choice that ends with an open block', [START, open(0), ended(), close(0), FINISH]],
    ['a choice that ends twice', [START, ended(), ended(), FINISH]],
    ['a block in an ended choice', [START, ended(), open(0), close(0), FINISH]],
  ])('refuses %s', (_, events) => expect(checkLifecycle(events)).toBeTypeOf('string'))
})
