import OpenAI from 'openai'
import {
  type Access,
  type Ask,
  CITY_SCHEMA,
  type ClientDriver,
  parseArguments,
  type Round,
  type Told,
  WEATHER,
} from './driver.js'

type Message = OpenAI.ChatCompletionMessageParam

export function openAiChatClient({ origin, key }: Access): ClientDriver {
  const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 })
  const bodyOf = (ask: Ask, more: Message[] = []) => ({
    model: ask.model,
    messages: [
      ...(ask.system === undefined ? [] : [{ role: 'system' as const, content: ask.system }]),
      {
        role: 'user' as const,
        content: [
          ...(ask.image === undefined
            ? []
            : [{ type: 'image_url' as const, image_url: { url: `data:image/png;base64,${ask.image}` } }]),
          { type: 'text' as const, text: ask.prompt },
        ],
      },
      ...more,
    ],
    ...(ask.hasTools && {
      tools: [
        {
          type: 'function' as const,
          function: { name: WEATHER.name, description: WEATHER.description, parameters: WEATHER.schema },
        },
      ],
    }),
    ...(ask.wantsJson && {
      response_format: {
        type: 'json_schema' as const,
        json_schema: { name: 'city', schema: CITY_SCHEMA, strict: true },
      },
    }),
    ...(ask.wantsReasoning && { reasoning_effort: 'medium' as const }),
    ...(ask.maxOutputTokens !== undefined && { max_completion_tokens: ask.maxOutputTokens }),
  })

  async function call(ask: Ask, more?: Message[]): Promise<Told> {
    const body = bodyOf(ask, more)
    const answer = ask.isStreamed
      ? await client.chat.completions.stream({ ...body, stream_options: { include_usage: true } }).finalChatCompletion()
      : await client.chat.completions.create(body)
    const [choice] = answer.choices
    const message = choice?.message
    return {
      text: message?.content ?? '',
      reasoning: (message as { reasoning_content?: string } | undefined)?.reasoning_content ?? '',
      calls: (message?.tool_calls ?? []).flatMap((one) =>
        one.type === 'function'
          ? [{ id: one.id, name: one.function.name, arguments: parseArguments(one.function.arguments) }]
          : [],
      ),
      finish: choice?.finish_reason,
      inputTokens: answer.usage?.prompt_tokens,
      outputTokens: answer.usage?.completion_tokens,
      turn: message,
    }
  }

  return {
    name: 'openai (chat)',
    dialect: 'openai-chat',
    ask: (ask) => call(ask),
    giveResults: (ask, ...rounds) => call(ask, rounds.flatMap(toMessages)),
  }
}

const toMessages = ({ told, results }: Round): Message[] => [
  told.turn as Message,
  ...told.calls.map(({ id }, index): Message => ({ role: 'tool', tool_call_id: id, content: results[index] ?? '' })),
]
