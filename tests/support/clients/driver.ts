import type { DialectId } from '@tollgate/protocols/canonical'

/** What every client is asked to do, in no client's words. */
export interface Ask {
  model: string
  prompt: string
  isStreamed: boolean
  system?: string
  /** A PNG in base64, shown before the prompt. */
  image?: string
  /** Offers {@link WEATHER}. */
  hasTools?: boolean
  /** Demands an answer of {@link CITY_SCHEMA}. */
  wantsJson?: boolean
  /** Asks the model to think. */
  wantsReasoning?: boolean
  maxOutputTokens?: number
}

export interface ToldCall {
  id: string
  name: string
  arguments: unknown
}

/** What the client's own library made of the answer. */
export interface Told {
  text: string
  reasoning: string
  calls: ToldCall[]
  /** In the client's own word. */
  finish: string | undefined
  inputTokens: number | undefined
  outputTokens: number | undefined
  /** As the client wants it back in the next request. */
  turn: unknown
}

/** A turn that called tools. */
export interface Round {
  told: Told
  /** In the order of its calls. */
  results: readonly string[]
}

/** One official library, used as its users use it. */
export interface ClientDriver {
  name: string
  dialect: DialectId
  /** @throws as the library does */
  ask(ask: Ask): Promise<Told>
  /** The next request of a tool loop: the same question, each turn of the model, and what its calls brought. */
  giveResults(ask: Ask, ...rounds: readonly Round[]): Promise<Told>
}

export interface Access {
  origin: string
  key: string
}

export const WEATHER = {
  name: 'get_weather',
  description: 'Weather of a city',
  schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
} as const

export const CITY_SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' }, population: { type: 'integer' } },
  required: ['city', 'population'],
  additionalProperties: false,
} as const

export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

export const parseArguments = (text: string): unknown => JSON.parse(text === '' ? '{}' : text)
