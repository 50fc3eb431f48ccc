import type { ChatRequest } from './chat-request.js'
import type { ChatAnswer, WireUsage } from './openai-chat.js'

/** What a call says, before anybody judged it. */
export interface FakeCall {
  /** Without the query. */
  path: string
  /** After the question mark; empty where there is none. */
  query: string
  /** Lower-case names. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed JSON; `undefined` where it was none. */
  body: unknown
}

/**
 * What a dialect makes of a call. `chat`: the request in the words that the planner of answers knows; `answer`: done
 * already; `refused`: in the words of the real one.
 */
export type ReadCall =
  | { type: 'chat'; chat: ChatRequest }
  | { type: 'answer'; body: object }
  | { type: 'refused'; status: number; message: string }

/** One frame of a stream. */
export interface FakeChunk {
  /** Its text as it is sent; `extra` are fields for its JSON, if it has any. */
  write: (extra: object) => string
  /** Whether it carries a piece of the answer: faults count those. */
  isDelta: boolean
  /** What it tells of usage, in the words of Chat Completions. */
  usage?: WireUsage
}

/** How one wire is spoken; the plan of an answer and its faults are the same for all. */
export interface FakeDialect {
  isPath: (path: string) => boolean
  /** Of answers' ids, such as `chatcmpl-`. */
  idPrefix: string
  readCall: (call: FakeCall) => ReadCall
  encodeUnary: (answer: ChatAnswer, call: FakeCall) => object
  /** All frames of a whole stream, the terminator included. */
  encodeStream: (answer: ChatAnswer, chat: ChatRequest, call: FakeCall) => Iterable<FakeChunk>
  /** What a unary answer tells of its plan's usage; default all. */
  usageTold?: (usage: WireUsage) => WireUsage | undefined
  /** Default `text/event-stream; charset=utf-8`. */
  streamType?: (call: FakeCall) => string
  /** The body of an error with this status. */
  encodeError: (status: number, message: string) => object
  /** The frame that tells of a failure amid a stream. */
  errorFrame: (message: string, at: { call: FakeCall; isFirst: boolean }) => string
  /** Half a frame of JSON that nobody can read. */
  brokenFrame: string
  /** What keeps a quiet stream open. */
  keepAliveFrame: string
  /** Where a key that it does not take is refused otherwise than with 401. */
  unknownKey?: { status: number; body: object }
  /** In how many pieces each frame is written, whatever they cut through; default 1. */
  sliceCount?: number
}
