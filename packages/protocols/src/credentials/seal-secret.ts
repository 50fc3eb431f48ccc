import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const VERSION = 'v1'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** What a sealed secret is bound to: opened for anything else it does not open. */
export type SealBinding = UpstreamKeyBinding | SecondFactorBinding | ConversationBinding | LogInFlowBinding

export interface UpstreamKeyBinding {
  channelId: string
  channelKeyId: string
  /** Scheme, host and port of the channel's base URL: a changed origin asks for the keys again. */
  origin: string
}

/** Seed of somebody's one-time passwords. */
export interface SecondFactorBinding {
  secondFactorOf: string
}

/** A part of a talk that its owner keeps. */
export interface ConversationBinding {
  conversationId: string
  ownerId: string
  part: 'title' | 'body'
}

/** A log-in that a browser began and that is under way at another site. */
export interface LogInFlowBinding {
  /** Issuer of the provider. */
  logInAt: string
}

/**
 * MASTER_KEY (base64 of 32 bytes) → key and its id. The id stands in the envelope, so that keys can be rotated.
 * @throws Error on anything but 32 bytes
 */
export function parseMasterKey(text: string): { id: string; bytes: Buffer } {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== KEY_BYTES) throw new Error('MASTER_KEY must be the base64 of 32 random bytes')
  return { id: createHash('sha256').update('tollgate.master-key-id').update(bytes).digest('hex').slice(0, 8), bytes }
}

/** Seals a secret: `v1.<master key id>.<base64url of nonce, tag and text>`. */
export function sealSecret(secret: string, binding: SealBinding, masterKey: string): string {
  const { id, bytes } = parseMasterKey(masterKey)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, bytes, nonce)
  cipher.setAAD(associatedData(binding, id))
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return `${VERSION}.${id}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`
}

/**
 * @returns the secret, or `undefined` where it does not open: another master key, another binding, or tampered with
 */
export function openSecret(sealed: string, binding: SealBinding, masterKey: string): string | undefined {
  const [version, id, body] = sealed.split('.')
  const master = parseMasterKey(masterKey)
  if (version !== VERSION || id !== master.id || body === undefined) return undefined
  const bytes = Buffer.from(body, 'base64url')
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined
  try {
    const decipher = createDecipheriv(ALGORITHM, master.bytes, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(associatedData(binding, master.id))
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined // GCM says no: the reasons are told apart by nobody
  }
}

const associatedData = (binding: SealBinding, masterKeyId: string): Buffer =>
  Buffer.from(JSON.stringify([VERSION, masterKeyId, ...fieldsOf(binding)]), 'utf8')

function fieldsOf(binding: SealBinding): string[] {
  if ('secondFactorOf' in binding) return ['second-factor', binding.secondFactorOf]
  if ('conversationId' in binding) return ['conversation', binding.part, binding.conversationId, binding.ownerId]
  if ('logInAt' in binding) return ['log-in-flow', binding.logInAt]
  return [binding.channelId, binding.channelKeyId, binding.origin]
}
