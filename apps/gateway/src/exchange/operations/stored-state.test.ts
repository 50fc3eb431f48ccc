import { CODECS } from '@tollgate/protocols/dialects'
import { describe, expect, it } from 'vitest'
import { assertNothingStored } from './stored-state.js'

const decode = (more: object) => CODECS['openai-responses'].decodeRequest({ model: 'm', input: 'a', ...more })

describe('assertNothingStored', () => {
  it.each([
    ['previous_response_id', { previous_response_id: 'resp_1' }],
    ['conversation', { conversation: { id: 'conv_1' } }],
  ])('tells that %s names nothing here', (param, more) => {
    expect(() => assertNothingStored(decode(more))).toThrow(
      expect.objectContaining({ code: 'invalid_request', param, message: expect.stringContaining('whole in `input`') }),
    )
  })

  it.each([{}, { previous_response_id: null }, { store: true }, { prompt: { id: 'pmpt_1' } }])(
    'lets %j go on',
    (more) => {
      expect(() => assertNothingStored(decode(more))).not.toThrow()
    },
  )
})
