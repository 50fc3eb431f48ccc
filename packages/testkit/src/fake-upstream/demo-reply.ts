import { type ChatRequest, imageUrls, lastPrompt, textOfMessage } from './chat-request.js'
import { minimalJson } from './minimal-json.js'

const MAX_QUOTED_CHARACTERS = 200

/** What the demo upstream says to a prompt without a script: the same prompt, the same answer. */
export type DemoReply = { type: 'text'; text: string } | { type: 'tool'; name: string; arguments: string }

/** @param label shown as who is speaking */
export function demoReply(request: ChatRequest, label: string): DemoReply {
  const tool = chooseTool(request)
  if (tool !== undefined)
    return { type: 'tool', name: tool.name, arguments: JSON.stringify(minimalJson(tool.parameters ?? {})) }
  const format = request.response_format?.type
  if (format === 'json_schema')
    return { type: 'text', text: JSON.stringify(minimalJson(request.response_format?.json_schema?.schema ?? {})) }
  if (format === 'json_object') return { type: 'text', text: JSON.stringify({ demo: label, prompt: quoted(request) }) }
  const last = request.messages.at(-1)
  if (last?.role === 'tool') return { type: 'text', text: WORDS[languageOf(request)].afterTool(textOfMessage(last)) }
  return { type: 'text', text: proseOf(request, label) }
}

/** A tool that must be called, or whose name the prompt speaks of; never two times for one question. */
function chooseTool(request: ChatRequest): { name: string; parameters?: object | null | undefined } | undefined {
  const tools = (request.tools ?? []).flatMap((tool) => (tool.function ? [tool.function] : []))
  const { tool_choice: choice } = request
  if (request.messages.at(-1)?.role !== 'user' || choice === 'none') return undefined
  if (typeof choice === 'object' && choice !== null) return tools.find(({ name }) => name === choice.function?.name)
  if (choice === 'required') return tools[0]
  const prompt = lastPrompt(request).toLowerCase()
  return tools.find(({ name }) => wordsOf(name).some((word) => prompt.includes(word)))
}

/** `get_weather` → weather; words of three letters and fewer say nothing. */
const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 3)

type Language = 'zh' | 'en'

const languageOf = (request: ChatRequest): Language => (/\p{Script=Han}/u.test(lastPrompt(request)) ? 'zh' : 'en')

const quoted = (request: ChatRequest): string => {
  const characters = [...lastPrompt(request).trim()]
  const isLong = characters.length > MAX_QUOTED_CHARACTERS
  return `${characters.slice(0, MAX_QUOTED_CHARACTERS).join('')}${isLong ? '…' : ''}`
}

function proseOf(request: ChatRequest, label: string): string {
  const words = WORDS[languageOf(request)]
  const images = imageUrls(request)
  const facts = {
    label,
    model: request.model,
    turn: request.messages.filter(({ role }) => role === 'user').length,
    characters: [...lastPrompt(request)].length,
  }
  return [
    words.opening(facts),
    lastPrompt(request).trim() === '' ? '' : quoted(request).replace(/^/gm, '> '),
    images.length > 0 ? words.images(images.length, images.map(sizeOf)) : '',
    words.closing(facts),
    ['```python', `print(${JSON.stringify(words.code)})`, '```'].join('\n'),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
}

interface Facts {
  label: string
  model: string
  turn: number
  characters: number
}

const WORDS: Record<
  Language,
  {
    opening(facts: Facts): string
    images(count: number, sizes: string[]): string
    closing(facts: Facts): string
    afterTool(result: string): string
    code: string
  }
> = {
  en: {
    opening: ({ label }) =>
      `Hello! I am the **${label} upstream** of Tollgate, a stand-in: there is no model behind me. You asked:`,
    images: (count, sizes) => `I received ${count} image${count === 1 ? '' : 's'} of ${sizes.join(', ')}.`,
    closing: ({ model, turn, characters }) =>
      [
        'What I can tell about it:',
        '',
        `- model asked for: \`${model}\``,
        `- turn of this conversation: ${turn}`,
        `- length of the prompt: ${characters} characters`,
        '',
        'And a code block, so that there is something to copy:',
      ].join('\n'),
    afterTool: (result) => `The tool answered: ${result}\n\nThat is all that the demo upstream can say about it.`,
    code: 'hello from the demo upstream',
  },
  zh: {
    opening: ({ label }) => `你好！我是 Tollgate 的**演示上游（${label}）**，只是替身，背后没有模型。你的问题是：`,
    images: (count, sizes) => `我收到了 ${count} 张图片，大小 ${sizes.join('、')}。`,
    closing: ({ model, turn, characters }) =>
      [
        '关于这个问题，我只知道：',
        '',
        `- 请求的模型：\`${model}\``,
        `- 本次对话的第 ${turn} 轮`,
        `- 提示词长度：${characters} 个字符`,
        '',
        '再附一段代码，方便试一试复制按钮：',
      ].join('\n'),
    afterTool: (result) => `工具返回：${result}\n\n演示上游能说的只有这些。`,
    code: '来自演示上游的问候',
  },
}

/** Of a data URL, in kB; another address is not fetched. */
function sizeOf(url: string): string {
  const [, data] = /^data:[^,]*;base64,(.*)$/s.exec(url) ?? []
  if (data === undefined) return url.startsWith('data:') ? '? kB' : 'unknown size (not fetched)'
  return `${Math.ceil((data.replace(/=+$/, '').length * 3) / 4 / 1_000)} kB`
}

/** Word by word, Chinese character by character; put together they are the text again. */
export const splitWords = (text: string): string[] => text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? []
