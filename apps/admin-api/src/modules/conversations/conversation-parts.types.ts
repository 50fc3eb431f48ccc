import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'

// One class for what is read and what is written: a talk comes back as it was saved.

export const CONVERSATION_ROLE = { USER: 'user', ASSISTANT: 'assistant' } as const
registerEnumType(CONVERSATION_ROLE, {
  name: 'ConversationRole',
  description: 'Who says something in a talk.',
  valuesMap: { USER: { description: 'The person.' }, ASSISTANT: { description: 'The model.' } },
})

export const CONVERSATION_MESSAGE_STATE = { DONE: 'done', STOPPED: 'stopped', FAILED: 'failed' } as const
registerEnumType(CONVERSATION_MESSAGE_STATE, {
  name: 'ConversationMessageState',
  description: 'How an answer ended.',
  valuesMap: {
    DONE: { description: 'It came to its end.' },
    STOPPED: { description: 'The person, or a closed page, cut it off.' },
    FAILED: { description: 'An error ended it.' },
  },
})

export const REASONING_EFFORT = { MINIMAL: 'minimal', LOW: 'low', MEDIUM: 'medium', HIGH: 'high' } as const
registerEnumType(REASONING_EFFORT, {
  name: 'ReasoningEffort',
  description: 'How much a model is asked to think before it answers.',
  valuesMap: {
    MINIMAL: { description: 'As little as it can.' },
    LOW: { description: 'Little.' },
    MEDIUM: { description: 'Some.' },
    HIGH: { description: 'Much.' },
  },
})

const ABSENT = 'null: not told.'

@ObjectType('ConversationFacts', { description: 'What one answer told about itself.' })
@InputType('ConversationFactsInput', { description: 'What one answer told about itself.' })
export class ConversationFacts {
  @Field(() => ID, { nullable: true, description: `Id of the call, for its receipt; ${ABSENT}` })
  requestId?: string | null

  @Field(() => String, { nullable: true, description: `What it cost, in units of the currency; ${ABSENT}` })
  cost?: string | null

  @Field(() => Int, { nullable: true, description: `Tokens in, cached ones included; ${ABSENT}` })
  inputTokens?: number | null

  @Field(() => Int, { nullable: true, description: `Tokens in that came from a cache; ${ABSENT}` })
  cachedTokens?: number | null

  @Field(() => Int, { nullable: true, description: `Tokens out, reasoning included; ${ABSENT}` })
  outputTokens?: number | null

  @Field(() => Int, { nullable: true, description: `Tokens that were reasoning; ${ABSENT}` })
  reasoningTokens?: number | null

  @Field(() => Float, { nullable: true, description: `From sending until the first word, in ms; ${ABSENT}` })
  firstTokenMs?: number | null

  @Field(() => Float, { nullable: true, description: `From sending until the end, in ms; ${ABSENT}` })
  durationMs?: number | null

  @Field(() => String, { nullable: true, description: `Why it ended, in OpenAI's words; ${ABSENT}` })
  finishReason?: string | null
}

@ObjectType('ConversationError', { description: 'What ended an answer.' })
@InputType('ConversationErrorInput', { description: 'What ended an answer.' })
export class ConversationError {
  @Field(() => String, { description: 'Code of the gateway or of the page.' })
  code!: string

  @Field(() => String, { description: "The gateway's sentence." })
  message!: string
}

@ObjectType('ConversationMessage', { description: 'A question or an answer.' })
@InputType('ConversationMessageInput', { description: 'A question or an answer.' })
export class ConversationMessage {
  @Field(() => ID, { description: "The page's own name of it, unique in its lane; 1 to 64 characters." })
  id!: string

  @Field(() => CONVERSATION_ROLE, { description: 'Who said it.' })
  role!: (typeof CONVERSATION_ROLE)[keyof typeof CONVERSATION_ROLE]

  @Field(() => String, { description: 'What was said.' })
  text!: string

  @Field(() => [String], { description: 'Pictures as data URLs: PNG, JPEG, WebP or GIF, at most 16.' })
  images!: string[]

  @Field(() => Int, { nullable: true, description: 'Pictures that were too large to be kept; null: none.' })
  omittedImageCount?: number | null

  @Field(() => String, { nullable: true, description: 'The model that answered; null: a question.' })
  model?: string | null

  @Field(() => String, { nullable: true, description: 'What the model thought first; null: nothing.' })
  reasoning?: string | null

  @Field(() => CONVERSATION_MESSAGE_STATE, { nullable: true, description: 'How it ended; null: a question.' })
  state?: (typeof CONVERSATION_MESSAGE_STATE)[keyof typeof CONVERSATION_MESSAGE_STATE] | null

  @Field(() => ConversationFacts, { nullable: true, description: 'Tokens, cost and times; null: a question.' })
  facts?: ConversationFacts | null

  @Field(() => ConversationError, { nullable: true, description: 'What ended it; null: nothing did.' })
  error?: ConversationError | null
}

@ObjectType('ConversationLane', { description: 'One talk with one model at a time.' })
@InputType('ConversationLaneInput', { description: 'One talk with one model at a time.' })
export class ConversationLane {
  @Field(() => String, { nullable: true, description: 'The model that answers next; null: none was chosen.' })
  model?: string | null

  @Field(() => [ConversationMessage], { description: 'In order, at most 1,000.' })
  messages!: ConversationMessage[]
}

@ObjectType('ConversationParameters', { description: 'What is sent with every call; null is not sent.' })
@InputType('ConversationParametersInput', { description: 'What is sent with every call; null is not sent.' })
export class ConversationParameters {
  @Field(() => String, { nullable: true, description: 'Goes before the first message.' })
  systemPrompt?: string | null

  @Field(() => Float, { nullable: true, description: 'Sampling temperature.' })
  temperature?: number | null

  @Field(() => Float, { nullable: true, description: 'Share of likely tokens that are drawn from.' })
  topP?: number | null

  @Field(() => Int, { nullable: true, description: 'Most tokens of an answer.' })
  maxTokens?: number | null

  @Field(() => Float, { nullable: true, description: 'Makes what was said often less likely.' })
  frequencyPenalty?: number | null

  @Field(() => Float, { nullable: true, description: 'Makes what was said at all less likely.' })
  presencePenalty?: number | null

  @Field(() => Int, { nullable: true, description: 'Seed of the sampling.' })
  seed?: number | null

  @Field(() => [String], { nullable: true, description: 'Texts that end an answer, at most 4.' })
  stop?: string[] | null

  @Field(() => REASONING_EFFORT, { nullable: true, description: 'How much the model thinks first.' })
  reasoningEffort?: (typeof REASONING_EFFORT)[keyof typeof REASONING_EFFORT] | null

  @Field(() => Boolean, { nullable: true, description: 'Answers are JSON.' })
  isJson?: boolean | null
}
