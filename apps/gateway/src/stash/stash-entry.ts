import { createHash } from 'node:crypto'
import type { DialectId, Residue } from '@tollgate/protocols/canonical'
import { z } from 'zod'

const residue = z.record(z.string(), z.record(z.string(), z.unknown())).transform((value) => value as Residue)

/** What an upstream said around a call of a tool and wants to see again: its thinking, with the signatures. Or an item. */
export const stashEntrySchema = z.object({
  v: z.literal(1),
  /** Of the upstream: no other can read it. */
  dialect: z.string().max(32),
  /** Thinking that came before the call, in order. */
  reasoning: z.array(z.object({ text: z.string(), residue: residue.optional() })).max(100),
  /** Of the call itself. */
  callResidue: residue.optional(),
  /** An item of an answer that its client may name instead of sending it. */
  item: z.record(z.string(), z.unknown()).optional(),
})
export type StashEntry = Omit<z.infer<typeof stashEntrySchema>, 'dialect'> & { dialect: DialectId }

/** A larger one is not kept: it would crowd out hundreds of others. */
export const MAX_ENTRY_BYTES = 128 * 1024

/** Under which name an entry lies. Whose it is, is part of it: nobody reads another tenant's thoughts. */
export const stashKey = (tenantId: string, callId: string): string =>
  createHash('sha256').update(`${tenantId}\n${callId}`).digest('base64url')
