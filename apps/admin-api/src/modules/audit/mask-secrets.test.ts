import { expect, it } from 'vitest'
import { maskSecrets } from './mask-secrets.js'

it('masks what is named like a secret, at every depth, and makes JSON of the rest', () => {
  const given = {
    name: 'n',
    password: 'p',
    nested: [{ sealed: 's', at: new Date(0), nanos: 5n }],
    joinCode: null,
    keys: ['k'],
  }
  expect(maskSecrets(given)).toEqual({
    name: 'n',
    password: '•••',
    nested: [{ sealed: '•••', at: '1970-01-01T00:00:00.000Z', nanos: '5' }],
    joinCode: null,
    keys: '•••',
  })
  const deep: Record<string, unknown> = {}
  deep.self = deep
  expect(JSON.stringify(maskSecrets(deep))).toContain('…')
})
