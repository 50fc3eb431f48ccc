import { at, bytes, conversation, HELLO, media, native, PNG, type RequestFeature, say } from './request-samples.js'
import { instructionsOf, mediaOf, placesOf, wordsOf } from './request-views.js'

/** Who says what, and what is shown and told beside the words. */
export const CONVERSATION_FEATURES: readonly RequestFeature[] = [
  { ...conversation('instructions first', [say('system', 'A', 'B'), HELLO]), view: instructionsOf },
  {
    ...conversation('instructions amid the conversation', [
      HELLO,
      say('assistant', 'Hi'),
      say('user', 'Go on'),
      say('system', 'Be brief'),
      say('user', 'Now'),
    ]),
    view: placesOf,
  },
  conversation('turns of words', [HELLO, say('assistant', 'Hi'), say('user', 'And?')]),
  conversation('words the model is to go on with', [HELLO, say('assistant', 'It is')]),
  conversation('image by its bytes, between words', [say('user', 'Look', PNG, 'well')]),
  conversation('image by its address', [say('user', 'Look', media('image', at('https://a.test/p.png')))]),
  conversation('PDF by its bytes', [say('user', 'Read', media('document', bytes('application/pdf')))]),
  conversation('PDF by its address', [say('user', 'Read', media('document', at('https://a.test/p.pdf')))]),
  conversation('sound', [say('user', 'Hear', media('audio', bytes('audio/wav')))]),
  conversation('video', [say('user', 'See', media('video', bytes('video/mp4')))]),
  {
    ...conversation('how closely to look at an image', [say('user', 'Look', { ...PNG, detail: 'high' })]),
    view: mediaOf,
  },
  {
    ...conversation('name of a document', [
      say('user', 'Read', { ...media('document', bytes('application/pdf')), filename: 'a.pdf' }),
    ]),
    view: mediaOf,
  },
  {
    ...conversation('document of plain words', [say('user', 'Read', media('document', bytes('text/plain')))]),
    view: wordsOf,
  },
  native('a file that lies at the vendor', {
    'openai-chat': { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }] },
    'openai-responses': {
      input: [{ type: 'message', role: 'user', content: [{ type: 'input_file', file_id: 'file-1' }] }],
    },
    'anthropic-messages': {
      messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'file', file_id: 'file_1' } }] }],
    },
  }),
  native('name of a speaker', { 'openai-chat': { messages: [{ role: 'user', name: 'ann', content: 'Hello' }] } }),
]
