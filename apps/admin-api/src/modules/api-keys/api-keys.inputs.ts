import { Field, ID, InputType, Int } from '@nestjs/graphql'
import { RateLimitsInput } from '../../graphql/rate-limits.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { API_KEY_KIND, API_KEY_STATE } from './api-keys.types.js'
import type { EffectiveKeyState } from './key-state.js'

@InputType({ description: 'Which keys; every given field must match.' })
export class ApiKeyFilter {
  @Field(() => ID, { nullable: true, description: 'Whose; absent: the own ones. Others: staff only.' })
  userId?: string | null

  @Field(() => API_KEY_STATE, {
    nullable: true,
    description: 'Only this state, as it was set: see ApiKey.state for what works.',
  })
  state?: EffectiveKeyState | null

  @Field(() => API_KEY_KIND, { nullable: true, description: 'Only this kind.' })
  kind?: 'secret' | 'playground' | null
}

@InputType({ description: 'A new key for programs.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What to call it, 1 to 64 characters.' })
  name!: string

  @Field(() => ID, { nullable: true, description: "One of the owner's groups; absent: the default group." })
  groupId?: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; absent: never.' })
  expiresAt?: Date | null

  @Field(() => [String], {
    nullable: true,
    description: 'Models it may call, at most 1,000; absent or empty: all of its group.',
  })
  modelNames?: string[] | null

  @Field(() => [String], {
    nullable: true,
    description: 'CIDR ranges it may come from, at most 100; absent or empty: anywhere.',
  })
  allowedAddresses?: string[] | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Refuse what a model cannot be told whole, instead of sending it with losses.',
  })
  isStrict?: boolean | null

  @Field(() => ID, {
    nullable: true,
    description: "Who pays: a pool that the owner may spend from; absent: the owner's own wallet.",
  })
  payerId?: string | null

  @Field(() => RateLimitsInput, {
    nullable: true,
    description: 'Admins only: what it may do; absent: no limit of its own.',
  })
  limits?: RateLimitsInput | null

  @Field(() => ID, { nullable: true, description: 'Admins may make one for somebody else; absent: for oneself.' })
  userId?: string | null
}

@InputType({ description: 'Changes of a key; an absent field stays as it is.' })
export class UpdateApiKeyInput {
  @Field(() => ID, { description: 'The key.' })
  id!: string

  @Field(() => Int, { description: 'Its version as you saw it.' })
  version!: number

  @Field(() => String, { nullable: true, description: 'What to call it, 1 to 64 characters.' })
  name?: string | null

  @Field(() => ID, {
    nullable: true,
    description: "Who pays from now on: the owner's wallet, or a pool that the owner may spend from.",
  })
  payerId?: string | null

  @Field(() => RateLimitsInput, { nullable: true, description: 'Admins only: all its limits; a field left out: none.' })
  limits?: RateLimitsInput | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Admins only: whether its owner is asked for consent to recording; needs a text and its version.',
  })
  recordingEnabled?: boolean | null

  @Field(() => String, {
    nullable: true,
    description: 'Admins only: version of the text of consent; another text needs another version. Null: none.',
  })
  recordingTextVersion?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Admins only: what is to be consented to, plain text of at most 20,000 characters; null: none.',
  })
  recordingText?: string | null
}

@InputType({ description: 'Ends a key for good.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The key.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'Why; shown to its owner, at most 500 characters.' })
  reason?: string | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Others have it: also end its running streams within 5 seconds.',
  })
  isLeaked?: boolean | null
}
