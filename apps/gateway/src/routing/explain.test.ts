import { GatewayError } from '@tollgate/protocols/canonical'
import {
  type ChannelRecord,
  type ExplainQuestion,
  explainQuestionSchema,
  explainReplySchema,
} from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import { DEFAULT_ROUTING } from '../catalog/catalog-snapshot.js'
import { channel, GROUP, id, keyOf, model, RoutingWorld, settings } from '../testing/routing-world.js'
import { explainCall } from './explain-call.js'

const ask = (world: RoutingWorld, changes: Partial<ExplainQuestion> = {}) =>
  explainReplySchema.parse(
    explainCall(explainQuestionSchema.parse({ v: 1, modelName: 'm', groupId: GROUP, ...changes }), {
      ...{ nodeId: 'g1', key: undefined, router: world.router, book: world.book, snapshot: world.snapshot },
      nowMs: world.nowMs,
      dateMs: Date.UTC(2026, 5, 1),
    }),
  )

describe('B6: why is my model not scheduled?', () => {
  it('names every channel and key with its reason, those that would be tried first', () => {
    const keys = [keyOf(id(1), 1), { ...keyOf(id(1), 2), isActive: false }, { ...keyOf(id(1), 3), sealed: 'x' }]
    const world = worldOf([
      channel(1, { keys }),
      channel(2, { isActive: false }),
      channel(3, { models: ['other'] }),
      channel(4, { baseUrl: 'http://10.0.0.1:8000', keys: [] }),
      channel(5),
    ])
    world.decide()
    const target = world.snapshot.channelsById.get(id(5))?.targets[0]
    if (target === undefined) throw new Error('no target')
    const error = new GatewayError('rate_limit_exceeded', { message: 'x' })
    world.health.onFailure(target, { kind: 'rate-limit', status: 429, error, retryAfterSeconds: 5 }, DEFAULT_ROUTING)
    const reply = ask(world)
    expect(reply).toMatchObject({ isScheduled: true, candidateCount: 7 })
    expect(reply.counts).toEqual({
      inactive: 1,
      no_mapping: 1,
      egress_blocked: 1,
      key_inactive: 1,
      key_unreadable: 1,
      cooling: 1,
    })
    expect(reply.candidates[0]).toMatchObject({ channelName: 'c1', rank: 1, reason: null })
    const cooling = reply.candidates.find(({ reason }) => reason === 'cooling')
    expect(cooling).toMatchObject({ channelName: 'c5', detail: 'rate_limit_exceeded, status 429' })
    expect(cooling?.until).toBeDefined()
    expect(reply.candidates.find(({ reason }) => reason === 'egress_blocked')?.detail).toBe('10.0.0.1:8000')
    expect(reply.candidates.at(-1)?.reason).toBe('no_mapping')
    expect(JSON.stringify(reply)).not.toContain('secret-')
  })

  it.each([
    ['model_unknown', { modelName: 'nothing' }],
    ['no_such_group', { groupId: id(999) }],
    ['key_inactive', { keyRecordName: 'unknown' }],
  ] as const)('says %s', (reason, changes) => {
    expect(ask(worldWithGroup(), changes)).toMatchObject({ isScheduled: false, callerReason: reason })
  })

  it.each([
    ['model_inactive', model({ isActive: false })],
    ['model_not_in_group', model({ groupIds: [id(901)] })],
    ['no_price', model({ prices: [] })],
  ] as const)('says %s', (reason, record) => {
    expect(ask(worldWithGroup(record))).toMatchObject({ isScheduled: false, callerReason: reason })
  })
})

const worldWithGroup = (record = model()): RoutingWorld => worldOf([channel(1)], record)

const worldOf = (channels: ChannelRecord[], record = model()): RoutingWorld => {
  const header = { v: 1, epoch: 1, version: 1, isDeleted: false, key: 'group' }
  const group = { ...header, kind: 'group' as const, groupId: GROUP, name: 'default', ratio: '1' }
  return new RoutingWorld(channels, { others: [settings(), record, group] })
}
