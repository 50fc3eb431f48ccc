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

type Item = OpenAI.Responses.ResponseInputItem

export function openAiResponsesClient({ origin, key }: Access): ClientDriver {
  const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: key, maxRetries: 0 })
  const bodyOf = (ask: Ask, more: Item[] = []) => ({
    model: ask.model,
    store: false,
    ...(ask.system !== undefined && { instructions: ask.system }),
    input: [
      {
        role: 'user' as const,
        content: [
          ...(ask.image === undefined
            ? []
            : [
                {
                  type: 'input_image' as const,
                  detail: 'auto' as const,
                  image_url: `data:image/png;base64,${ask.image}`,
                },
              ]),
          { type: 'input_text' as const, text: ask.prompt },
        ],
      },
      ...more,
    ],
    ...(ask.hasTools && {
      tools: [
        {
          type: 'function' as const,
          name: WEATHER.name,
          description: WEATHER.description,
          parameters: WEATHER.schema,
          strict: false,
        },
      ],
    }),
    ...(ask.wantsJson && {
      text: { format: { type: 'json_schema' as const, name: 'city', schema: CITY_SCHEMA, strict: true } },
    }),
    ...(ask.wantsReasoning && {
      reasoning: { effort: 'medium' as const, summary: 'auto' as const },
      include: ['reasoning.encrypted_content' as const],
    }),
    ...(ask.maxOutputTokens !== undefined && { max_output_tokens: ask.maxOutputTokens }),
  })

  async function call(ask: Ask, more?: Item[]): Promise<Told> {
    const body = bodyOf(ask, more)
    const answer = ask.isStreamed
      ? await client.responses.stream(body).finalResponse()
      : await client.responses.create(body)
    return {
      text: answer.output_text,
      reasoning: answer.output
        .flatMap((item) => (item.type === 'reasoning' ? item.summary.map(({ text }) => text) : []))
        .join(''),
      calls: answer.output.flatMap((item) =>
        item.type === 'function_call'
          ? [{ id: item.call_id, name: item.name, arguments: parseArguments(item.arguments) }]
          : [],
      ),
      finish: answer.incomplete_details?.reason ?? answer.status,
      inputTokens: answer.usage?.input_tokens,
      outputTokens: answer.usage?.output_tokens,
      turn: answer.output.map(withoutHelp),
    }
  }

  return {
    name: 'openai (Responses)',
    dialect: 'openai-responses',
    ask: (ask) => call(ask),
    giveResults: (ask, ...rounds) => call(ask, rounds.flatMap(toItems)),
  }
}

const toItems = ({ told, results }: Round): Item[] => [
  ...(told.turn as Item[]),
  ...told.calls.map(
    ({ id }, index): Item => ({ type: 'function_call_output', call_id: id, output: results[index] ?? '' }),
  ),
]

/** The stream's helper adds fields of its own, which the vendor's API refuses when they come back. */
function withoutHelp(item: object): object {
  const { parsed_arguments: _, ...rest } = item as { parsed_arguments?: unknown }
  return rest
}
