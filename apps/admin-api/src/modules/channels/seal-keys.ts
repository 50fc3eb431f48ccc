import { randomUUID } from 'node:crypto'
import { openSecret, sealSecret } from '@tollgate/protocols/credentials'

/** One key of a channel, sealed. */
export interface SealedKey {
  id: string
  sealed: string
  lastFour: string
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

export const sealKeys = (owner: KeyOwner, keys: readonly string[], masterKey: string): SealedKey[] =>
  keys.map((key) => {
    const id = randomUUID()
    return {
      id,
      sealed: sealSecret(key, bindingOf(owner, id), masterKey),
      lastFour: key.length < SHORT_KEY_LENGTH ? '••••' : key.slice(-4),
    }
  })

/** @returns `undefined` for one that was sealed for something else, or under another master key */
export const openKey = (owner: KeyOwner, { id, sealed }: SealedKey, masterKey: string): string | undefined =>
  openSecret(sealed, bindingOf(owner, id), masterKey)
