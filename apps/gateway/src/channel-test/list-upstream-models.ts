import type { Egress } from '@tollgate/egress'
import { scrubText } from '@tollgate/protocols/canonical'
import {
  CHANNEL_MESSAGE_VERSION,
  type ChannelRecord,
  type ListUpstreamModelsReply,
  UPSTREAM_MODELS_MAX,
} from '@tollgate/protocols/events'
import { type Target, toChannelTargets } from '../catalog/target.js'
import { credentialOf, readBody } from '../upstream/client.js'
import { toAttemptFailure } from '../upstream/upstream-error.js'
import { parseModelNames } from './parse-model-names.js'

const MAX_LIST_BYTES = 16 * 1024 * 1024
const BLOCKED = /^egress_blocked (\S+)/
const ANTHROPIC_VERSION = '2023-06-01'

/** Asks an upstream for the models that it serves, through the guarded way out. The channel need not be stored. */
export async function listUpstreamModels(
  egress: Egress,
  channel: ChannelRecord,
  { masterKey, timeoutMs }: { masterKey: string; timeoutMs: number },
): Promise<ListUpstreamModelsReply> {
  const v = CHANNEL_MESSAGE_VERSION
  const [target] = toChannelTargets(channel, masterKey).targets
  if (target === undefined) return { type: 'failed', v, reason: 'The channel has no usable address or key.' }
  if (target.vendor.hasDeployments === true && target.endpoint.basePath === '')
    return { type: 'failed', v, reason: 'This API does not list its deployments: enter their names.' }
  try {
    const { statusCode, body } = await egress.open({
      origin: target.endpoint.origin,
      path: `${target.endpoint.basePath}/models${target.dialects[0] === 'gemini-generate' ? '?pageSize=1000' : ''}`,
      method: 'GET',
      headers: headersOf(target),
      headersTimeoutMs: timeoutMs,
      bodyTimeoutMs: timeoutMs,
    })
    const text = (await readBody(body, MAX_LIST_BYTES)).toString('utf8')
    if (statusCode !== 200) {
      const secrets = target.secret === undefined ? [] : [target.secret]
      return { type: 'failed', v, reason: `Status ${statusCode}: ${scrubText(text, secrets) ?? ''}`.slice(0, 500) }
    }
    const names = parseModelNames(text)
    if (names === undefined)
      return { type: 'failed', v, reason: 'The upstream answered with something else than a list of models.' }
    return { type: 'listed', v, names: names.slice(0, UPSTREAM_MODELS_MAX) }
  } catch (error) {
    const { failure, detail } = toAttemptFailure(error)
    const blockedHostPort = BLOCKED.exec(detail)?.[1] ?? null
    return { type: 'failed', v, reason: `${failure.error.message} (${detail})`.slice(0, 500), blockedHostPort }
  }
}

const headersOf = (target: Target): Record<string, string> => ({
  accept: 'application/json',
  'accept-encoding': 'identity',
  'user-agent': 'tollgate',
  ...(target.dialects[0] === 'anthropic-messages' && { 'anthropic-version': ANTHROPIC_VERSION }),
  ...(target.secret !== undefined && credentialOf(target.vendor, target.secret)),
})
