import { foldEvents, type StreamEvent } from '@tollgate/protocols/canonical'
import type { Capability, CapabilityFact } from '@tollgate/protocols/events'

/** One call that shows whether a model can do something: an OpenAI chat body without a model, and how to read the answer. */
export interface CapabilityProbe {
  body: Readonly<Record<string, unknown>>
  /** Of an answer. */
  judge: (events: readonly StreamEvent[]) => Verdict
  /** Of a refusal of the request itself: what it says of the capability. */
  refused: Verdict
}

export type Verdict = Pick<CapabilityFact, 'verdict' | 'note'>

const yes = (note: string): Verdict => ({ verdict: 'yes', note })
const no = (note: string): Verdict => ({ verdict: 'no', note })

/** 64 × 64 pixels of pure red. */
const RED_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAS0lEQVR42u3PQQkAAAgAsetfWiP4FgYrsKZeS0BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEDgsqnc8OJg6Ln3AAAAAElFTkSuQmCC'

/** Thinking models spend a good deal before they say a word. */
const OUTPUT_TOKENS = 512
const ask = (content: unknown) => ({ messages: [{ role: 'user', content }], max_tokens: OUTPUT_TOKENS })

const SUM_SCHEMA = {
  type: 'object',
  properties: { sum: { type: 'integer' } },
  required: ['sum'],
  additionalProperties: false,
}

export const CAPABILITY_PROBES: Record<Capability, CapabilityProbe> = {
  tools: {
    body: {
      ...ask('Call the function add with 17 and 25. Do not answer in words.'),
      tools: [
        {
          type: 'function',
          function: {
            name: 'add',
            description: 'Adds two integers.',
            parameters: {
              type: 'object',
              properties: { a: { type: 'integer' }, b: { type: 'integer' } },
              required: ['a', 'b'],
            },
          },
        },
      ],
    },
    judge: (events) => {
      const call = partsOf(events).find((part) => part.type === 'tool-call')
      return call === undefined ? no('it answered in words') : yes('it called the function')
    },
    refused: no('tools are refused'),
  },
  vision: {
    body: ask([
      { type: 'text', text: 'Which colour fills this picture? Answer with one English word.' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${RED_PNG}` } },
    ]),
    judge: (events) =>
      /\bred\b|红/i.test(textOf(events)) ? yes('it named the colour') : no('it did not name the colour'),
    refused: no('pictures are refused'),
  },
  jsonSchema: {
    body: {
      ...ask('What is 17 + 25? Answer in JSON.'),
      response_format: { type: 'json_schema', json_schema: { name: 'sum', strict: true, schema: SUM_SCHEMA } },
    },
    judge: (events) =>
      hasSum(textOf(events)) ? yes('the answer follows the schema') : no('the answer does not follow the schema'),
    refused: no('schemas are refused'),
  },
  reasoning: {
    body: ask('What is 17 + 25? Think first.'),
    judge: (events) => {
      const { usage } = foldEvents(events)
      const hasText = partsOf(events).some((part) => part.type === 'reasoning')
      const tokens = usage?.output?.reasoning
      return hasText || (tokens !== undefined && tokens > 0) ? yes('it showed thinking') : no('it showed no thinking')
    },
    refused: { verdict: 'unknown', note: 'the request was refused' },
  },
  topPOfOne: {
    body: { ...ask('Say "yes".'), top_p: 1 },
    judge: () => yes('top_p of 1 is taken'),
    refused: no('top_p of 1 is refused'),
  },
}

const partsOf = (events: readonly StreamEvent[]) => foldEvents(events).choices.flatMap(({ parts }) => parts)

/** What was said, thinking left out. */
export const textOf = (events: readonly StreamEvent[]): string =>
  partsOf(events)
    .flatMap((part) => (part.type === 'text' ? [part.text] : []))
    .join('')

function hasSum(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && Number.isInteger((value as { sum?: unknown }).sum)
  } catch {
    return false
  }
}
