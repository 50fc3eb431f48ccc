import { allText, type ChatRequest, lastPrompt, outputLimit } from './chat-request.js'
import { demoReply, splitWords } from './demo-reply.js'
import { type ChatAnswer, corruptUsage, encodeUsage, type ToolCall, type UsageCounts } from './openai-chat.js'
import { type UpstreamScript, withoutScripts } from './script.js'
import { countPromptTokens, countTextTokens, cutToTokens } from './token-count.js'

const DEFAULT_REPLY = 'Hello from the fake upstream.'
const BYTES_PER_TOKEN = 4
const WEATHER_CITIES = { none: [], one: ['Paris'], parallel: ['Paris', '北京'] }

export interface AnswerFacts {
  /** Of the answer, such as `chatcmpl-1`; tool calls derive theirs from it. */
  id: string
  /** Seconds since the epoch. */
  createdAt: number
  label: string
  /** Request headers, secrets masked; for `echo-headers`. */
  headers: Record<string, string>
}

/** What the fake upstream answers, in the words of the script or, without one, of the demo. */
export const planAnswer = (request: ChatRequest, script: UpstreamScript | undefined, facts: AnswerFacts): ChatAnswer =>
  script === undefined ? planDemo(request, facts) : planScripted(request, script, facts)

function planDemo(request: ChatRequest, facts: AnswerFacts): ChatAnswer {
  const reply = demoReply(request, facts.label)
  const base = baseOf(request, facts)
  const promptTokens = countPromptTokens(request)
  if (reply.type === 'tool') {
    const toolCalls = [{ id: `call_${facts.id}_0`, name: reply.name, arguments: reply.arguments }]
    const completionTokens = countTextTokens(reply.name + reply.arguments)
    return { ...base, toolCalls, finishReason: 'tool_calls', usage: encodeUsage({ promptTokens, completionTokens }) }
  }
  const limit = outputLimit(request)
  const { text, isCut } = limit === undefined ? { text: reply.text, isCut: false } : cutToTokens(reply.text, limit)
  const usage = encodeUsage({ promptTokens, completionTokens: countTextTokens(text) })
  return { ...base, pieces: splitWords(text), finishReason: isCut ? 'length' : 'stop', usage }
}

function planScripted(request: ChatRequest, script: UpstreamScript, facts: AnswerFacts): ChatAnswer {
  const toolCalls = weatherCalls(script, facts.id)
  const { pieces, pieceCount, isCut } = piecesOf(request, script, facts)
  const counts: UsageCounts = {
    promptTokens: script.usage.promptTokens ?? Math.ceil(Buffer.byteLength(allText(request)) / BYTES_PER_TOKEN),
    completionTokens: script.usage.completionTokens ?? pieceCount + (script.usage.reasoningTokens ?? 0),
    ...(script.usage.cachedTokens !== undefined && { cachedTokens: script.usage.cachedTokens }),
    ...(script.usage.reasoningTokens !== undefined && { reasoningTokens: script.usage.reasoningTokens }),
  }
  const usage = script.usage.hostile ? corruptUsage(encodeUsage(counts), script.usage.hostile) : encodeUsage(counts)
  const naturalFinish = toolCalls.length > 0 ? 'tool_calls' : isCut ? 'length' : 'stop'
  return {
    ...baseOf(request, facts),
    reasoningText: script.reasoningText ?? '',
    pieces,
    toolCalls,
    finishReason: script.finishReason ?? naturalFinish,
    ...(script.usage.place !== 'none' && { usage }),
    usagePlace: script.usage.place === 'finish' ? 'finish' : 'own-chunk',
  }
}

interface Pieces {
  pieces: Iterable<string>
  pieceCount: number
  /** By the request's output limit: one piece counts as a token. */
  isCut: boolean
}

function piecesOf(request: ChatRequest, script: UpstreamScript, facts: AnswerFacts): Pieces {
  const { replyBytes, chunkCount } = script
  // so large an answer is there to be large: no limit holds for it
  if (replyBytes !== undefined) {
    const pieceCount = chunkCount ?? 1
    return { pieces: filler(replyBytes, pieceCount), pieceCount, isCut: false }
  }
  const all = spread(textOf(request, script, facts), chunkCount)
  const limit = outputLimit(request) ?? all.length
  const pieces = all.slice(0, limit)
  return { pieces, pieceCount: pieces.length, isCut: limit < all.length }
}

/** `undefined`: nothing is said, the number of chunks alone counts. */
function textOf(request: ChatRequest, script: UpstreamScript, facts: AnswerFacts): string | undefined {
  if (script.isEchoHeaders) return JSON.stringify(facts.headers)
  if (script.isEcho) return withoutScripts(lastPrompt(request))
  if (script.reply !== undefined) return script.reply
  if (script.toolCalls !== 'none') return ''
  return script.chunkCount === undefined ? DEFAULT_REPLY : undefined
}

function spread(text: string | undefined, chunkCount: number | undefined): string[] {
  if (text === undefined) return Array.from({ length: chunkCount ?? 0 }, (_, index) => `t${index} `)
  if (chunkCount === undefined) return splitWords(text)
  const characters = [...text]
  const at = (index: number): number => Math.floor((index * characters.length) / chunkCount)
  return Array.from({ length: chunkCount }, (_, index) => characters.slice(at(index), at(index + 1)).join(''))
}

/** Made as it is sent: a hundred megabytes must not lie in memory. */
function* filler(bytes: number, pieceCount: number): Generator<string> {
  const size = Math.floor(bytes / pieceCount)
  const piece = 'x'.repeat(size)
  for (let index = 1; index < pieceCount; index++) yield piece
  yield piece + 'x'.repeat(bytes - size * pieceCount)
}

const weatherCalls = ({ toolCalls }: UpstreamScript, id: string): ToolCall[] =>
  WEATHER_CITIES[toolCalls].map((city, index) => ({
    id: `call_${id}_${index}`,
    name: 'get_weather',
    arguments: JSON.stringify({ city }),
  }))

function baseOf(request: ChatRequest, { id, createdAt }: AnswerFacts): ChatAnswer {
  return {
    id,
    createdAt,
    model: request.model,
    choiceCount: request.n ?? 1,
    reasoningText: '',
    pieces: [],
    toolCalls: [],
    finishReason: 'stop',
    usagePlace: 'own-chunk',
  }
}
