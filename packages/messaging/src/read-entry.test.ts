import { expect, it } from 'vitest'
import { isMarker, markerText, readEntry } from './read-entry.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const parse = (value: unknown): string => {
  const { name } = value as { name?: unknown }
  if (typeof name !== 'string') throw new Error('no name')
  return name
}
const HEADER = { v: 1, key: 'a', epoch: 1, version: 2 }

it('reads a record', () => {
  expect(readEntry(bytes(JSON.stringify({ ...HEADER, name: 'x' })), parse)).toEqual({
    type: 'record',
    key: 'a',
    order: { epoch: 1, version: 2 },
    record: 'x',
  })
})

it('reads a deletion by its header alone', () => {
  expect(readEntry(bytes(JSON.stringify({ ...HEADER, isDeleted: true })), parse)).toEqual({
    type: 'deletion',
    key: 'a',
    order: { epoch: 1, version: 2 },
  })
})

it.each([
  ['', 'empty'],
  ['7', 'no object'],
  ['null', 'null'],
  ['{"key":"a","epoch":1}', 'no version'],
  ['{"key":"a","epoch":1,"version":-1,"name":"x"}', 'a negative version'],
  ['{"key":"a","epoch":1,"version":1.5,"name":"x"}', 'a broken version'],
  [JSON.stringify(HEADER), 'no content'],
])('%s is unreadable (%s)', (text) => {
  expect(readEntry(bytes(text), parse)).toMatchObject({ type: 'unreadable' })
})

it('bytes that are no UTF-8 are unreadable', () => {
  expect(readEntry(Uint8Array.of(0x22, 0xff, 0x22), parse)).toMatchObject({ type: 'unreadable' })
})

it('knows a marker by its own name', () => {
  expect(isMarker(bytes(markerText('meta.ready', '2030-01-01T00:00:00Z')), 'meta.ready')).toBe(true)
  expect(isMarker(bytes(markerText('meta.heartbeat', '2030-01-01T00:00:00Z')), 'meta.ready')).toBe(false)
  expect(isMarker(bytes('{"type":"io.nats.jetstream.api.v1.stream_info_response"}'), 'meta.ready')).toBe(false)
  expect(isMarker(bytes(''), 'meta.ready')).toBe(false)
})
