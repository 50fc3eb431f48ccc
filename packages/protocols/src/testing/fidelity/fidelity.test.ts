import { describe, expect, it } from 'vitest'
import { DIALECT_IDS } from '../../canonical/dialect-id.js'
import { NOTES } from './introduction.js'
import { judgeRequest, writeAsClient } from './judge-request.js'
import { notesInUse, renderFidelity } from './render-fidelity.js'
import { REQUEST_FEATURES } from './request-features.js'

describe('fidelity', () => {
  const pairs = DIALECT_IDS.flatMap((client) => DIALECT_IDS.map((upstream) => ({ client, upstream })))

  it.each(pairs)('nothing is lost in silence from $client to $upstream', ({ client, upstream }) => {
    for (const feature of Object.values(REQUEST_FEATURES).flat()) {
      const body = writeAsClient(client, feature)
      const verdict = body === undefined ? undefined : judgeRequest({ client, upstream }, { feature, body })
      expect({ feature: feature.name, ...(verdict?.type === 'silent' && verdict) }).toEqual({ feature: feature.name })
    }
  })

  it('every feature can be said by somebody', () => {
    const mute = Object.values(REQUEST_FEATURES)
      .flat()
      .filter((feature) => DIALECT_IDS.every((client) => writeAsClient(client, feature) === undefined))
    expect(mute.map(({ name }) => name)).toEqual([])
  })

  it('every note is explained, and no other', () => {
    const used = notesInUse()
    expect(used.filter((note) => NOTES.filter((known) => known.note.test(note)).length !== 1)).toEqual([])
    expect(NOTES.filter((known) => !used.some((note) => known.note.test(note)))).toEqual([])
  })

  it('docs/fidelity.md is current', async () => {
    await expect(renderFidelity(), 'npm run docs:fidelity writes it').toMatchFileSnapshot(
      '../../../../../docs/fidelity.md',
    )
  })
})
