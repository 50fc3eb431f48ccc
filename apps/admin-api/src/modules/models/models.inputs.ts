import { Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql'
import { SORT_DIRECTION, type SortDirection } from '../../graphql/payload.types.js'
import { TraitsInput } from '../channels/traits.types.js'
import { PriceInput } from '../prices/prices.types.js'

@InputType({ description: 'Which models; every given field must match.' })
export class ModelFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name or provider; at most 64 characters count.' })
  search?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only models that the caller may use now: visible to one of his groups, active, priced (or he accepts unpriced), served by a channel.',
  })
  usable?: boolean | null

  @Field(() => [String], { nullable: true, description: 'Only models with all of these abilities.' })
  abilities?: string[] | null

  @Field(() => String, { nullable: true, description: 'Only models of this provider.' })
  provider?: string | null

  @Field(() => ID, { nullable: true, description: 'Only models that this group sees.' })
  groupId?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Only models that have a price now, or only those without.' })
  priced?: boolean | null
}

export const MODEL_SORT_FIELD = { NAME: 'name', PRICE: 'price', CONTEXT: 'context' } as const
export type ModelSortField = (typeof MODEL_SORT_FIELD)[keyof typeof MODEL_SORT_FIELD]
registerEnumType(MODEL_SORT_FIELD, {
  name: 'ModelSortField',
  description: 'What models are sorted by; what is unknown comes last.',
  valuesMap: {
    NAME: { description: 'The name.' },
    PRICE: {
      description: 'The present prices of a million input and a million output tokens together, before ratios.',
    },
    CONTEXT: { description: 'The longest context.' },
  },
})

@InputType({ description: 'Order of models.' })
export class ModelSort {
  @Field(() => MODEL_SORT_FIELD, { description: 'What to sort by.' })
  field!: ModelSortField

  @Field(() => SORT_DIRECTION, { description: 'Which end first.' })
  direction!: SortDirection
}

@InputType({ description: 'A new model.' })
export class CreateModelInput {
  @Field(() => String, { description: 'Unique name in API calls, 1 to 256 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'Who made it; at most 64 characters.' })
  provider?: string | null

  @Field(() => String, { nullable: true, description: 'Text for people; at most 2,000 characters.' })
  description?: string | null

  @Field(() => [String], {
    nullable: true,
    description: 'Any of tools, vision, reasoning, json, audio, document; embedding: makes vectors and nothing else.',
  })
  abilities?: string[] | null

  @Field(() => Int, { nullable: true, description: 'Longest context in tokens.' })
  contextTokens?: number | null

  @Field(() => Int, { nullable: true, description: 'Default and upper limit of one answer in tokens.' })
  maxOutputTokens?: number | null

  @Field(() => TraitsInput, { nullable: true, description: 'What it takes, where that differs from its family.' })
  traits?: TraitsInput | null

  @Field(() => [ID], { description: 'Groups that see it; empty: nobody.' })
  groupIds!: string[]

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether it may be called.' })
  isActive?: boolean | null

  @Field(() => PriceInput, {
    nullable: true,
    description: 'Its first price; without one only those who accept it may call it.',
  })
  price?: PriceInput | null
}

@InputType({ description: 'Changes of a model; a field left out stays as it is. Prices: setPrice.' })
export class UpdateModelInput {
  @Field(() => ID, { description: 'The model.' })
  id!: string

  @Field(() => Int, { description: 'The version that you saw; a stale one gives the problem CONFLICT.' })
  version!: number

  @Field(() => String, { nullable: true, description: 'New unique name; calls under the old one then fail.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  provider?: string | null

  @Field(() => String, { nullable: true, description: 'Text for people; null empties it.' })
  description?: string | null

  @Field(() => [String], { nullable: true, description: 'All its abilities.' })
  abilities?: string[] | null

  @Field(() => Int, { nullable: true, description: 'Longest context in tokens; null: unknown.' })
  contextTokens?: number | null

  @Field(() => Int, { nullable: true, description: 'Limit of one answer in tokens; null: none.' })
  maxOutputTokens?: number | null

  @Field(() => TraitsInput, { nullable: true, description: 'All that differs from its family; null: nothing does.' })
  traits?: TraitsInput | null

  @Field(() => [ID], { nullable: true, description: 'All groups that see it.' })
  groupIds?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it may be called.' })
  isActive?: boolean | null
}
