import { expect, it } from 'vitest'
import { minimalJson } from './minimal-json.js'

const PERSON = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 6 },
    age: { type: 'integer', minimum: 18 },
    role: { enum: ['student', 'staff'] },
    tags: { type: 'array', items: { type: 'boolean' }, minItems: 2 },
    kind: { const: 'person' },
    nick: { type: ['string', 'null'] },
    friend: { $ref: '#/$defs/friend' },
    optional: { type: 'string' },
  },
  required: ['name', 'age', 'role', 'tags', 'kind', 'nick', 'friend'],
  $defs: { friend: { anyOf: [{ type: 'object', properties: { id: { type: 'number' } }, required: ['id'] }] } },
}

it('takes what is required and the first of what may be', () => {
  expect(minimalJson(PERSON)).toEqual({
    ...{ name: 'demo..', age: 18, role: 'student', tags: [false, false], kind: 'person', nick: 'demo' },
    friend: { id: 0 },
  })
})

it('ends on a schema that holds itself', () => {
  const node = { $ref: '#/$defs/node' }
  expect(() =>
    minimalJson({ ...node, $defs: { node: { type: 'object', properties: { node }, required: ['node'] } } }),
  ).not.toThrow()
})

it('anything goes where nothing is said', () => {
  expect(minimalJson({})).toEqual({})
  expect(minimalJson(undefined)).toBeNull()
})
