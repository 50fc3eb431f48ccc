import type { ChatParameters } from './chat-request'
import type { Turn } from './conversation'

/** One talk with one model at a time. */
export interface LaneState {
  /** The one that answers next; null while nobody chose. */
  model: string | null
  turns: readonly Turn[]
}

/** Everything that is kept of a conversation, beside its title: one lane, or two models that are compared. */
export interface Talk {
  parameters: ChatParameters
  lanes: readonly LaneState[]
}

/** Where a conversation is kept on the server, and which state of it was seen there last. */
export interface KeptPlace {
  id: string
  version: number
  title: string
}

export const EMPTY_TALK: Talk = { parameters: {}, lanes: [{ model: null, turns: [] }] }

export const isEmptyTalk = ({ lanes }: Talk): boolean => lanes.every(({ turns }) => turns.length === 0)

/** Whether nothing was said or set in between: parts that did not change are the same objects. */
export const isSameTalk = (a: Talk, b: Talk): boolean =>
  a.parameters === b.parameters &&
  a.lanes.length === b.lanes.length &&
  a.lanes.every((lane, index) => lane.turns === b.lanes[index]?.turns && lane.model === b.lanes[index]?.model)
