import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { RateLimits } from '../../graphql/rate-limits.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { AccountLimit } from '../finance/account-money.types.js'
import { LedgerAccount } from '../finance/ledger-account.types.js'
import { Group } from '../groups/groups.types.js'
import { User } from '../users/users.types.js'
import type { EffectiveKeyState } from './key-state.js'

export const API_KEY_STATE = {
  ACTIVE: 'active',
  DISABLED: 'disabled',
  REVOKED: 'revoked',
  LEAKED: 'leaked',
  EXPIRED: 'expired',
} as const satisfies Record<string, EffectiveKeyState>
registerEnumType(API_KEY_STATE, {
  name: 'ApiKeyState',
  description: 'Whether a key works, and if not, why.',
  valuesMap: {
    ACTIVE: { description: 'Works.' },
    DISABLED: { description: 'Refused for now: its owner is disabled or may not use its group any more.' },
    REVOKED: { description: 'Refused for good; running calls finish.' },
    LEAKED: { description: 'Refused for good; running streams end within 5 seconds.' },
    EXPIRED: { description: 'Its end has passed; running calls finish.' },
  },
})

export const API_KEY_KIND = { SECRET: 'secret', PLAYGROUND: 'playground' } as const
registerEnumType(API_KEY_KIND, {
  name: 'ApiKeyKind',
  description: 'How a key is used.',
  valuesMap: {
    SECRET: { description: 'A key for programs, shown once.' },
    PLAYGROUND: { description: 'The secretless key of the playground, one a user; tickets stand for it.' },
  },
})

@ObjectType({ description: 'A key that calls models. Its secret is shown once, at its creation.' })
export class ApiKey {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => API_KEY_KIND, { description: 'How it is used.' })
  kind!: (typeof API_KEY_KIND)[keyof typeof API_KEY_KIND]

  @Field(() => String, { description: 'What its owner calls it.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'First characters of the secret; null for the playground.' })
  prefix!: string | null

  @Field(() => String, { nullable: true, description: 'Last four characters of the secret; null for the playground.' })
  lastFour!: string | null

  @Field(() => Group, { description: 'Decides visible models and the price factor.' })
  group?: Group

  @Field(() => User, { description: 'Whose it is.' })
  owner?: User

  @Field(() => LedgerAccount, { nullable: true, description: "Who pays: the owner's wallet, or a pool." })
  payer?: LedgerAccount | null

  payerAccountId!: string

  @Field(() => API_KEY_STATE, { description: 'Whether it works now.' })
  state!: EffectiveKeyState

  @Field(() => String, { nullable: true, description: 'What was said when it was revoked.' })
  stateReason!: string | null

  @Field(() => [String], { description: 'Models it may call; empty: every model of its group.' })
  modelNames!: string[]

  @Field(() => [String], { description: 'CIDR ranges it may come from; empty: anywhere.' })
  allowedAddresses!: string[]

  @Field(() => Boolean, { description: 'Whether what a model cannot be told whole is refused.' })
  isStrict!: boolean

  @Field(() => RateLimits, { description: "What it may do beside its owner's tier." })
  limits!: RateLimits

  @Field(() => [AccountLimit], {
    description: 'What may be spent through it in each period (setSpendLimit); none: no cap.',
  })
  caps?: AccountLimit[]

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; null: never.' })
  expiresAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Last settled call; null: none yet.' })
  lastUsedAt?: Date | null

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => Boolean, {
    description: 'Whether its owner is asked for consent to recording (myRecording). This release records nothing.',
  })
  recordingEnabled!: boolean

  @Field(() => String, { nullable: true, description: 'Version of the text that is to be consented to; null: none.' })
  recordingTextVersion!: string | null

  @Field(() => String, { nullable: true, description: 'The text that is to be consented to, plain; null: none.' })
  recordingText!: string | null

  @Field(() => Int, { description: 'Grows with each change.' })
  version!: number
}

@ObjectType({ description: 'One page of keys.' })
export class ApiKeyConnection extends connectionOf(ApiKey, { name: 'ApiKey', of: 'keys' }) {}

@ObjectType({ description: 'Outcome of a change of a key.' })
export class ApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The key; on a conflict as it is now.' })
  apiKey?: ApiKey | undefined
}

@ObjectType({ description: 'Outcome of making a key.' })
export class CreateApiKeyPayload extends Payload {
  @Field(() => ApiKey, { nullable: true, description: 'The new key.' })
  apiKey?: ApiKey | undefined

  @Field(() => String, { nullable: true, description: 'The key itself, shown this once and never stored.' })
  secret?: string | undefined
}

@ObjectType({ description: 'What the playground calls models with.' })
export class PlaygroundTicketPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Use it like an API key; gateways check it offline.' })
  ticket?: string | undefined

  @Field(() => DateTime, { nullable: true, description: 'When it stops working: ten minutes after it was made.' })
  expiresAt?: Date | undefined
}
