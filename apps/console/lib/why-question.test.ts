import { expect, it } from 'vitest'
import { whyQuestionOf } from './why-question'

it('reads a question from an address', () => {
  expect(whyQuestionOf({ model: ' m ', needs: ['vision', 'flying'], user: 'u' })).toEqual({
    ...{ model: 'm', user: 'u', keyId: '', groupId: '', needs: ['vision'] },
  })
  expect(whyQuestionOf({ needs: 'tools' }).needs).toEqual(['tools'])
})
