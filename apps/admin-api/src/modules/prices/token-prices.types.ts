import { Field, ObjectType } from '@nestjs/graphql'
import { Money } from '../../graphql/scalars.js'

/** What tokens and calls cost, whoever pays. */
@ObjectType({ isAbstract: true })
export abstract class TokenPrices {
  @Field(() => Money, { name: 'inputPerMillion', description: 'For a million input tokens.' })
  inputPerMillionNanos!: bigint

  @Field(() => Money, { name: 'outputPerMillion', description: 'For a million output tokens.' })
  outputPerMillionNanos!: bigint

  @Field(() => Money, {
    name: 'cacheReadPerMillion',
    nullable: true,
    description: 'For a million input tokens read from a cache; null: as input.',
  })
  cacheReadPerMillionNanos!: bigint | null

  @Field(() => Money, { name: 'perRequest', description: 'For each answered call, beside the tokens.' })
  perRequestNanos!: bigint
}
