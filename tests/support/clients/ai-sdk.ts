import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { DialectId } from '@tollgate/protocols/canonical'
import {
  generateText,
  type JSONValue,
  jsonSchema,
  type LanguageModel,
  type ModelMessage,
  Output,
  streamText,
  tool,
} from 'ai'
import { type Access, type Ask, CITY_SCHEMA, type ClientDriver, type Round, type Told, WEATHER } from './driver.js'

const THINKING_BUDGET = 2_048

interface Provider {
  dialect: DialectId
  makeModel: (name: string) => LanguageModel
  /** Options that ask the model to think, and to show it. */
  thinking: Record<string, Record<string, JSONValue>>
}

/** The AI SDK through its providers, one for each dialect and one for servers that imitate OpenAI. */
export function aiSdkClients({ origin, key }: Access): ClientDriver[] {
  const openAi = createOpenAI({ baseURL: `${origin}/v1`, apiKey: key })
  const anthropic = createAnthropic({ baseURL: `${origin}/v1`, apiKey: key })
  const google = createGoogleGenerativeAI({ baseURL: `${origin}/v1beta`, apiKey: key })
  const compatible = createOpenAICompatible({
    name: 'tollgate',
    baseURL: `${origin}/v1`,
    apiKey: key,
    includeUsage: true,
  })
  return [
    driverOf('ai + @ai-sdk/openai-compatible', {
      dialect: 'openai-chat',
      makeModel: (name) => compatible(name),
      thinking: { tollgate: { reasoningEffort: 'medium' } },
    }),
    driverOf('ai + @ai-sdk/openai', {
      dialect: 'openai-responses',
      makeModel: (name) => openAi.responses(name),
      // it knows no model of ours, so it is told that this one thinks
      thinking: { openai: { reasoningEffort: 'medium', reasoningSummary: 'auto', forceReasoning: true, store: false } },
    }),
    driverOf('ai + @ai-sdk/anthropic', {
      dialect: 'anthropic-messages',
      makeModel: (name) => anthropic(name),
      thinking: { anthropic: { thinking: { type: 'enabled', budgetTokens: THINKING_BUDGET } } },
    }),
    driverOf('ai + @ai-sdk/google', {
      dialect: 'gemini-generate',
      makeModel: (name) => google(name),
      thinking: { google: { thinkingConfig: { thinkingBudget: THINKING_BUDGET, includeThoughts: true } } },
    }),
  ]
}

const TOOLS = {
  [WEATHER.name]: tool({ description: WEATHER.description, inputSchema: jsonSchema(WEATHER.schema as never) }),
}

function driverOf(name: string, { dialect, makeModel, thinking }: Provider): ClientDriver {
  async function call(ask: Ask, more: ModelMessage[] = []): Promise<Told> {
    const options = {
      model: makeModel(ask.model),
      maxRetries: 0,
      messages: [
        ...(ask.system === undefined ? [] : [{ role: 'system' as const, content: ask.system }]),
        {
          role: 'user' as const,
          content: [
            ...(ask.image === undefined ? [] : [{ type: 'image' as const, image: ask.image, mediaType: 'image/png' }]),
            { type: 'text' as const, text: ask.prompt },
          ],
        },
        ...more,
      ],
      ...(ask.hasTools && { tools: TOOLS }),
      ...(ask.wantsReasoning && { providerOptions: thinking }),
      ...(ask.wantsJson && { output: Output.object({ schema: jsonSchema(CITY_SCHEMA as never) }) }),
      ...(ask.maxOutputTokens !== undefined && { maxOutputTokens: ask.maxOutputTokens }),
    }
    if (!ask.isStreamed) {
      const answer = await generateText(options)
      return toTold(answer, answer.response.messages)
    }
    let failure: unknown
    const stream = streamText({
      ...options,
      onError: ({ error }) => {
        failure = error
      },
    })
    await stream.consumeStream()
    if (failure !== undefined) throw failure
    const answer = {
      text: await stream.text,
      reasoningText: await stream.reasoningText,
      toolCalls: await stream.toolCalls,
      finishReason: await stream.finishReason,
      usage: await stream.usage,
    }
    return toTold(answer, (await stream.response).messages)
  }

  return {
    name,
    dialect,
    ask: (ask) => call(ask),
    giveResults: (ask, ...rounds) => call(ask, rounds.flatMap(toMessages)),
  }
}

const toMessages = ({ told, results }: Round): ModelMessage[] => [
  ...(told.turn as ModelMessage[]),
  {
    role: 'tool',
    content: told.calls.map((one, index) => ({
      type: 'tool-result' as const,
      toolCallId: one.id,
      toolName: one.name,
      output: { type: 'text' as const, value: results[index] ?? '' },
    })),
  },
]

interface Answer {
  text: string
  reasoningText: string | undefined
  toolCalls: readonly { toolCallId: string; toolName: string; input: unknown }[]
  finishReason: string
  usage: { inputTokens: number | undefined; outputTokens: number | undefined }
}

const toTold = (answer: Answer, turn: unknown): Told => ({
  text: answer.text,
  reasoning: answer.reasoningText ?? '',
  calls: answer.toolCalls.map(({ toolCallId, toolName, input }) => ({
    id: toolCallId,
    name: toolName,
    arguments: input,
  })),
  finish: answer.finishReason,
  inputTokens: answer.usage.inputTokens,
  outputTokens: answer.usage.outputTokens,
  turn,
})
