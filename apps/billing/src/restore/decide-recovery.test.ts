import { describe, expect, it } from 'vitest'
import { type BusPosition, decideRecovery, isOlderThan, type StoredPosition } from './decide-recovery.js'

const stored = (fields: Partial<StoredPosition> = {}): StoredPosition => ({
  epoch: 3n,
  streamCreated: 'A',
  settledSeq: 100,
  recoveringUntilSeq: null,
  ...fields,
})
const bus = (fields: Partial<BusPosition> = {}): BusPosition => ({
  created: 'A',
  firstSeq: 1,
  lastSeq: 500,
  ackFloorSeq: 100,
  isDrained: false,
  isRebuilt: false,
  ...fields,
})

describe('a process that has just started', () => {
  it.each<[string, Partial<StoredPosition>, Partial<BusPosition>, object]>([
    ['has nothing to do where all that was acked is stored', {}, {}, { type: 'none' }],
    ['looks up what was acked and not stored', {}, { ackFloorSeq: 130 }, { type: 'verify', fromSeq: 101, toSeq: 130 }],
    [
      'adopts its first stream',
      { streamCreated: null, settledSeq: 0 },
      { ackFloorSeq: 0 },
      { type: 'adopt', settledSeq: 0 },
    ],
    [
      'X07 adopts a stream that came back empty',
      {},
      { created: 'B', ackFloorSeq: 0 },
      { type: 'adopt', settledSeq: 0 },
    ],
    [
      'looks up what was acked of an unknown stream',
      {},
      { created: 'B', ackFloorSeq: 7 },
      { type: 'verify', fromSeq: 1, toSeq: 7 },
    ],
  ])('%s', (_, database, onBus, step) => {
    expect(decideRecovery(stored(database), bus(onBus), undefined)).toEqual(step)
  })
})

describe('a process that knows the database', () => {
  it('adopts what others acked on it', () => {
    expect(decideRecovery(stored(), bus({ ackFloorSeq: 130 }), stored({ settledSeq: 90 }))).toEqual({
      type: 'adopt',
      settledSeq: 130,
    })
  })

  it.each<[string, Partial<StoredPosition>, Partial<BusPosition>, number]>([
    ['settled less than before', { settledSeq: 40 }, {}, 41],
    ['settled less than before, and the restore raised its epoch', { settledSeq: 40, epoch: 4n }, {}, 41],
    ['has an epoch of before', { epoch: 2n }, {}, 101],
    ['knows a stream that is no more', { streamCreated: 'older' }, { firstSeq: 12 }, 12],
    ['knows no stream', { streamCreated: null, settledSeq: 0 }, { firstSeq: 12 }, 12],
  ])('G10 recovers where the database %s', (_, database, onBus, fromSeq) => {
    expect(decideRecovery(stored(database), bus(onBus), stored())).toEqual({ type: 'recover', fromSeq })
  })

  it('does not where another billing adopted a new stream', () => {
    const now = stored({ streamCreated: 'B', settledSeq: 5 })
    expect(decideRecovery(now, bus({ created: 'B', ackFloorSeq: 5 }), stored())).toEqual({ type: 'none' })
    expect(isOlderThan(now, stored(), 'B')).toBe(false)
  })

  it('X07 does not where the stream came back empty before anybody adopted it', () => {
    expect(decideRecovery(stored(), bus({ created: 'B', ackFloorSeq: 0, lastSeq: 3 }), stored())).toEqual({
      type: 'adopt',
      settledSeq: 0,
    })
  })
})

describe('in recovery', () => {
  const recovering = stored({ recoveringUntilSeq: 400 })
  it('rebuilds, waits, ends', () => {
    expect(decideRecovery(recovering, bus(), undefined)).toEqual({ type: 'rebuild', fromSeq: 101 })
    expect(decideRecovery(recovering, bus({ isRebuilt: true, ackFloorSeq: 399 }), stored())).toEqual({ type: 'wait' })
    expect(decideRecovery(recovering, bus({ isRebuilt: true, ackFloorSeq: 400 }), stored())).toEqual({ type: 'end' })
    expect(decideRecovery(recovering, bus({ isRebuilt: true, isDrained: true }), stored())).toEqual({ type: 'end' })
  })

  it('moves on where the stream was lost meanwhile', () => {
    expect(decideRecovery(recovering, bus({ created: 'B', isDrained: true }), stored())).toEqual({ type: 'move' })
  })
})
