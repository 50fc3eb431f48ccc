import { Field, InputType, Int, ObjectType } from '@nestjs/graphql'
import type { RoutingStrategy } from '@tollgate/protocols/events'
import { Payload } from '../../graphql/payload.types.js'
import { ROUTING_STRATEGY, Tier, TierInput } from './tiers.types.js'

@ObjectType({ description: 'Settings of the whole installation.' })
export class Settings {
  @Field(() => String, { description: 'ISO 4217 code of the one accounting currency.' })
  currency!: string

  @Field(() => String, { description: 'IANA name of the campus time zone: days and months follow it.' })
  timeZone!: string

  @Field(() => String, { description: 'Regular expression that a registered user name must match, in lower case.' })
  usernamePattern!: string

  @Field(() => Int, { description: 'Further channels tried before the first byte of an answer, 0 to 5; 0: none.' })
  maxRetries!: number

  @Field(() => Boolean, { description: 'A channel key that was answered 429 rests.' })
  cooldown!: boolean

  @Field(() => Boolean, { description: 'A channel key that was answered 401, 402 or 403 is taken out.' })
  autoDisable!: boolean

  @Field(() => ROUTING_STRATEGY, { description: 'How one of several channels of the same priority is chosen.' })
  routingStrategy!: RoutingStrategy

  @Field(() => Boolean, { description: 'A conversation stays with the channel key that it had, for its prompt cache.' })
  affinity!: boolean

  @Field(() => Boolean, { description: 'Rate and concurrency limits are in force.' })
  limitsEnabled!: boolean

  @Field(() => [Tier], { description: 'What users may do in any minute; none: as much as they like.' })
  tiers!: Tier[]

  @Field(() => [String], { description: 'Private addresses that channels may point to, exact host:port.' })
  egressAllow!: string[]

  @Field(() => Int, { description: 'Minutes between two probes of one model of one channel; 0: none by themselves.' })
  probeMinutes!: number

  @Field(() => String, { nullable: true, description: 'Text shown to everybody; null: none.' })
  notice!: string | null

  @Field(() => String, { nullable: true, description: 'Whom to ask: a name, an address, a telephone; null: nobody.' })
  contact!: string | null

  @Field(() => String, { nullable: true, description: 'Terms of use as plain text; null: nothing to accept.' })
  termsText!: string | null

  @Field(() => String, { nullable: true, description: 'Names the text: whoever accepted another one is asked again.' })
  termsVersion!: string | null

  @Field(() => Boolean, { description: 'Finance, admins and roots need a second factor.' })
  secondFactorRequired!: boolean

  @Field(() => Int, { description: 'Grows with each change; give it back when you change the settings.' })
  version!: number
}

@InputType({ description: 'Changes of the settings; a field left out stays as it is.' })
export class UpdateSettingsInput {
  @Field(() => Int, { description: 'The version that you saw; a stale one gives the problem CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true, description: 'ISO 4217 code, three letters. Amounts are not converted.' })
  currency?: string | null

  @Field(() => String, { nullable: true, description: 'IANA name such as Asia/Shanghai.' })
  timeZone?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Regular expression for user names; at most 200 characters, no repeated groups.',
  })
  usernamePattern?: string | null

  @Field(() => Int, { nullable: true, description: 'Further channels tried before the first byte, 0 to 5.' })
  maxRetries?: number | null

  @Field(() => Boolean, { nullable: true, description: 'A channel key that was answered 429 rests.' })
  cooldown?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'A channel key that was answered 401, 402 or 403 is taken out.',
  })
  autoDisable?: boolean | null

  @Field(() => ROUTING_STRATEGY, {
    nullable: true,
    description: 'How one of several channels of the same priority is chosen.',
  })
  routingStrategy?: RoutingStrategy | null

  @Field(() => Boolean, { nullable: true, description: 'Whether a conversation stays with the channel key it had.' })
  affinity?: boolean | null

  @Field(() => [TierInput], { nullable: true, description: 'All tiers, at most 100; one of them may be the default.' })
  tiers?: TierInput[] | null

  @Field(() => Boolean, { nullable: true, description: 'Whether rate and concurrency limits are in force.' })
  limitsEnabled?: boolean | null

  @Field(() => [String], {
    nullable: true,
    description:
      'Root’s tokens only: all private addresses that channels may point to, exact host:port. In a browser: allowEgress and disallowEgress.',
  })
  egressAllow?: string[] | null

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes between two probes of one model of one channel, at most 43,200; 0: none by themselves.',
  })
  probeMinutes?: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Text shown to everybody, at most 2,000 characters; null: none.',
  })
  notice?: string | null

  @Field(() => String, { nullable: true, description: 'Whom to ask, at most 300 characters; null: nobody.' })
  contact?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Terms of use as plain text, at most 20,000 characters, together with a version; null: none.',
  })
  termsText?: string | null

  @Field(() => String, { nullable: true, description: 'Version of the terms, at most 64 characters; null: none.' })
  termsVersion?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether finance, admins and roots need a second factor.' })
  secondFactorRequired?: boolean | null
}

@InputType({ description: 'One private address.' })
export class EgressEntryInput {
  @Field(() => String, { description: 'Exactly one host and one port: 192.168.1.100:8000, [fd00::1]:443.' })
  hostPort!: string

  @Field(() => String, { description: 'The caller’s own password, once more.' })
  password!: string
}

@ObjectType({ description: 'Outcome of a change of the settings.' })
export class SettingsPayload extends Payload {
  @Field(() => Settings, { nullable: true, description: 'The settings; on a conflict as they are now.' })
  settings?: Settings | undefined
}

@ObjectType({ description: 'What users accept.' })
export class Terms {
  @Field(() => String, { description: 'The text; line breaks count.' })
  text!: string

  @Field(() => String, { description: 'Names the text.' })
  version!: string
}

@ObjectType({ description: 'What a visitor may know before logging in.' })
export class Installation {
  @Field(() => String, { description: 'ISO 4217 code of the accounting currency.' })
  currency!: string

  @Field(() => String, { description: 'IANA name of the campus time zone.' })
  timeZone!: string

  @Field(() => String, { description: 'Regular expression that a registered user name must match, in lower case.' })
  usernamePattern!: string

  @Field(() => String, { description: 'The one public address of the installation, without a slash at the end.' })
  publicUrl!: string

  @Field(() => String, { nullable: true, description: 'Text shown to everybody; null: none.' })
  notice!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Names the notice: whoever closed another one sees it; null: none.',
  })
  noticeVersion!: string | null

  @Field(() => String, { nullable: true, description: 'Whom to ask; null: nobody.' })
  contact!: string | null

  @Field(() => Terms, { nullable: true, description: 'Terms of use; null: nothing to accept.' })
  terms!: Terms | null

  @Field(() => String, {
    nullable: true,
    description: 'What people call the organisation’s own log-in (beginOidcLogIn); null: there is none.',
  })
  logInProvider!: string | null

  @Field(() => Boolean, { description: 'Passwords travel unencrypted: plain http and not on this very machine.' })
  isInsecureHttp!: boolean
}
