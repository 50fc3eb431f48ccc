import { GatewayError } from '@tollgate/protocols/canonical'
import { sealSecret } from '@tollgate/protocols/credentials'
import type { ChannelRecord } from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import { createSnapshotBuilder } from '../catalog/catalog-snapshot.js'
import type { Target } from '../catalog/target.js'
import { type Circuit, HEALTHY } from './circuit.js'
import { assertRouted, type RouteDecision, route } from './route.js'

const masterKey = Buffer.alloc(32, 1).toString('base64')
const id = (n: number): string => `0190a0b0-0000-7000-8000-${n.toString().padStart(12, '0')}`
const GROUP = id(900)
const channel = (n: number, changes: Partial<ChannelRecord> = {}): ChannelRecord => {
  const channelId = id(n)
  const baseUrl = 'https://api.example.com/v1'
  const sealed = sealSecret(
    `secret-${n}`,
    { channelId, channelKeyId: id(n + 100), origin: new URL(baseUrl).origin },
    masterKey,
  )
  return {
    v: 1,
    key: `channel.${channelId}`,
    epoch: 1,
    version: 1,
    isDeleted: false,
    kind: 'channel',
    channelId,
    name: `c${n}`,
    type: 'openai-compatible',
    baseUrl,
    keys: [{ channelKeyId: id(n + 100), sealed, isActive: true }],
    models: ['m'],
    modelMapping: {},
    priority: 1,
    weight: 1,
    groupIds: [GROUP],
    tags: [],
    isActive: true,
    schedulable: true,
    settings: { onClientAbort: 'auto' },
    ...changes,
  }
}
const decide = (
  channels: ChannelRecord[],
  world: { circuits?: Record<string, Circuit>; loads?: Record<string, number>; isNativeOnly?: boolean } = {},
): RouteDecision =>
  route(
    { modelName: 'm', groupId: GROUP, dialect: 'openai-chat', isNativeOnly: world.isNativeOnly ?? false },
    {
      snapshot: createSnapshotBuilder(masterKey)(channels),
      circuitOf: (target: Target) => world.circuits?.[target.channelName] ?? HEALTHY,
      loadOf: (targetId) => world.loads?.[targetId] ?? 0,
      nowMs: 1_000,
      tiebreak: 0,
    },
  )
const names = ({ candidates }: RouteDecision): string[] => candidates.map(({ target }) => target.channelName)
const circuit = (state: Circuit['state'], untilMs: number): Circuit => ({ ...HEALTHY, state, untilMs })

describe('route', () => {
  it('takes higher priorities first, within one the least used, and at most 1 + maxRetries', () => {
    const channels = [channel(1), channel(2), channel(3, { priority: 9 }), channel(4), channel(5)]
    const loads = { [`${id(1)}/${id(101)}`]: 5, [`${id(2)}/${id(102)}`]: 1 }
    expect(names(decide(channels, { loads }))).toEqual(['c3', 'c4', 'c5', 'c2'])
  })

  it('excludes with a reason each', () => {
    const decision = decide([
      channel(1, { isActive: false }),
      channel(2, { schedulable: false }),
      channel(3, { groupIds: [id(901)] }),
      channel(4, { type: 'smtp' }),
      channel(5, { baseUrl: 'ftp://x' }),
      channel(6, { baseUrl: 'https://elsewhere.example.com' }),
      channel(7, { keys: [{ channelKeyId: id(107), sealed: 'x', isActive: false }] }),
      channel(8, { models: ['other'] }),
    ])
    expect(decision.candidates).toEqual([])
    expect(decision.exclusions).toEqual({
      inactive: 1,
      not_schedulable: 1,
      not_in_group: 1,
      unsupported_type: 1,
      bad_base_url: 1,
      key_unreadable: 1,
      key_inactive: 1,
    })
    expect(() => assertRouted(decision, 'm')).toThrow(expect.objectContaining({ code: 'no_channel' }))
  })

  it('K21: a key that was sealed for another channel does not open', () => {
    const stolen = channel(1).keys
    expect(decide([channel(2, { keys: stolen })]).exclusions).toEqual({ key_unreadable: 1 })
  })

  it('U14: all cooling is 429 with the earliest end', () => {
    const circuits = { c1: circuit('cooling', 6_000), c2: circuit('cooling', 3_500) }
    const decision = decide([channel(1), channel(2)], { circuits })
    try {
      assertRouted(decision, 'm')
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(GatewayError)
      expect(error).toMatchObject({ code: 'rate_limit_exceeded', retryAfterSeconds: 3 })
    }
  })

  it('passes over broken targets while others are left, and never calls a disabled one', () => {
    const circuits = { c1: circuit('broken', 9_000), c3: circuit('disabled', Number.POSITIVE_INFINITY) }
    expect(names(decide([channel(1), channel(2), channel(3)], { circuits }))).toEqual(['c2'])
    expect(names(decide([channel(1), channel(3)], { circuits }))).toEqual(['c1'])
    expect(names(decide([channel(3)], { circuits }))).toEqual([])
  })

  it('calls the upstream by its own name for the model', () => {
    const decision = decide([channel(1, { models: [], modelMapping: { m: 'inner' } })])
    expect(decision.candidates[0]?.upstreamModel).toBe('inner')
    expect(decision.candidates[0]?.target).toMatchObject({
      secret: 'secret-1',
      endpoint: { basePath: '/v1' },
    })
  })
})
