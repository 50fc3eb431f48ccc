import { recordHeader } from '@tollgate/protocols/events'
import type { ReadEntry } from './projection-store.js'

const TEXT = new TextDecoder('utf-8', { fatal: true })
const { key: keySchema, epoch: epochSchema, version: versionSchema } = recordHeader

/**
 * Bytes of an entry → what they say. A deletion needs its header only; anything that is not JSON, has no header or does
 * not pass `parse` is unreadable.
 * @param parse one record's JSON → the record; throws if it is not one
 */
export function readEntry<T>(bytes: Uint8Array, parse: (value: unknown) => T): ReadEntry<T> & { reason?: string } {
  try {
    const value: unknown = JSON.parse(TEXT.decode(bytes))
    if (typeof value !== 'object' || value === null) return { type: 'unreadable', reason: 'no object' }
    const fields = value as Record<string, unknown>
    const key = keySchema.parse(fields.key)
    const order = { epoch: epochSchema.parse(fields.epoch), version: versionSchema.parse(fields.version) }
    if (fields.isDeleted === true) return { type: 'deletion', key, order }
    return { type: 'record', key, order, record: parse(value) }
  } catch (error) {
    return { type: 'unreadable', reason: String(error) }
  }
}

/** A marker says its own name as well: any other bytes that land under it mark nothing. */
export function isMarker(bytes: Uint8Array, name: string): boolean {
  try {
    const value: unknown = JSON.parse(TEXT.decode(bytes))
    return typeof value === 'object' && value !== null && 'key' in value && value.key === name
  } catch {
    return false
  }
}

/** @param at RFC 3339 */
export const markerText = (name: string, at: string): string => JSON.stringify({ v: 1, key: name, at })
