import { readJson } from '@tollgate/protocols/passthrough'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ClientCall } from '../door/client-call.js'
import { ItemReferences } from './item-references.js'
import { type StashEntry, stashEntrySchema, stashKey } from './stash-entry.js'

let kept: Map<string, string>
let references: ItemReferences
beforeEach(() => {
  kept = new Map()
  references = new ItemReferences({
    save(tenantId, entries) {
      for (const [name, entry] of entries) kept.set(stashKey(tenantId, name), JSON.stringify(entry))
    },
    async find(tenantId, names) {
      const found = names.flatMap((name): [string, StashEntry][] => {
        const text = kept.get(stashKey(tenantId, name))
        return text === undefined ? [] : [[name, stashEntrySchema.parse(JSON.parse(text)) as StashEntry]]
      })
      return new Map(found)
    },
  })
})

const callOf = (userId: string, dialect = 'openai-responses') =>
  ({ dialect, caller: { record: { userId } } }) as unknown as ClientCall
const ALICE = callOf('alice')
const bodyOf = (fields: object) => readJson(Buffer.from(JSON.stringify(fields)))
const MESSAGE = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text: 'Hi' }],
}
const CALL = { id: 'fc_1', type: 'function_call', call_id: 'c', name: 'f', arguments: '{}', status: 'completed' }
const THOUGHT = { id: 'rs_1', type: 'reasoning', summary: [] }
const SEALED = { id: 'rs_2', type: 'reasoning', summary: [], encrypted_content: 'x' }
const ANSWER = JSON.stringify({ object: 'response', output: [THOUGHT, SEALED, MESSAGE, CALL] })
const QUESTION = bodyOf({ model: 'm', input: 'hi' })
const user = { role: 'user', content: 'go on' }
const reference = (id: string) => ({ type: 'item_reference', id })
const inputOf = async (input: unknown, call = ALICE) =>
  ((await references.recall(call, bodyOf({ x_own: 1, input, model: 'm' }))).value as { input: unknown }).input

describe('what was told', () => {
  it.each([
    ['in one piece', ANSWER],
    [
      'as a stream',
      `event: response.completed\ndata: ${JSON.stringify({ type: 'response.completed', response: JSON.parse(ANSWER) })}\n\n`,
    ],
  ])('%s takes the place of its names, as a client would have sent it', async (_, answer) => {
    references.keep(ALICE, QUESTION, () => answer)
    const input = [reference('rs_1'), reference('rs_2'), reference('msg_1'), user, reference('fc_1')]
    const bare = ({ id: _id, ...item }: { id: string; status?: string }) => ({ ...item, status: undefined })
    expect(await inputOf(input)).toEqual(
      [bare(SEALED), bare(MESSAGE), user, bare(CALL)].map((item) => JSON.parse(JSON.stringify(item))),
    )
  })

  it('is kept for nobody else, and not where the client keeps its conversation itself', async () => {
    references.keep(ALICE, QUESTION, () => ANSWER)
    expect(await inputOf([reference('msg_1')], callOf('bob'))).toEqual([reference('msg_1')])
    references.keep(callOf('carol'), bodyOf({ model: 'm', input: 'hi', store: false }), () => ANSWER)
    references.keep(callOf('carol', 'openai-chat'), QUESTION, () => ANSWER)
    expect(await inputOf([reference('msg_1')], callOf('carol'))).toEqual([reference('msg_1')])
  })

  it('is no body that can be read: nothing is kept', () => {
    for (const answer of ['', 'x', '{"output":7}', '[]', 'data: {"type":"response.completed"'])
      references.keep(ALICE, QUESTION, () => answer)
    expect(kept.size).toBe(0)
  })
})

describe('a body', () => {
  it('that names nothing is handed on as it is', async () => {
    for (const body of [
      QUESTION,
      bodyOf({ input: [user] }),
      bodyOf({ input: [null, 1, { type: 'item_reference' }] }),
    ]) {
      expect(await references.recall(ALICE, body)).toBe(body)
    }
    const chat = bodyOf({ input: [reference('msg_1')] })
    expect(await references.recall(callOf('alice', 'openai-chat'), chat)).toBe(chat)
  })

  it('keeps all else as the client wrote it', async () => {
    references.keep(ALICE, QUESTION, () => ANSWER)
    const text = '{"x_own": 1.50, "input": [{"type":"item_reference","id":"msg_1"}], "model":"m"}'
    const recalled = await references.recall(ALICE, readJson(Buffer.from(text)))
    expect(recalled.text).toMatch(/^\{"x_own": 1\.50, "input": \[\{.*"Hi".*\}\], "model":"m"\}$/)
  })

  it('of hundreds of names is recalled whole', async () => {
    const output = Array.from({ length: 100 }, (_, n) => ({ ...MESSAGE, id: `msg_${n}` }))
    references.keep(ALICE, QUESTION, () => JSON.stringify({ output }))
    const recalled = (await inputOf(output.map(({ id }) => reference(id)))) as object[]
    expect(recalled).toHaveLength(100)
    expect(recalled.every((item) => !('id' in item))).toBe(true)
  })
})
