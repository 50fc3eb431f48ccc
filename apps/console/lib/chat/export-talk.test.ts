import { expect, it } from 'vitest'
import { createAnswer } from './conversation'
import { type ExportWords, toJson, toMarkdown } from './export-talk'
import type { Talk } from './talk'

const words: ExportWords = {
  you: 'You',
  model: (name) => name,
  systemPrompt: 'System prompt',
  reasoning: 'Reasoning',
  image: (number) => `Picture ${number}`,
  omittedImages: (count) => `${count} left out`,
  stopped: 'Stopped.',
  failed: (code) => `Failed: ${code}`,
  facts: ({ cost }) => cost ?? '',
}
const options = { title: '光的\n折射', exportedAt: new Date('2026-11-21T00:00:00Z') }
const PICTURE = 'data:image/png;base64,AA=='
const talk: Talk = {
  parameters: { systemPrompt: 'Be brief.', temperature: 0, stop: ['END'] },
  lanes: [
    {
      model: 'a/b',
      turns: [
        { role: 'user', id: 'q', text: 'Why?', images: [PICTURE], omittedImageCount: 1 },
        { ...createAnswer('a', 'a/b'), text: '```js\n1\n```', reasoning: 'hm', state: 'done', facts: { cost: '0.1' } },
        { ...createAnswer('b', 'a/b'), state: 'failed', error: { code: 'network', message: '' } },
      ],
    },
  ],
}

it('is read by people', () => {
  expect(toMarkdown(talk, options, words)).toBe(`# 光的 折射

2026-11-21T00:00:00.000Z

\`temperature=0 stop=["END"]\`

## System prompt

Be brief.

## You

Why?

![Picture 1](${PICTURE})

_1 left out_

## a/b

<details><summary>Reasoning</summary>

hm

</details>

\`\`\`js
1
\`\`\`

> 0.1

## a/b

_Failed: network_
`)
})

it('names each of two models that were compared', () => {
  const lanes = ['one', 'two'].map((model) => ({ model, turns: [] }))
  expect(toMarkdown({ parameters: {}, lanes }, options, words)).toContain('---\n\n# one\n\n---\n\n# two\n')
})

it('is read by programs', () => {
  const read = JSON.parse(toJson(talk, options))
  expect(read).toMatchObject({
    format: 'tollgate.conversation',
    version: 1,
    title: options.title,
    parameters: talk.parameters,
    lanes: [
      { model: 'a/b', messages: [{ role: 'user', text: 'Why?', images: [PICTURE] }, { text: '```js\n1\n```' }, {}] },
    ],
  })
  expect(read.lanes[0].messages[0]).not.toHaveProperty('id')
  expect(toJson(talk, options)).toContain('光')
})
