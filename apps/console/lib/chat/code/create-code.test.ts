import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { ChatParameters } from '../chat-request'
import { createAnswer, type Turn } from '../conversation'
import { CODE_DIALECTS } from './call-code'
import { createCode, shortenData } from './create-code'
import { toPython } from './literals'

const PICTURE = `data:image/png;base64,${'A'.repeat(600)}`
const turns: readonly Turn[] = [
  { role: 'user', id: '1', text: 'It\'s "50 %" of $HOME\nJSON\n光', images: [PICTURE] },
  { ...createAnswer('2', 'm'), text: 'No `x`', state: 'done' },
  { role: 'user', id: '3', text: 'Why?', images: [] },
]
const all: ChatParameters = {
  ...{ systemPrompt: 'Be brief.', temperature: 0, topP: 0.9, maxTokens: 64, frequencyPenalty: 0.1, presencePenalty: 0 },
  ...{ seed: 7, stop: ['END'], reasoningEffort: 'low', isJson: true },
}
const codeOf = (dialect: (typeof CODE_DIALECTS)[number], parameters: ChatParameters, canSee = true) =>
  createCode(dialect, {
    publicUrl: 'http://localhost:8080',
    request: { model: 'deepseek-ai/V3', turns, parameters, canSee },
    maxOutputTokens: null,
  })
/** What curl is given to send. */
const bodyOf = (code: string) => JSON.parse(/<<'JSON'\n([\s\S]*)\nJSON\n$/.exec(code)?.[1] ?? '')

describe('show as code', () => {
  it('sends what is set and nothing else, as OpenAI takes it', () => {
    expect(Object.keys(bodyOf(codeOf('openai', {}).texts.curl))).toEqual(['model', 'messages'])
    expect(bodyOf(codeOf('openai', all).texts.curl)).toMatchObject({
      ...{ temperature: 0, top_p: 0.9, max_tokens: 64, frequency_penalty: 0.1, presence_penalty: 0, seed: 7 },
      ...{ stop: ['END'], reasoning_effort: 'low', response_format: { type: 'json_object' } },
    })
  })

  it('as Anthropic takes it, and says what it has no words for', () => {
    const { texts, leftOut } = codeOf('anthropic', all)
    expect(leftOut).toEqual(['frequencyPenalty', 'presencePenalty', 'seed', 'isJson'])
    const { messages, ...body } = bodyOf(texts.curl)
    expect(body).toEqual({
      ...{ model: 'deepseek-ai/V3', max_tokens: 64, system: 'Be brief.', temperature: 0, top_p: 0.9 },
      ...{ stop_sequences: ['END'], thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
    })
    expect(messages[0].content[1].source).toMatchObject({ type: 'base64', media_type: 'image/png' })
    expect(codeOf('anthropic', { isJson: false }).leftOut).toEqual([])
    expect(Object.keys(bodyOf(codeOf('anthropic', {}).texts.curl))).toEqual(['model', 'max_tokens', 'messages'])
  })

  it('as Gemini takes it', () => {
    const { contents, ...body } = bodyOf(codeOf('gemini', all).texts.curl)
    expect(body).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: {
        ...{ temperature: 0, topP: 0.9, maxOutputTokens: 64, frequencyPenalty: 0.1, presencePenalty: 0, seed: 7 },
        ...{ stopSequences: ['END'], thinkingConfig: { thinkingLevel: 'LOW' }, responseMimeType: 'application/json' },
      },
    })
    expect(contents.map(({ role }: { role: string }) => role)).toEqual(['user', 'model', 'user'])
    expect(contents[0].parts[1].inlineData.mimeType).toBe('image/png')
    expect(Object.keys(bodyOf(codeOf('gemini', {}).texts.curl))).toEqual(['contents'])
  })

  it.each(CODE_DIALECTS)('%s: pictures go to models that see, and the key is a placeholder', (dialect) => {
    const { texts } = codeOf(dialect, {})
    const blind = codeOf(dialect, {}, false).texts
    for (const language of ['curl', 'python', 'node'] as const) {
      expect(texts[language]).toContain('A'.repeat(600))
      expect(shortenData(texts[language])).not.toContain('A'.repeat(100))
      expect(blind[language]).not.toContain('AAAA')
      expect(texts[language]).toContain('YOUR_KEY')
    }
  })

  it.each(CODE_DIALECTS)('%s: a shell hands the body over as it is', (dialect) => {
    const { curl } = codeOf(dialect, all).texts
    const script = curl.replace(/^curl [\s\S]*--data-binary @- /m, 'cat ')
    const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' })
    expect(JSON.parse(stdout)).toEqual(bodyOf(curl))
  })
})

it('writes literals of Python', () => {
  expect(toPython({ a: [true, false, 0.5], b: {}, c: [], d: 'it\'s "\n"' })).toBe(`{
    "a": [
        True,
        False,
        0.5,
    ],
    "b": {},
    "c": [],
    "d": "it's \\"\\n\\"",
}`)
})
