import { expect, it } from 'vitest'
import { createOpenPoolSchema } from './open-pool-schema'

const schema = createOpenPoolSchema({ nameMissing: 'name?', nameLong: 'long', nobody: 'whose?' })
const problemsOf = (value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

it('a pool has a name, and somebody who may spend from it', () => {
  expect(problemsOf({ name: ' ', courseId: 'c', owner: '' })).toEqual(['name: name?'])
  expect(problemsOf({ name: 'x'.repeat(201), courseId: 'c', owner: '' })).toEqual(['name: long'])
  expect(problemsOf({ name: 'Optics', courseId: '', owner: ' ' })).toEqual(['courseId: whose?'])
  expect(schema.parse({ name: ' Optics ', courseId: '', owner: ' ann ' })).toEqual({
    name: 'Optics',
    courseId: '',
    owner: 'ann',
  })
})
