import { assertNever } from '@/lib/assert-never'

export interface ChatUsage {
  inputTokens?: number
  cachedTokens?: number
  outputTokens?: number
  reasoningTokens?: number
}

/** What one call told about itself; everything that nobody told is absent, never 0. */
export interface AnswerFacts {
  usage?: ChatUsage
  /** Decimal text in currency units, as billed. */
  cost?: string
  requestId?: string
  /** From sending until the first word, in ms. */
  firstTokenMs?: number
  /** From sending until the end, in ms. */
  durationMs?: number
  finishReason?: string
}

export interface ChatError {
  /** The gateway's `code`, or one of our own: `network`, `ticket`, `session`. */
  code: string
  message: string
  /** Not before this instant does the gateway want to be asked again, in ms since 1970. */
  retryAtMs?: number
}

export interface UserTurn {
  role: 'user'
  id: string
  text: string
  /** Pictures as data URLs. */
  images: readonly string[]
  /** Pictures that were too large to be kept on the server. */
  omittedImageCount?: number
}
export type AnswerState = 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed'
export interface AssistantTurn {
  role: 'assistant'
  id: string
  model: string
  text: string
  reasoning: string
  state: AnswerState
  facts: AnswerFacts
  error?: ChatError
}
export type Turn = UserTurn | AssistantTurn

export type ConversationAction =
  | { type: 'asked'; question: UserTurn; answer: AssistantTurn }
  /** Takes the place of an answer; what followed it is gone: it answered something else. */
  | { type: 'asked-again'; answer: AssistantTurn; replaces: string }
  /** Takes the place of a question, likewise. */
  | { type: 'edited'; question: UserTurn; answer: AssistantTurn; replaces: string }
  | { type: 'begun'; id: string; requestId: string }
  | { type: 'received'; id: string; text: string; reasoning: string }
  | { type: 'ended'; id: string; state: 'done' | 'stopped' | 'failed'; facts: AnswerFacts; error?: ChatError }
  | { type: 'priced'; id: string; cost: string }
  | { type: 'deleted'; id: string }
  | { type: 'replaced'; turns: readonly Turn[] }

/** The talk after something happened to it. Turns that are not concerned stay the same objects. */
export function reduceConversation(turns: readonly Turn[], action: ConversationAction): readonly Turn[] {
  switch (action.type) {
    case 'asked':
      return [...turns, action.question, action.answer]
    case 'asked-again':
      return [...turnsBefore(turns, action.replaces), action.answer]
    case 'edited':
      return [...turnsBefore(turns, action.replaces), action.question, action.answer]
    case 'begun':
      return turns.map((turn) =>
        turn.role === 'assistant' && turn.id === action.id
          ? { ...turn, facts: { ...turn.facts, requestId: action.requestId } }
          : turn,
      )
    case 'received':
      return turns.map((turn) =>
        turn.role === 'assistant' && turn.id === action.id && isRunning(turn)
          ? {
              ...turn,
              state: 'streaming',
              text: turn.text + action.text,
              reasoning: turn.reasoning + action.reasoning,
            }
          : turn,
      )
    case 'ended':
      return turns.map((turn) =>
        turn.role === 'assistant' && turn.id === action.id
          ? { ...turn, state: action.state, facts: action.facts, ...(action.error && { error: action.error }) }
          : turn,
      )
    case 'priced':
      return turns.map((turn) =>
        turn.role === 'assistant' && turn.id === action.id
          ? { ...turn, facts: { ...turn.facts, cost: action.cost } }
          : turn,
      )
    case 'deleted':
      return turns.filter((turn) => turn.id !== action.id)
    case 'replaced':
      return action.turns
    default:
      return assertNever(action)
  }
}

export const isRunning = (turn: Turn): boolean =>
  turn.role === 'assistant' && (turn.state === 'waiting' || turn.state === 'streaming')

export const createAnswer = (id: string, model: string): AssistantTurn => ({
  role: 'assistant',
  id,
  model,
  text: '',
  reasoning: '',
  state: 'waiting',
  facts: {},
})

/** The answers before which another model begins to speak, by turn id. The first answer needs no divider. */
export function dividersOf(turns: readonly Turn[]): ReadonlySet<string> {
  const answers = turns.filter((turn) => turn.role === 'assistant')
  return new Set(
    answers.filter((turn, index) => index > 0 && answers[index - 1]?.model !== turn.model).map(({ id }) => id),
  )
}

/** The model that spoke last. */
export const lastModelOf = (turns: readonly Turn[]): string | undefined =>
  turns.findLast((turn) => turn.role === 'assistant')?.model

/** Everything before an answer: what it is asked again with. */
export function turnsBefore(turns: readonly Turn[], id: string): readonly Turn[] {
  const index = turns.findIndex((turn) => turn.id === id)
  return index === -1 ? turns : turns.slice(0, index)
}

/** Whether something was said after it, which goes when it is asked anew. */
export const isFollowed = (turns: readonly Turn[], id: string): boolean => {
  const after = turns.slice(turns.findIndex((turn) => turn.id === id) + 1)
  const [next] = after
  // the answer to a question belongs to it
  return after.length > (turns.find((turn) => turn.id === id)?.role === 'user' && next?.role === 'assistant' ? 1 : 0)
}

/** One that was running when its page closed was stopped by that. */
export const withoutRunning = (turns: readonly Turn[]): readonly Turn[] =>
  turns.some(isRunning)
    ? turns.map((turn) => (turn.role === 'assistant' && isRunning(turn) ? { ...turn, state: 'stopped' } : turn))
    : turns

export const countImages = (turns: readonly Turn[]): number =>
  turns.reduce((count, turn) => count + (turn.role === 'user' ? turn.images.length : 0), 0)
