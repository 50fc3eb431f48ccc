import { DIALECT_IDS, type DialectId } from '../../canonical/dialect-id.js'
import { ANSWER_FEATURES } from './answer-features.js'
import { type AnswerVerdict, judgeAnswer } from './judge-answer.js'
import { judgeRequest, type Verdict, writeAsClient } from './judge-request.js'
import { REQUEST_FEATURES } from './request-features.js'

const ANSWER_CELLS: Record<AnswerVerdict, string> = {
  passed: 'passed through',
  carried: 'carried',
  lost: 'lost',
  unsaid: '–',
}

/** Markdown of docs/fidelity.md without its introduction: what becomes of every feature, client by client. */
export const renderFidelity = (): string => DIALECT_IDS.map(renderClient).join('\n')

function renderClient(client: DialectId): string {
  const { rows, unsaid } = requestRows(client)
  return [
    `## Clients of ${client}`,
    '',
    '### What they ask',
    '',
    ...table(['', ...DIALECT_IDS], rows),
    '',
    `This dialect has no words for: ${unsaid.join('; ')}.`,
    '',
    '### What they are answered',
    '',
    ...table(['', ...DIALECT_IDS], answerRows(client)),
    '',
  ].join('\n')
}

function requestRows(client: DialectId): { rows: string[][]; unsaid: string[] } {
  const rows: string[][] = []
  const unsaid: string[] = []
  for (const feature of REQUEST_FEATURES) {
    const body = writeAsClient(client, feature)
    if (body === undefined) unsaid.push(feature.name)
    else {
      const verdicts = DIALECT_IDS.map((upstream) => judgeRequest({ client, upstream }, { feature, body }))
      rows.push([feature.name, ...verdicts.map(cellOf)])
    }
  }
  return { rows, unsaid }
}

function cellOf(verdict: Verdict): string {
  switch (verdict.type) {
    case 'passed':
      return 'passed through'
    case 'carried':
      return 'carried'
    case 'noted':
      return `carried: ${verdict.how.join('; ')}`
    case 'lost':
      return `lost: ${verdict.fields.map((field) => `\`${field}\``).join(', ')}`
    case 'refused':
      return `refused: ${verdict.message}`
    case 'silent':
      return 'LOST IN SILENCE'
  }
}

const answerRows = (client: DialectId): string[][] =>
  ANSWER_FEATURES.map((feature) => [
    feature.name,
    ...DIALECT_IDS.map((upstream) => ANSWER_CELLS[judgeAnswer({ client, upstream }, feature)]),
  ])

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  rowOf(head),
  rowOf(head.map(() => '---')),
  ...rows.map(rowOf),
]

const rowOf = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
