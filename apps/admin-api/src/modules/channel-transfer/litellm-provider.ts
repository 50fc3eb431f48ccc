import type { ChannelType } from '@tollgate/protocols/events'

/** What stands before the first slash of `litellm_params.model` → our type of channel. */
const PROVIDERS: Readonly<Record<string, ChannelType>> = {
  openai: 'openai-compatible',
  custom_openai: 'openai-compatible',
  openai_like: 'openai-compatible',
  azure: 'azure-openai',
  anthropic: 'anthropic',
  gemini: 'gemini',
  deepseek: 'deepseek',
  moonshot: 'moonshot',
  dashscope: 'dashscope',
  siliconflow: 'siliconflow',
  openrouter: 'openrouter',
  hosted_vllm: 'vllm',
  vllm: 'vllm',
  ollama: 'ollama',
  ollama_chat: 'ollama',
  huggingface: 'tgi',
}

/** Names that LiteLLM recognises without a provider before them. */
const BARE: readonly [RegExp, ChannelType][] = [
  [/^(gpt-|o\d|chatgpt-|text-embedding-)/, 'openai'],
  [/^claude-/, 'anthropic'],
  [/^gemini-/, 'gemini'],
  [/^deepseek-(chat|reasoner)/, 'deepseek'],
]

export interface LitellmProvider {
  type: ChannelType
  /** The upstream's name of the model. */
  upstreamName: string
}

/**
 * `litellm_params.model` → whose API that is. `openai/` without an address of its own is OpenAI itself.
 * @returns `undefined` for a provider that no channel can stand for
 */
export function parseLitellmModel(
  model: string,
  { provider, hasBase }: { provider?: string | undefined; hasBase: boolean },
): LitellmProvider | undefined {
  const at = model.indexOf('/')
  const prefix = at < 0 ? '' : model.slice(0, at)
  const known = provider ?? (Object.hasOwn(PROVIDERS, prefix) ? prefix : undefined)
  if (known !== undefined) {
    const type = Object.hasOwn(PROVIDERS, known) ? PROVIDERS[known] : undefined
    if (type === undefined) return undefined
    const upstreamName = prefix === known ? model.slice(at + 1) : model
    return { type: type === 'openai-compatible' && !hasBase ? 'openai' : type, upstreamName }
  }
  const type = BARE.find(([pattern]) => pattern.test(model))?.[1]
  if (type !== undefined)
    return { type: hasBase && type === 'openai' ? 'openai-compatible' : type, upstreamName: model }
  return undefined
}
