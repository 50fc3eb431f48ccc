import { randomUUID } from 'node:crypto'
import { openSecret, sealSecret } from '@tollgate/protocols/credentials'

/** One key of a channel, sealed. */
export interface SealedKey {
  id: string
  sealed: string
  lastFour: string
  /** Its own limits; null: those of the channel's keys. */
  rpm: number | null
  tpm: number | null
}

/** What one key bears in any minute; absent: as the channel's keys. */
export interface LimitsOfKey {
  rpm?: number | null | undefined
  tpm?: number | null | undefined
}

/** What a key is bound to: another channel, or another origin, cannot open it. */
export interface KeyOwner {
  /** Of the channel. */
  id: string
  baseUrl: string
}

const SHORT_KEY_LENGTH = 12

export const originOf = (baseUrl: string): string => new URL(baseUrl).origin

const bindingOf = (owner: KeyOwner, channelKeyId: string) => ({
  channelId: owner.id,
  channelKeyId,
  origin: originOf(owner.baseUrl),
})

/** @param limits of the keys, in their order */
export const sealKeys = (
  owner: KeyOwner,
  keys: readonly string[],
  { masterKey, limits = [] }: { masterKey: string; limits?: readonly LimitsOfKey[] | undefined },
): SealedKey[] =>
  keys.map((key, index) => {
    const id = randomUUID()
    return {
      id,
      sealed: sealSecret(key, bindingOf(owner, id), masterKey),
      lastFour: key.length < SHORT_KEY_LENGTH ? '••••' : key.slice(-4),
      rpm: limits[index]?.rpm ?? null,
      tpm: limits[index]?.tpm ?? null,
    }
  })

/** @returns `undefined` for one that was sealed for something else, or under another master key */
export const openKey = (
  owner: KeyOwner,
  { id, sealed }: Pick<SealedKey, 'id' | 'sealed'>,
  masterKey: string,
): string | undefined => openSecret(sealed, bindingOf(owner, id), masterKey)
