import { DIALECT_IDS, type DialectId } from '../../canonical/dialect-id.js'
import { ANSWER_FEATURES, type AnswerFeature } from './answer-features.js'
import { INTRODUCTION, NOTES } from './introduction.js'
import { type AnswerVerdict, judgeAnswer } from './judge-answer.js'
import { judgeRequest, type Verdict, writeAsClient } from './judge-request.js'
import { REQUEST_FEATURES } from './request-features.js'
import type { RequestFeature } from './request-samples.js'

interface Pair {
  client: DialectId
  upstream: DialectId
}

const ALL_REQUEST_FEATURES = Object.values(REQUEST_FEATURES).flat()

/** docs/fidelity.md: what becomes of every feature, client by client. */
export const renderFidelity = (): string => [INTRODUCTION, renderNotes(), ...DIALECT_IDS.map(renderClient)].join('\n')

/** Every note in the tables, each once. */
export function notesInUse(): string[] {
  const notes = DIALECT_IDS.flatMap((client) =>
    DIALECT_IDS.flatMap((upstream) => [
      ...ALL_REQUEST_FEATURES.flatMap((feature) => notesOfRequest(requestVerdict({ client, upstream }, feature))),
      ...ANSWER_FEATURES.flatMap((feature) => notesOfAnswer(answerVerdict({ client, upstream }, feature))),
    ]),
  )
  return [...new Set(notes)].sort()
}

const notesOfRequest = (verdict: Verdict | undefined): readonly string[] =>
  verdict?.type === 'noted' ? verdict.how : []

function notesOfAnswer(verdict: AnswerVerdict): string[] {
  if (verdict.type === 'torn') return verdict.forms.flatMap(notesOfAnswer)
  return verdict.type === 'noted' ? [verdict.how] : []
}

function renderNotes(): string {
  const used = notesInUse()
  const rows = NOTES.map(({ note, meaning }) => [used.filter((one) => note.test(one)).join('; '), meaning])
  return [...table(['note', 'what it means'], rows), ''].join('\n')
}

function renderClient(client: DialectId): string {
  const groups = Object.entries(REQUEST_FEATURES).map(([title, features]) => ({ title, ...rowsOf(client, features) }))
  return [
    `## Clients of ${client}`,
    '',
    ...groups.flatMap(({ title, rows }) => [`### ${title}`, '', ...table(['asked', ...DIALECT_IDS], rows), '']),
    '### Answers',
    '',
    ...table(['told by the upstream', ...DIALECT_IDS], answerRows(client)),
    '',
    `Clients of this dialect have no words for: ${groups.flatMap(({ unsaid }) => unsaid).join('; ')}.`,
    '',
  ].join('\n')
}

/** Each feature is judged once for the tables and for their notes. */
const verdicts = new Map<string, Verdict | undefined>()
const answerVerdicts = new Map<string, AnswerVerdict>()

/** @returns `undefined` where the client's dialect has no words for it */
function requestVerdict(pair: Pair, feature: RequestFeature): Verdict | undefined {
  return remembered(verdicts, keyOf(pair, feature), () => {
    const body = writeAsClient(pair.client, feature)
    return body === undefined ? undefined : judgeRequest(pair, { feature, body })
  })
}

const answerVerdict = (pair: Pair, feature: AnswerFeature): AnswerVerdict =>
  remembered(answerVerdicts, keyOf(pair, feature), () => judgeAnswer(pair, feature))

const keyOf = ({ client, upstream }: Pair, { name }: { name: string }): string => `${client} ${upstream} ${name}`

function remembered<Value>(known: Map<string, Value>, key: string, judge: () => Value): Value {
  const before = known.get(key)
  if (before !== undefined || known.has(key)) return before as Value
  const verdict = judge()
  known.set(key, verdict)
  return verdict
}

function rowsOf(client: DialectId, features: readonly RequestFeature[]): { rows: string[][]; unsaid: string[] } {
  const rows: string[][] = []
  const unsaid: string[] = []
  for (const feature of features) {
    const told = DIALECT_IDS.flatMap((upstream) => requestVerdict({ client, upstream }, feature) ?? [])
    if (told.length === 0) unsaid.push(feature.name)
    else rows.push([feature.name, ...told.map(cellOf)])
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
      return `carried with a note: ${verdict.how.join('; ')}`
    case 'lost':
      return `impossible: without ${verdict.fields.map((field) => `\`${field}\``).join(', ')}`
    case 'refused':
      return `impossible: 400 “${verdict.message}”`
    case 'silent':
      return 'LOST IN SILENCE'
  }
}

function answerCellOf(verdict: AnswerVerdict): string {
  switch (verdict.type) {
    case 'passed':
      return 'passed through'
    case 'carried':
      return 'carried'
    case 'noted':
      return `carried with a note: ${verdict.how}`
    case 'lost':
      return 'impossible'
    case 'unsaid':
      return '–'
    case 'torn':
      return `whole: ${verdict.forms.map(answerCellOf).join('; streamed: ')}`
  }
}

const answerRows = (client: DialectId): string[][] =>
  ANSWER_FEATURES.map((feature) => [
    feature.name,
    ...DIALECT_IDS.map((upstream) => answerCellOf(answerVerdict({ client, upstream }, feature))),
  ])

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  rowOf(head),
  rowOf(head.map(() => '---')),
  ...rows.map(rowOf),
]

const rowOf = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
