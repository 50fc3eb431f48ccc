import { type Content, type GenerateContentParameters, type GenerateContentResponse, GoogleGenAI } from '@google/genai'
import { GoogleGenerativeAI, type Content as OlderContent } from '@google/generative-ai'
import { type Access, type Ask, CITY_SCHEMA, type ClientDriver, type Round, type Told, WEATHER } from './driver.js'

const OPEN_API_SCHEMA = { type: 'OBJECT', properties: { city: { type: 'STRING' } }, required: ['city'] }
const THINKING_BUDGET = 2_048

const userTurn = (ask: Ask) => ({
  role: 'user',
  parts: [
    ...(ask.image === undefined ? [] : [{ inlineData: { mimeType: 'image/png', data: ask.image } }]),
    { text: ask.prompt },
  ],
})

const resultTurn = ({ told, results }: Round) => ({
  role: 'user',
  parts: told.calls.map(({ id, name }, index) => ({
    functionResponse: { ...(id !== '' && { id }), name, response: { output: results[index] ?? '' } },
  })),
})

/** What both libraries hand on as it came. */
type Answer = Pick<GenerateContentResponse, 'candidates' | 'usageMetadata'>

function toTold(answers: readonly Answer[]): Told {
  const candidates = answers.flatMap(({ candidates = [] }) => candidates)
  const parts = candidates.flatMap(({ content }) => content?.parts ?? [])
  const usage = answers.findLast(({ usageMetadata }) => usageMetadata !== undefined)?.usageMetadata
  return {
    text: parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
    reasoning: parts.map((part) => (part.thought ? (part.text ?? '') : '')).join(''),
    calls: parts.flatMap(({ functionCall }) =>
      functionCall === undefined
        ? []
        : [{ id: functionCall.id ?? '', name: functionCall.name ?? '', arguments: functionCall.args ?? {} }],
    ),
    finish: candidates.findLast(({ finishReason }) => finishReason !== undefined)?.finishReason,
    inputTokens: usage?.promptTokenCount,
    outputTokens: usage === undefined ? undefined : (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
    turn: { role: 'model', parts },
  }
}

export function geminiClient({ origin, key }: Access): ClientDriver {
  const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: origin } })
  const paramsOf = (ask: Ask, more: Content[] = []): GenerateContentParameters => ({
    model: ask.model,
    contents: [userTurn(ask), ...more],
    config: {
      ...(ask.system !== undefined && { systemInstruction: ask.system }),
      ...(ask.hasTools && {
        tools: [
          {
            functionDeclarations: [
              { name: WEATHER.name, description: WEATHER.description, parametersJsonSchema: WEATHER.schema },
            ],
          },
        ],
      }),
      ...(ask.wantsJson && { responseMimeType: 'application/json', responseJsonSchema: CITY_SCHEMA }),
      ...(ask.wantsReasoning && { thinkingConfig: { thinkingBudget: THINKING_BUDGET, includeThoughts: true } }),
      ...(ask.maxOutputTokens !== undefined && { maxOutputTokens: ask.maxOutputTokens }),
    },
  })

  async function call(ask: Ask, more?: Content[]): Promise<Told> {
    const params = paramsOf(ask, more)
    if (!ask.isStreamed) return toTold([await client.models.generateContent(params)])
    const answers: Answer[] = []
    for await (const chunk of await client.models.generateContentStream(params)) answers.push(chunk)
    return toTold(answers)
  }

  return {
    name: '@google/genai',
    dialect: 'gemini-generate',
    ask: (ask) => call(ask),
    giveResults: (ask, ...rounds) =>
      call(
        ask,
        rounds.flatMap((round) => [round.told.turn as Content, resultTurn(round)]),
      ),
  }
}

export function olderGeminiClient({ origin, key }: Access): ClientDriver {
  async function call(ask: Ask, more: OlderContent[] = []): Promise<Told> {
    const model = new GoogleGenerativeAI(key).getGenerativeModel(
      {
        model: ask.model,
        ...(ask.system !== undefined && { systemInstruction: ask.system }),
        ...(ask.hasTools && {
          tools: [
            {
              functionDeclarations: [
                { name: WEATHER.name, description: WEATHER.description, parameters: OPEN_API_SCHEMA as never },
              ],
            },
          ],
        }),
        generationConfig: {
          ...(ask.wantsJson && {
            responseMimeType: 'application/json',
            responseSchema: {
              type: 'OBJECT',
              properties: { city: { type: 'STRING' }, population: { type: 'INTEGER' } },
              required: ['city', 'population'],
            } as never,
          }),
          ...(ask.maxOutputTokens !== undefined && { maxOutputTokens: ask.maxOutputTokens }),
        },
      },
      { baseUrl: origin },
    )
    const request = { contents: [userTurn(ask) as OlderContent, ...more] }
    if (!ask.isStreamed) return toTold([(await model.generateContent(request)).response as unknown as Answer])
    const { stream, response } = await model.generateContentStream(request)
    const answers: Answer[] = []
    for await (const chunk of stream) answers.push(chunk as unknown as Answer)
    await response
    return toTold(answers)
  }

  return {
    name: '@google/generative-ai',
    dialect: 'gemini-generate',
    ask: (ask) => call(ask),
    giveResults: (ask, ...rounds) =>
      call(
        ask,
        rounds.flatMap((round) => [round.told.turn as OlderContent, resultTurn(round) as OlderContent]),
      ),
  }
}
