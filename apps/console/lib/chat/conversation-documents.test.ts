import { readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { expect, it } from 'vitest'
import { CONVERSATION_DOCUMENTS } from './conversation-documents'

const schema = buildSchema(readFileSync(new URL('../../../admin-api/schema.graphql', import.meta.url), 'utf8'))

it.each(Object.entries(CONVERSATION_DOCUMENTS))('%s asks what the API answers', (_, document) => {
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([])
})
