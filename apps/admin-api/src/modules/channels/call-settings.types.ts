import { Field, InputType, Int, ObjectType } from '@nestjs/graphql'
import { KeyLimits, KeyLimitsInput, RateLimits, RateLimitsInput } from '../../graphql/rate-limits.types.js'

@ObjectType({ description: 'A header that is set on every call.' })
export class HeaderOverride {
  @Field(() => String, { description: 'In lower case.' })
  name!: string

  @Field(() => String, { description: 'Not for secrets: it can be read again.' })
  value!: string
}

@InputType({ description: 'A header that is set on every call; none of credentials, hosts or framing.' })
export class HeaderOverrideInput {
  @Field(() => String, { description: 'Name, at most 64 characters.' })
  name!: string

  @Field(() => String, { description: 'Visible characters, at most 1,024; not for secrets.' })
  value!: string
}

@ObjectType({ isAbstract: true })
export abstract class CallSettingsFields {
  @Field(() => RateLimits, { description: 'Of the channel as a whole.' })
  limits!: RateLimits

  @Field(() => KeyLimits, { description: 'Of each of its keys.' })
  keyLimits!: KeyLimits

  @Field(() => Int, { nullable: true, description: 'Calls that may wait for a place, on each gateway; null: none.' })
  queueLength!: number | null

  @Field(() => Int, { nullable: true, description: "Longest wait in milliseconds; null: the gateway's default." })
  queueTimeoutMs!: number | null

  @Field(() => [HeaderOverride], { description: 'Headers that are set on every call.' })
  headers!: HeaderOverride[]

  @Field(() => String, { description: 'Members of the body that are set on every call, as JSON; null takes one out.' })
  parameters!: string

  @Field(() => String, { nullable: true, description: 'HTTP proxy that is asked to CONNECT; null: none.' })
  proxyUrl!: string | null
}

@InputType({ isAbstract: true })
export abstract class CallSettingsInputFields {
  @Field(() => RateLimitsInput, { nullable: true, description: 'Of the channel as a whole; absent: none.' })
  limits?: RateLimitsInput | null

  @Field(() => KeyLimitsInput, { nullable: true, description: 'Of each of its keys; absent: none.' })
  keyLimits?: KeyLimitsInput | null

  @Field(() => Int, { nullable: true, description: 'Calls that may wait for a place, 0 to 10,000; absent: none.' })
  queueLength?: number | null

  @Field(() => Int, { nullable: true, description: 'Longest wait in milliseconds, 1 to 600,000.' })
  queueTimeoutMs?: number | null

  @Field(() => [HeaderOverrideInput], {
    nullable: true,
    description: 'Headers that are set on every call, at most 32.',
  })
  headers?: HeaderOverrideInput[] | null

  @Field(() => String, {
    nullable: true,
    description: 'JSON of members of the body to be set on every call; none that is billed or routed by.',
  })
  parameters?: string | null

  @Field(() => String, { nullable: true, description: 'http://host:port of a proxy that is asked to CONNECT.' })
  proxyUrl?: string | null
}
