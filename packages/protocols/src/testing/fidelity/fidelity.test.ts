import { describe, expect, it } from 'vitest'
import { DIALECT_IDS } from '../../canonical/dialect-id.js'
import { judgeRequest, writeAsClient } from './judge-request.js'
import { renderFidelity } from './render-fidelity.js'
import { REQUEST_FEATURES } from './request-features.js'

const INTRODUCTION = `# What arrives

What becomes of a request and of its answer between a client of one dialect and an upstream of another. Generated from the
codecs: \`npm run docs:fidelity\` writes this file, \`npm test\` fails where it is not current, and no row may be lost in
silence.

- **passed through**: same dialect; the bytes are the client's, fields that the gateway does not know included.
- **carried**: the upstream gets it as its own clients would say it; what follows a colon is how, and the caller is told so
  in \`x-tollgate-dropped\` or \`x-tollgate-clamped\`.
- **lost**: impossible; the request goes on without it and \`x-tollgate-dropped\` names the field. A key in strict mode gets
  a 400 instead, as it does for everything with a note.
- **refused**: impossible, and the request would mean something else without it: a 400 with these words.
- **–**: the upstream's dialect does not tell it.

The tables are of models that think, on upstreams that take all that their dialect has. A model or a channel may take less
(its traits, see [operations](operations.md)): each loss of that kind is told in the same headers. For upstreams that take
no addresses the gateway fetches pictures and documents itself. Thinking that is lost here is kept by the gateway where its
vendor needs it for calls of tools, and put back.
`

describe('fidelity', () => {
  const pairs = DIALECT_IDS.flatMap((client) => DIALECT_IDS.map((upstream) => ({ client, upstream })))

  it.each(pairs)('nothing is lost in silence from $client to $upstream', ({ client, upstream }) => {
    for (const feature of REQUEST_FEATURES) {
      const body = writeAsClient(client, feature)
      const verdict = body === undefined ? undefined : judgeRequest({ client, upstream }, { feature, body })
      expect({ feature: feature.name, ...(verdict?.type === 'silent' && verdict) }).toEqual({ feature: feature.name })
    }
  })

  it('every feature can be said by somebody', () => {
    const mute = REQUEST_FEATURES.filter((feature) =>
      DIALECT_IDS.every((client) => writeAsClient(client, feature) === undefined),
    )
    expect(mute.map(({ name }) => name)).toEqual([])
  })

  it('docs/fidelity.md is current', async () => {
    await expect(`${INTRODUCTION}\n${renderFidelity()}`).toMatchFileSnapshot('../../../../../docs/fidelity.md')
  })
})
