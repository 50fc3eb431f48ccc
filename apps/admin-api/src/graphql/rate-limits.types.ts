import { Field, InputType, Int, ObjectType } from '@nestjs/graphql'
import { LIMIT_MAX } from '@tollgate/protocols/events'
import { z } from 'zod'

@InputType({ isAbstract: true })
@ObjectType({ isAbstract: true })
abstract class KeyLimitFields {
  @Field(() => Int, { nullable: true, description: 'Requests in any minute; null: no limit.' })
  rpm?: number | null

  @Field(() => Int, { nullable: true, description: 'Tokens in any minute, input and output together; null: no limit.' })
  tpm?: number | null
}

@InputType({ isAbstract: true })
@ObjectType({ isAbstract: true })
abstract class RateLimitFields extends KeyLimitFields {
  @Field(() => Int, { nullable: true, description: 'Calls at the same time; null: no limit.' })
  concurrency?: number | null
}

@ObjectType({ description: 'What one key of a channel bears.' })
export class KeyLimits extends KeyLimitFields {}

@InputType({ description: 'What one key of a channel bears; a field left out: no limit.' })
export class KeyLimitsInput extends KeyLimitFields {}

@ObjectType({ description: 'What may be done in any minute and at the same time, over all gateways.' })
export class RateLimits extends RateLimitFields {}

@InputType({ description: 'What may be done in any minute and at the same time; a field left out: no limit.' })
export class RateLimitsInput extends RateLimitFields {}

const limitField = z.int().min(0, 'notNegative').max(LIMIT_MAX, 'tooLarge').nullish()

/** What one key of a channel bears. */
export const keyLimitsField = z.object({ rpm: limitField, tpm: limitField })

/** What may be done in any minute and at the same time. */
export const limitsField = keyLimitsField.extend({ concurrency: limitField })
