import type { TargetTraits } from '@tollgate/protocols/dialects'
import type { ChannelType } from '@tollgate/protocols/events'
import type { PriceText } from './expected-cost.js'
import { getGraphql } from './graphql.js'

/** The parts of the state file (docs/operations.md) that tests use. */
export interface StateFile {
  settings?: {
    routing?: { maxRetries?: number; cooldown?: boolean; autoDisable?: boolean }
    limits?: { enabled: boolean }
  }
  groups?: { name: string; ratio?: string }[]
  models?: StateModel[]
  channels?: StateChannel[]
  egressAllow?: string[]
  courses?: { name: string; joinCode: string }[]
  users?: StateUser[]
}

export interface StateModel {
  name: string
  provider?: string
  abilities?: string[]
  contextTokens?: number
  maxOutputTokens?: number
  traits?: TargetTraits
  groups?: string[]
  price?: PriceText
}

export interface StateChannel {
  name: string
  type?: ChannelType
  baseUrl: string
  keys?: string[]
  models: string[]
  modelMapping?: Record<string, string | string[]>
  priority?: number
  groups?: string[]
  isActive?: boolean
  schedulable?: boolean
  settings?: {
    limits?: { rpm?: number; tpm?: number; concurrency?: number }
    headers?: Record<string, string>
    parameters?: Record<string, unknown>
    onClientAbort?: 'auto' | 'cancel' | 'drain'
    headerTimeoutMs?: number
    idleTimeoutMs?: number
    traits?: TargetTraits
  }
}

export interface StateUser {
  username: string
  role?: 'student' | 'finance' | 'admin' | 'root'
  groups?: string[]
  password?: string
  grants?: { amount: string; idempotencyKey: string }[]
  keys?: { name: string; group?: string; value?: string; isStrict?: boolean }[]
}

export interface AppliedState {
  changes: { action: string; kind: string; name: string }[]
  mintedKeys: { username: string; name: string; secret: string }[]
}

/** Declares what should exist. @throws Error with the problems when anything is refused */
export async function applyState(origin: string, token: string, state: StateFile): Promise<AppliedState> {
  const { applyState: payload } = await getGraphql<{
    applyState: AppliedState & { problems: { code: string; message: string; path: string[] | null }[] }
  }>(
    origin,
    { token },
    `mutation ($input: ApplyStateInput!) {
      applyState(input: $input) {
        changes { action kind name } mintedKeys { username name secret } problems { code message path }
      }
    }`,
    { input: { state: JSON.stringify({ version: 1, ...state }), dryRun: false, dev: true } },
  )
  if (payload.problems.length > 0) throw new Error(`applyState: ${JSON.stringify(payload.problems)}`)
  return payload
}
