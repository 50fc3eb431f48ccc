import { openSecret, sealSecret } from '@tollgate/protocols/credentials'
import { z } from 'zod'

/** How long somebody may take at the provider. */
export const FLOW_MS = 600_000

const flowSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** Milliseconds since 1970. */
  expiresAtMs: z.number(),
  /** Where the person wanted to go. */
  next: z.string().nullable(),
  /** Who connects his account; null: somebody logs in. */
  connects: z.string().nullable(),
})

/** What a browser has to bring back from the provider. */
export type LogInFlow = z.infer<typeof flowSchema>

/** What a flow is sealed with. */
export interface FlowSeal {
  issuer: string
  masterKey: string
}

/** Sealed: the browser keeps it and learns nothing of it. */
export const sealFlow = (flow: LogInFlow, { issuer, masterKey }: FlowSeal): string =>
  sealSecret(JSON.stringify(flow), { logInAt: issuer }, masterKey)

/** @returns `undefined` for none, for a forged one and for one that is over */
export function openFlow(
  value: string | undefined,
  { issuer, masterKey }: FlowSeal,
  now: number,
): LogInFlow | undefined {
  const text = value === undefined ? undefined : openSecret(value, { logInAt: issuer }, masterKey)
  if (text === undefined) return undefined
  const flow = flowSchema.parse(JSON.parse(text))
  return flow.expiresAtMs > now ? flow : undefined
}
