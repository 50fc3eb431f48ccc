import type { AnswerFacts, Turn } from './conversation'
import type { Talk } from './talk'

/** Words of the exported file, in the person's language. */
export interface ExportWords {
  you: string
  model: (name: string) => string
  systemPrompt: string
  reasoning: string
  image: (number: number) => string
  omittedImages: (count: number) => string
  stopped: string
  failed: (code: string) => string
  facts: (facts: AnswerFacts) => string
}

export interface ExportOptions {
  title: string
  exportedAt: Date
}

/** A conversation as people read it. Two models that are compared follow one another. */
export function toMarkdown(talk: Talk, { title, exportedAt }: ExportOptions, words: ExportWords): string {
  const { systemPrompt, ...others } = talk.parameters
  const set = Object.entries(others).filter(([, value]) => value !== undefined)
  const head = [
    `# ${title.replaceAll(/\s+/g, ' ')}`,
    exportedAt.toISOString(),
    ...(set.length > 0 ? [`\`${set.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(' ')}\``] : []),
    ...(systemPrompt?.trim() ? [`## ${words.systemPrompt}`, systemPrompt] : []),
  ]
  const lanes = talk.lanes.map(({ model, turns }) => [
    ...(talk.lanes.length > 1 ? [`---\n\n# ${model ?? ''}`.trimEnd()] : []),
    ...turns.map((turn) => toSection(turn, words)),
  ])
  return `${[...head, ...lanes.flat()].join('\n\n')}\n`
}

function toSection(turn: Turn, words: ExportWords): string {
  if (turn.role === 'user') {
    const images = turn.images.map((url, index) => `![${words.image(index + 1)}](${url})`)
    const omitted = turn.omittedImageCount ? [`_${words.omittedImages(turn.omittedImageCount)}_`] : []
    return [`## ${words.you}`, turn.text, ...images, ...omitted].filter((part) => part !== '').join('\n\n')
  }
  const { text, reasoning, state, error, facts } = turn
  const parts = [
    `## ${words.model(turn.model)}`,
    reasoning === '' ? '' : `<details><summary>${words.reasoning}</summary>\n\n${reasoning}\n\n</details>`,
    text,
    state === 'stopped' ? `_${words.stopped}_` : '',
    error === undefined ? '' : `_${words.failed(error.code)}_`,
  ]
  const told = words.facts(facts)
  return [...parts, told === '' ? '' : `> ${told}`].filter((part) => part !== '').join('\n\n')
}

/** A conversation as programs read it: UTF-8, everything that is known of it, and nothing that is not. */
export function toJson(talk: Talk, { title, exportedAt }: ExportOptions): string {
  const exported = {
    format: 'tollgate.conversation',
    version: 1,
    title,
    exportedAt: exportedAt.toISOString(),
    parameters: talk.parameters,
    lanes: talk.lanes.map(({ model, turns }) => ({ model, messages: turns.map(({ id: _, ...turn }) => turn) })),
  }
  return `${JSON.stringify(exported, null, 2)}\n`
}
