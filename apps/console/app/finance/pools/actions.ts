'use server'
import { revalidatePath } from 'next/cache'
import type { ActionResult } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { openPool } from '@/lib/admin-api/pools'
import { findUserId } from '@/lib/admin-api/users'
import type { OpenPoolValues } from './_components/open-pool-schema'

export interface NewPool extends OpenPoolValues {
  idempotencyKey: string
  /** What to say where nobody has the owner's user name. */
  ownerUnknown: string
}

export async function submitPool({ name, courseId, owner, idempotencyKey, ownerUnknown }: NewPool) {
  const result = await act(async (): Promise<ActionResult<string | null>> => {
    const ownerId = owner === '' ? null : await findUserId(owner)
    if (ownerId === undefined)
      return { type: 'refused', problems: [{ code: 'BAD_USER_INPUT', message: ownerUnknown, path: ['owner'] }] }
    return openPool({ name, courseId: courseId || null, ownerId, idempotencyKey })
  })
  revalidatePath('/finance', 'layout')
  return result
}
