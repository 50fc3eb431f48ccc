import type { ChannelTestReply, ChannelTestResult } from '@tollgate/protocols/events'
import type { NewChannelTest } from './channel-tests.repository.js'

/** What a test found, as it is stored. */
export type TestOutcome = Omit<NewChannelTest, 'id' | 'channelId' | 'modelName' | 'cause' | 'actorUserId'>

type Problem = Extract<ChannelTestResult, { type: 'impossible' }>['problem']

const NOTHING: TestOutcome = {
  channelKeyId: null,
  upstreamModel: null,
  nodeId: null,
  isOk: false,
  status: null,
  latencyMs: null,
  text: '',
  code: null,
  isAccessDenied: false,
  blockedHostPort: null,
  inputTokens: null,
  outputTokens: null,
}

/** Codes of tests that called nobody; the console has words for each. */
export const PROBLEM_CODES: Record<Problem, string> = {
  not_projected: 'not_projected',
  no_such_model: 'no_such_model',
  no_usable_key: 'no_usable_key',
  unusable_channel: 'unusable_channel',
  busy: 'busy',
}
export const NO_GATEWAY = 'no_gateway'

/** A gateway's answer, or that there was none → columns. */
export function toOutcome(reply: ChannelTestReply | undefined): TestOutcome {
  if (reply === undefined) return { ...NOTHING, code: NO_GATEWAY }
  const { nodeId, result } = reply
  if (result.type === 'impossible') return { ...NOTHING, nodeId, code: PROBLEM_CODES[result.problem] }
  const { channelKeyId = null, upstreamModel, latencyMs, status } = result
  const facts = { ...NOTHING, nodeId, channelKeyId, upstreamModel, latencyMs, status }
  if (result.type === 'answered') {
    const { text, inputTokens = null, outputTokens = null } = result
    return { ...facts, isOk: true, text: storable(text), inputTokens, outputTokens }
  }
  const { code, reason, isAccessDenied, blockedHostPort = null } = result
  return { ...facts, text: storable(reason), code, isAccessDenied, blockedHostPort }
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
const storable = (text: string): string => text.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '\uFFFD')
