import Anthropic from '@anthropic-ai/sdk'
import OlderAnthropic from 'anthropic-sdk-0'
import { type Access, type Ask, CITY_SCHEMA, type ClientDriver, type Round, type Told, WEATHER } from './driver.js'

type Message = Anthropic.MessageParam
const DEFAULT_LIMIT = 4_096
const THINKING_BUDGET = 2_048

/** Both majors send other versions and other headers for the key; their methods are the same. */
export const anthropicClient = (access: Access): ClientDriver =>
  driverOf('@anthropic-ai/sdk 1.x', new Anthropic({ baseURL: access.origin, apiKey: access.key, maxRetries: 0 }))

export const olderAnthropicClient = ({ origin, key }: Access): ClientDriver => {
  const client = new OlderAnthropic({ baseURL: origin, apiKey: key, maxRetries: 0 })
  return driverOf('@anthropic-ai/sdk 0.x', client as unknown as Anthropic)
}

function driverOf(name: string, client: Anthropic): ClientDriver {
  const bodyOf = (ask: Ask, more: Message[] = []) => ({
    model: ask.model,
    max_tokens: ask.maxOutputTokens ?? DEFAULT_LIMIT,
    ...(ask.system !== undefined && { system: ask.system }),
    messages: [
      {
        role: 'user' as const,
        content: [
          ...(ask.image === undefined
            ? []
            : [
                {
                  type: 'image' as const,
                  source: { type: 'base64' as const, media_type: 'image/png' as const, data: ask.image },
                },
              ]),
          { type: 'text' as const, text: ask.prompt },
        ],
      },
      ...more,
    ],
    ...(ask.hasTools && {
      tools: [
        {
          name: WEATHER.name,
          description: WEATHER.description,
          input_schema: { ...WEATHER.schema, required: ['city'] },
        },
      ],
    }),
    ...(ask.wantsJson && { output_config: { format: { type: 'json_schema' as const, schema: CITY_SCHEMA } } }),
    ...(ask.wantsReasoning && { thinking: { type: 'enabled' as const, budget_tokens: THINKING_BUDGET } }),
  })

  async function call(ask: Ask, more?: Message[]): Promise<Told> {
    const body = bodyOf(ask, more) as unknown as Anthropic.MessageCreateParamsNonStreaming
    const answer = ask.isStreamed
      ? await client.messages.stream(body).finalMessage()
      : await client.messages.create(body)
    const { usage } = answer
    return {
      text: answer.content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      reasoning: answer.content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
      calls: answer.content.flatMap((block) =>
        block.type === 'tool_use' ? [{ id: block.id, name: block.name, arguments: block.input }] : [],
      ),
      finish: answer.stop_reason ?? undefined,
      inputTokens: usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
      outputTokens: usage.output_tokens,
      turn: answer.content,
    }
  }

  return {
    name,
    dialect: 'anthropic-messages',
    ask: (ask) => call(ask),
    giveResults: (ask, ...rounds) => call(ask, rounds.flatMap(toMessages)),
  }
}

const toMessages = ({ told, results }: Round): Message[] => [
  { role: 'assistant', content: told.turn as Anthropic.ContentBlockParam[] },
  {
    role: 'user',
    content: told.calls.map(({ id }, index) => ({
      type: 'tool_result' as const,
      tool_use_id: id,
      content: results[index] ?? '',
    })),
  },
]
