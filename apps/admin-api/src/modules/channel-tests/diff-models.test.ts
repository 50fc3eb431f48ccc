import { expect, it } from 'vitest'
import { diffModels } from './diff-models.js'

it('tells new, served and gone models apart, by the upstream’s names', () => {
  const channel = {
    models: ['own', 'shadowed'],
    modelMapping: { public: 'inner', shadowed: 'other', shared: ['inner', 'b'] },
  }
  expect(diffModels(['own', 'inner', 'fresh'], channel)).toEqual([
    { name: 'b', state: 'gone', publicNames: ['shared'] },
    { name: 'fresh', state: 'new', publicNames: [] },
    { name: 'inner', state: 'served', publicNames: ['public', 'shared'] },
    { name: 'other', state: 'gone', publicNames: ['shadowed'] },
    { name: 'own', state: 'served', publicNames: ['own'] },
  ])
})
