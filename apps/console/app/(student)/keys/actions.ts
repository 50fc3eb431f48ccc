'use server'
import { randomUUID } from 'node:crypto'
import { revalidatePath } from 'next/cache'
import type { CreateApiKeyInput, LimitPeriod, RevokeApiKeyInput } from '@/gql/graphql'
import { type ActionResult, done } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { createKey, revokeKey, setKeyCap } from '@/lib/admin-api/keys'

/** What may be spent in each period. */
export interface Cap {
  period: LimitPeriod
  amount: string
}

export interface CreatedSecret {
  secret: string
  /** The key is there, the cap that was asked for is not. */
  hasLostCap: boolean
}

export async function submitCreateKey(input: CreateApiKeyInput, cap: Cap | null): Promise<ActionResult<CreatedSecret>> {
  const result = await act(() => createKey(input))
  if (result.type !== 'done') return result
  const { id, secret } = result.value
  const capped =
    cap === null ? done(null) : await act(() => setKeyCap({ ...cap, keyId: id, idempotencyKey: randomUUID() }))
  revalidatePath('/keys')
  return done({ secret, hasLostCap: capped.type !== 'done' })
}

export async function submitRevokeKey(input: RevokeApiKeyInput): Promise<ActionResult> {
  const result = await act(() => revokeKey(input))
  revalidatePath('/keys')
  return result
}

/**
 * Ends a key that others have seen, its running streams too. The page behind the dialog follows when that is closed: now it
 * could take the new secret with it.
 * @param replacement settings of a new key in its place; null: none
 * @returns the new key's secret; null: none was asked for
 */
export async function submitLeakedKey(
  id: string,
  replacement: CreateApiKeyInput | null,
): Promise<ActionResult<string | null>> {
  const ended = await act(() => revokeKey({ id, isLeaked: true }))
  if (ended.type !== 'done' || replacement === null) return ended
  const made = await act(() => createKey(replacement))
  return made.type === 'done' ? done(made.value.secret) : made
}

/** @param capId the cap to change; null: a new one */
export async function submitCap(
  keyId: string,
  capId: string | null,
  { period, amount, isActive }: Cap & { isActive: boolean },
): Promise<ActionResult> {
  const input = { id: capId, keyId, period, amount, isActive, idempotencyKey: randomUUID() }
  const result = await act(() => setKeyCap(input))
  revalidatePath('/keys')
  return result
}
