import { GatewayError } from '@tollgate/protocols/canonical'
import type { UpstreamFailure, UpstreamFailureKind } from '@tollgate/protocols/dialects'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_ROUTING } from '../catalog/catalog-snapshot.js'
import type { Target } from '../catalog/target.js'
import { channel, id, keyOf, model, namesOf, RoutingWorld, settings } from '../testing/routing-world.js'
import { assertRouted } from './route.js'

const failure = (kind: UpstreamFailureKind, retryAfterSeconds?: number): UpstreamFailure => ({
  kind,
  status: 500,
  error: new GatewayError('upstream_error', { message: 'x' }),
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
})
const use = (world: RoutingWorld, target: Target, requests = 1): void => {
  const slot = world.pools.slotOf(target)
  if (slot !== undefined) world.book.take(slot.use, { requests, tokens: 0, places: 0 }, world.nowMs)
}
const targetOf = (world: RoutingWorld, name: string): Target => {
  const found = [...world.snapshot.channelsById.values()].find(({ record }) => record.name === name)?.targets[0]
  if (found === undefined) throw new Error(`no target in ${name}`)
  return found
}
const breakIt = (world: RoutingWorld, name: string): void => {
  for (let time = 0; time < 5; time++) world.health.onFailure(targetOf(world, name), failure('failed'), DEFAULT_ROUTING)
}

describe('route', () => {
  it('takes higher priorities first, within one the least used', () => {
    const world = new RoutingWorld([channel(1), channel(2), channel(3, { priority: 9 }), channel(4)])
    world.decide()
    use(world, targetOf(world, 'c1'), 5)
    use(world, targetOf(world, 'c2'), 1)
    expect(namesOf(world.decide())).toEqual(['c3', 'c4', 'c2', 'c1'])
  })

  it('excludes with a reason each', () => {
    const world = new RoutingWorld([
      channel(1, { isActive: false }),
      channel(2, { schedulable: false }),
      channel(3, { groupIds: [id(901)] }),
      channel(4, { type: 'smtp' }),
      channel(5, { baseUrl: 'ftp://x' }),
      channel(6, { baseUrl: 'https://elsewhere.example.com' }),
      channel(7, { keys: [{ channelKeyId: id(107), sealed: 'x', isActive: false }] }),
      channel(8, { models: ['other'] }),
      channel(9, { deniedModels: ['m'] }),
      channel(10, { baseUrl: 'http://10.0.0.1:8000', keys: [] }),
      channel(11, { lacks: { m: ['vision'] } }),
    ])
    const decision = world.decide({ needs: ['vision'] })
    expect(decision.candidates).toEqual([])
    expect(decision.exclusions).toEqual({
      inactive: 1,
      not_schedulable: 1,
      not_in_group: 1,
      unsupported_type: 1,
      bad_base_url: 1,
      key_unreadable: 1,
      key_inactive: 1,
      model_denied: 1,
      egress_blocked: 1,
      missing_ability: 1,
    })
    expect(() => assertRouted(decision, 'm')).toThrow(expect.objectContaining({ code: 'upstream_error' }))
  })

  it('K21: a key that was sealed for another channel does not open', () => {
    expect(new RoutingWorld([channel(2, { keys: channel(1).keys })]).decide().exclusions).toEqual({ key_unreadable: 1 })
  })

  it('a request that needs what one channel lacks goes to another', () => {
    const world = new RoutingWorld([channel(1, { lacks: { m: ['tools'] } }), channel(2)])
    expect(namesOf(world.decide({ needs: ['tools'] }))).toEqual(['c2'])
    expect(namesOf(world.decide()).sort()).toEqual(['c1', 'c2'])
    const lacking = new RoutingWorld([channel(1, { lacks: { m: ['tools'] } })]).decide({ needs: ['tools'] })
    expect(() => assertRouted(lacking, 'm')).toThrow(expect.objectContaining({ code: 'invalid_request' }))
  })

  it('a price counts from its day on, and only on its channel', () => {
    const price = model().prices[0]
    if (price === undefined) throw new Error('no price')
    const others = [
      settings(),
      model({ prices: [{ ...price, channelId: id(1), validFrom: '2026-06-02T00:00:00.000Z' }] }),
    ]
    const world = new RoutingWorld([channel(1), channel(2)], { others })
    const before = world.decide({ dateMs: Date.UTC(2026, 5, 1) })
    expect(before.exclusions).toEqual({ no_price: 2 })
    expect(() => assertRouted(before, 'm')).toThrow(expect.objectContaining({ code: 'model_not_priced' }))
    expect(namesOf(world.decide({ dateMs: Date.UTC(2026, 5, 3) }))).toEqual(['c1'])
    expect(namesOf(world.decide({ acceptsUnpriced: true })).sort()).toEqual(['c1', 'c2'])
  })

  it('U14: all cooling is 429 with the earliest end', () => {
    const world = new RoutingWorld([channel(1), channel(2)])
    world.decide()
    world.health.onFailure(targetOf(world, 'c1'), failure('rate-limit', 6), DEFAULT_ROUTING)
    world.health.onFailure(targetOf(world, 'c2'), failure('rate-limit', 3), DEFAULT_ROUTING)
    const decision = world.decide()
    expect(decision.exclusions).toEqual({ cooling: 2 })
    expect(() => assertRouted(decision, 'm')).toThrow(
      expect.objectContaining({ code: 'rate_limit_exceeded', retryAfterSeconds: 3 }),
    )
    world.nowMs += 3_000
    expect(namesOf(world.decide())).toEqual(['c2'])
  })

  it('passes over broken targets while others are left, and never calls a disabled one', () => {
    const world = new RoutingWorld([channel(1), channel(2), channel(3)])
    world.decide()
    breakIt(world, 'c1')
    world.health.onFailure(targetOf(world, 'c3'), failure('key'), DEFAULT_ROUTING)
    expect(namesOf(world.decide())).toEqual(['c2'])
    breakIt(world, 'c2')
    expect(namesOf(world.decide()).sort()).toEqual(['c1', 'c2'])
  })

  it('lets one call find out whether a broken target answers again', () => {
    const world = new RoutingWorld([channel(1), channel(2)])
    world.decide()
    breakIt(world, 'c1')
    world.nowMs += 2_000
    expect(namesOf(world.decide())[0]).toBe('c1')
    expect(world.health.enter(targetOf(world, 'c1'))).toBe(true)
    expect(namesOf(world.decide())).toEqual(['c2'])
    expect(world.health.enter(targetOf(world, 'c1'))).toBe(false)
    world.health.onSuccess(targetOf(world, 'c1'))
    expect(namesOf(world.decide())[0]).toBe('c1')
  })

  it('U16: a channel whose keys all fail rests as a whole, and is told as such', () => {
    const world = new RoutingWorld([channel(1, { keyCount: 50 }), channel(2)])
    world.decide()
    const [first] = [...world.snapshot.channelsById.values()]
    for (const target of first?.targets.slice(0, 10) ?? []) {
      world.health.onFailure(target, failure('failed'), DEFAULT_ROUTING)
    }
    const decision = world.decide()
    expect(namesOf(decision)).toEqual(['c2'])
    expect(decision.exclusions).toEqual({ channel_broken: 50 })
    expect(world.reports).toEqual([expect.objectContaining({ channelKeyId: null, state: 'cooling' })])
  })

  it('a key that used up its minute is passed over, and says when it has room', () => {
    const limited = (n: number) =>
      channel(n, { settings: { onClientAbort: 'auto', traits: {}, keyLimits: { rpm: 2 } } })
    const world = new RoutingWorld([limited(1), limited(2)])
    world.decide()
    use(world, targetOf(world, 'c1'), 2)
    expect(namesOf(world.decide())).toEqual(['c2'])
    use(world, targetOf(world, 'c2'), 2)
    const decision = world.decide()
    expect(decision.exclusions).toEqual({ key_limit: 2 })
    expect(() => assertRouted(decision, 'm')).toThrow(
      expect.objectContaining({ code: 'rate_limit_exceeded', retryAfterSeconds: 61 }),
    )
  })

  it('calls the upstream by its own name for the model, by any of several that share the public one', () => {
    const world = new RoutingWorld([channel(1, { models: [], modelMapping: { m: ['inner-a', 'inner-b'] } })])
    const seen = new Set(Array.from({ length: 50 }, () => world.decide().candidates[0]?.upstreamModel))
    expect([...seen].sort()).toEqual(['inner-a', 'inner-b'])
    expect(world.decide().candidates[0]?.target).toMatchObject({ secret: 'secret-1000', endpoint: { basePath: '/v1' } })
  })

  it('a conversation stays with its key while that is well', () => {
    const world = new RoutingWorld([channel(1, { keyCount: 20 })])
    world.decide()
    const target = [...world.snapshot.channelsById.values()][0]?.targets[7]
    if (target === undefined) throw new Error('no target')
    world.affinity.note('talk', target.id)
    use(world, target, 40)
    expect(world.decide({ conversationId: 'talk' }).candidates[0]?.target).toBe(target)
    expect(world.decide().candidates[0]?.target).not.toBe(target)
    world.health.onFailure(target, failure('rate-limit', 5), DEFAULT_ROUTING)
    expect(world.decide({ conversationId: 'talk' }).candidates[0]?.target).not.toBe(target)
  })
})

describe('fairness', () => {
  const spread = (strategy: 'usage' | 'weighted'): number => {
    const world = new RoutingWorld([channel(1, { keyCount: 100 })], {
      others: [settings({ routing: { strategy } }), model()],
    })
    const calls = new Map<string, number>()
    for (let call = 0; call < 20_000; call++) {
      world.nowMs += 3
      const target = world.decide().candidates[0]?.target
      if (target === undefined) throw new Error('nobody')
      use(world, target)
      calls.set(target.id, (calls.get(target.id) ?? 0) + 1)
    }
    expect(calls.size).toBe(100)
    return Math.max(...calls.values()) / Math.min(...calls.values())
  }

  it.each(['usage', 'weighted'] as const)('C2: 20,000 calls over 100 healthy keys, %s', (strategy) => {
    expect(spread(strategy)).toBeLessThanOrEqual(1.2)
  })

  it('usage compares shares: a key with twice the limit gets twice the calls', () => {
    const keys = [10, 20, 30].map((rpm, index) => ({ ...keyOf(id(1), index), rpm: rpm * 10 }))
    const world = new RoutingWorld([channel(1, { keys })])
    const calls = new Map<number | undefined, number>()
    for (let call = 0; call < 300; call++) {
      const target = world.decide().candidates[0]?.target
      if (target === undefined) throw new Error('nobody')
      use(world, target)
      calls.set(target.rpm, (calls.get(target.rpm) ?? 0) + 1)
    }
    expect(Object.fromEntries(calls)).toEqual({ 100: 50, 200: 100, 300: 150 })
  })

  it('weighted follows the weights; weight 0 is for when there is nobody else', () => {
    const channels = [channel(1, { weight: 3 }), channel(2, { weight: 1 }), channel(3, { weight: 0 })]
    const others = [settings({ routing: { strategy: 'weighted' } }), model()]
    const world = new RoutingWorld(channels, { others })
    const calls: Record<string, number> = {}
    for (let call = 0; call < 4_000; call++) {
      const [name = ''] = namesOf(world.decide())
      calls[name] = (calls[name] ?? 0) + 1
    }
    expect(calls.c3).toBeUndefined()
    expect((calls.c1 ?? 0) / (calls.c2 ?? 1)).toBeGreaterThan(2.5)
    expect((calls.c1 ?? 0) / (calls.c2 ?? 1)).toBeLessThan(3.6)
    expect(namesOf(new RoutingWorld([channel(3, { weight: 0 })], { others }).decide())).toEqual(['c3'])
  })

  it('a key that was away does not get all calls until it has caught up', () => {
    const world = new RoutingWorld([channel(1, { keyCount: 10 })])
    const call = (): Target => {
      world.nowMs += 50
      const target = world.decide().candidates[0]?.target
      if (target === undefined) throw new Error('nobody')
      use(world, target)
      return target
    }
    for (let count = 0; count < 600; count++) call()
    const away = [...world.snapshot.channelsById.values()][0]?.targets[0]
    if (away === undefined) throw new Error('no target')
    world.health.onFailure(away, failure('rate-limit', 60), DEFAULT_ROUTING)
    for (let count = 0; count < 1_200; count++) call()
    world.nowMs += 1
    const after = Array.from({ length: 100 }, () => call())
    const share = after.filter((target) => target === away).length
    expect(share).toBeLessThanOrEqual(25)
    expect(Array.from({ length: 600 }, call)).toContain(away)
  })
})

describe('whatever the state of the world', () => {
  const channelState = fc.record({
    keyCount: fc.integer({ min: 0, max: 5 }),
    priority: fc.integer({ min: 0, max: 2 }),
    weight: fc.constantFrom(0, 1, 5),
    isActive: fc.constantFrom(true, true, true, false),
    schedulable: fc.constantFrom(true, true, true, false),
    groupIds: fc.constantFrom<string[]>([], [id(900)], [id(901)]),
    rpm: fc.constantFrom(undefined, 1, 3),
  })
  const event = fc.record({
    pick: fc.nat(),
    kind: fc.constantFrom('use', 'answer', 'key', 'rate-limit', 'failed', 'failed', 'timeout', 'wait'),
  })

  it('nobody is called who must not be, whoever may be is found, and every target has its reason', () => {
    fc.assert(
      fc.property(
        fc.array(channelState, { minLength: 1, maxLength: 5 }),
        fc.array(event, { maxLength: 60 }),
        fc.constantFrom('usage' as const, 'weighted' as const),
        (states, events, strategy) => {
          const channels = states.map(({ rpm, ...state }, index) =>
            channel(index + 1, {
              ...state,
              settings: { onClientAbort: 'auto', traits: {}, ...(rpm !== undefined && { keyLimits: { rpm } }) },
            }),
          )
          const world = new RoutingWorld(channels, { others: [settings({ routing: { strategy } }), model()] })
          const targets = [...world.snapshot.channelsById.values()].flatMap((each) => each.targets)
          world.decide()
          for (const { pick, kind } of events) {
            const target = targets[pick % Math.max(1, targets.length)]
            if (kind === 'wait') world.nowMs += pick % 5_000
            else if (target === undefined) continue
            else if (kind === 'use') use(world, target)
            else if (kind === 'answer') world.health.onSuccess(target)
            else world.health.onFailure(target, failure(kind), DEFAULT_ROUTING)
          }
          const { candidates, exclusions } = world.decide()
          const ids = candidates.map(({ target }) => target.id)
          expect(new Set(ids).size).toBe(ids.length)
          const isBlocked = ({ state, untilMs }: { state: string; untilMs: number }): boolean =>
            (state === 'cooling' || state === 'disabled') && untilMs > world.nowMs
          const mayServe = (target: Target): boolean => {
            const slot = world.pools.slotOf(target)
            const { record } = world.snapshot.channelsById.get(target.channelId) ?? {}
            const isServing =
              record?.isActive === true &&
              record.schedulable &&
              (record.groupIds.length === 0 || record.groupIds.includes(id(900)))
            if (slot === undefined || !isServing) return false
            const hasRoom = target.rpm === undefined || slot.use.total('requests', world.nowMs) < target.rpm
            return hasRoom && (slot.circuit === undefined || !isBlocked(slot.circuit))
          }
          for (const { target } of candidates) expect(mayServe(target)).toBe(true)
          if (candidates.length === 0) expect(targets.filter(mayServe)).toEqual([])
          const counted = Object.values(exclusions).reduce((sum, each) => sum + each, 0)
          if (candidates.length === 0 && targets.length > 0) expect(counted).toBeGreaterThan(0)
        },
      ),
      { numRuns: 300 },
    )
  })
})
