import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import type { TargetTraits } from '@tollgate/protocols/vendors'

export const OUTPUT_LIMIT_FIELD = { MAX_TOKENS: 'max_tokens', MAX_COMPLETION_TOKENS: 'max_completion_tokens' } as const
registerEnumType(OUTPUT_LIMIT_FIELD, {
  name: 'OutputLimitField',
  description: 'Which field of OpenAI Chat carries the output limit.',
  valuesMap: {
    MAX_TOKENS: { description: 'The older one, which every imitator knows.' },
    MAX_COMPLETION_TOKENS: { description: 'The one that reasoning models of OpenAI demand.' },
  },
})

export const REASONING_FIELD = { REASONING_CONTENT: 'reasoning_content', REASONING: 'reasoning', NONE: 'none' } as const
registerEnumType(REASONING_FIELD, {
  name: 'ReasoningField',
  description: 'Where OpenAI Chat servers want thinking of earlier turns back.',
  valuesMap: {
    REASONING_CONTENT: { description: 'In reasoning_content.' },
    REASONING: { description: 'In reasoning.' },
    NONE: { description: 'Nowhere: it is refused.' },
  },
})

export const THINKING_KIND = {
  NONE: 'none',
  EFFORT: 'effort',
  BUDGET: 'budget',
  ADAPTIVE: 'adaptive',
  LEVEL: 'level',
} as const
registerEnumType(THINKING_KIND, {
  name: 'ThinkingKind',
  description: 'How thinking is asked for.',
  valuesMap: {
    NONE: { description: 'Not at all: it does not think, or not on demand.' },
    EFFORT: { description: 'By a word, from minimal to max.' },
    BUDGET: { description: 'By a number of tokens.' },
    ADAPTIVE: { description: 'The model decides; a word for the effort may go along.' },
    LEVEL: { description: 'By a level of Gemini.' },
  },
})

const YES_OR_NO = { nullable: true } as const

@InputType({ isAbstract: true })
@ObjectType({ isAbstract: true })
abstract class TraitFields {
  @Field(() => OUTPUT_LIMIT_FIELD, { nullable: true, description: 'Field of the output limit.' })
  outputLimitField?: TargetTraits['outputLimitField'] | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'False: stream_options is refused, so usage is estimated.' })
  takesStreamOptions?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'False: instructions go as system.' })
  takesDeveloperRole?: boolean | null

  @Field(() => Boolean, {
    ...YES_OR_NO,
    description: 'False: instructions amid the conversation are refused, so they go as words of the user.',
  })
  takesSystemAmidMessages?: boolean | null

  @Field(() => REASONING_FIELD, { nullable: true, description: 'Field of thinking of earlier turns.' })
  reasoningField?: TargetTraits['reasoningField'] | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'False: temperature, top_p and top_k are refused.' })
  takesSampling?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'False: temperature and top_p together are refused.' })
  takesTemperatureWithTopP?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'Whether top_p must be below 1.' })
  isTopPBelowOne?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'Whether top_k is taken.' })
  takesTopK?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'Whether parallel calls of tools may be forbidden.' })
  takesParallelToolCallsFlag?: boolean | null

  @Field(() => Boolean, {
    ...YES_OR_NO,
    description: 'False: a key of the prompt cache, a class of service and verbosity are refused.',
  })
  takesServiceFields?: boolean | null

  @Field(() => THINKING_KIND, { nullable: true, description: 'How thinking is asked for.' })
  thinking?: TargetTraits['thinking'] | null

  @Field(() => Int, { nullable: true, description: 'Smallest budget of thinking in tokens; with the largest.' })
  thinkingBudgetMin?: number | null

  @Field(() => Int, { nullable: true, description: 'Largest budget of thinking in tokens; with the smallest.' })
  thinkingBudgetMax?: number | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'Whether thinking may be switched off.' })
  mayDisableThinking?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'Whether a JSON Schema may be demanded of answers.' })
  takesJsonSchema?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'False: JSON cannot be demanded beside tools.' })
  takesJsonWithTools?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'Whether schemas of tools go as they are, in Gemini.' })
  takesPlainJsonSchema?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'Whether results of tools may hold pictures.' })
  takesMediaInToolResults?: boolean | null

  @Field(() => Boolean, { ...YES_OR_NO, description: 'False: pictures and files go as bytes, never as addresses.' })
  takesMediaUrls?: boolean | null

  @Field(() => Int, { nullable: true, description: 'Output limit where nobody set any.' })
  defaultMaxOutputTokens?: number | null

  @Field(() => Int, { nullable: true, description: 'The most that it can write, in tokens.' })
  maxOutputTokens?: number | null
}

@ObjectType({ description: 'What a server or a model takes; null: as its vendor and its family do.' })
export class Traits extends TraitFields {}

@InputType({
  description: 'What a server or a model takes; a field left out or null: as its vendor and its family do.',
})
export class TraitsInput extends TraitFields {}
