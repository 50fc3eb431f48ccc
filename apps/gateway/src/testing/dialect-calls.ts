import type { DialectId } from '@tollgate/protocols/canonical'
import type { ChannelType } from '@tollgate/protocols/events'
import { DIALECTS } from '@tollgate/testkit'
import type { GatewayRig } from './gateway-rig.js'

/** One model and one channel for each dialect that an upstream can speak. */
export const UPSTREAM_KINDS: Record<DialectId, { type: ChannelType; path: string; model: string }> = {
  'openai-chat': { type: 'openai-compatible', path: '/v1', model: 'up/chat:1' },
  'openai-responses': { type: 'openai-responses', path: '/v1', model: 'up/responses:1' },
  'anthropic-messages': { type: 'anthropic', path: '/v1', model: 'up/anthropic:1' },
  'gemini-generate': { type: 'gemini', path: '/v1beta', model: 'up/gemini:1' },
}
const FIRST_ID = 300
const idOf = (n: number): string => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`

export const channelIdOf = (kind: DialectId): string => idOf(FIRST_ID + 2 * DIALECTS.indexOf(kind) + 1)

/** @param origin of the upstream; default the rig's fake one */
export function putUpstreams(rig: GatewayRig, origin: string = new URL(rig.upstream.url).origin): void {
  for (const [index, dialect] of DIALECTS.entries()) {
    const { type, path, model } = UPSTREAM_KINDS[dialect]
    rig.putModel({ modelId: idOf(FIRST_ID + 2 * index), name: model })
    rig.putChannel({ channelId: channelIdOf(dialect), type, baseUrl: `${origin}${path}`, models: [model] })
  }
}
