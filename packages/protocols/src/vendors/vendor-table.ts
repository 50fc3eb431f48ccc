import type { DialectId } from '../canonical/dialect-id.js'
import type { TargetTraits } from '../codec.js'
import type { ChannelType } from '../events/catalog.js'

/** What a type of channel is. The only place where vendors are named, beside the folder of their own dialect. */
export interface Vendor {
  /** As people know it. */
  label: string
  /** What it speaks: the client's own dialect if it is among these (bytes pass through), else the first. */
  dialects: readonly [DialectId, ...DialectId[]]
  /** Which header carries the upstream key. */
  auth: 'bearer' | 'api-key' | 'x-api-key' | 'x-goog-api-key'
  /** Its own address, offered in forms; null: every installation has another one. */
  defaultBaseUrl: string | null
  /** Path of a base URL that has none. */
  defaultPath: string
  /** The model stands in the path as a deployment, and the API's version in the query. */
  hasDeployments?: true
  /** Servers of one's own cost nothing per call; null: depends on the address and on whether there is a key. */
  isSelfHosted: boolean | null
  traits: TargetTraits
}

const COMPATIBLE: TargetTraits = {
  outputLimitField: 'max_tokens',
  takesDeveloperRole: false,
  takesServiceFields: false,
}
const SELF_HOSTED: TargetTraits = { ...COMPATIBLE, takesTopK: true, takesMediaUrls: true }

export const VENDORS: Record<ChannelType, Vendor> = {
  'openai-compatible': {
    label: 'OpenAI-compatible',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: null,
    defaultPath: '/v1',
    isSelfHosted: null,
    traits: COMPATIBLE,
  },
  openai: {
    label: 'OpenAI',
    dialects: ['openai-chat', 'openai-responses'],
    auth: 'bearer',
    defaultBaseUrl: 'https://api.openai.com/v1',
    defaultPath: '/v1',
    isSelfHosted: false,
    traits: { outputLimitField: 'max_completion_tokens', takesDeveloperRole: true, takesTopK: false },
  },
  'openai-responses': {
    label: 'OpenAI Responses only',
    dialects: ['openai-responses'],
    auth: 'bearer',
    defaultBaseUrl: null,
    defaultPath: '/v1',
    isSelfHosted: null,
    traits: { takesTopK: false },
  },
  'azure-openai': {
    label: 'Azure OpenAI',
    dialects: ['openai-chat'],
    auth: 'api-key',
    defaultBaseUrl: null,
    defaultPath: '',
    hasDeployments: true,
    isSelfHosted: false,
    traits: { outputLimitField: 'max_completion_tokens', takesDeveloperRole: true, takesTopK: false },
  },
  anthropic: {
    label: 'Anthropic',
    dialects: ['anthropic-messages'],
    auth: 'x-api-key',
    defaultBaseUrl: 'https://api.anthropic.com/v1',
    defaultPath: '/v1',
    isSelfHosted: false,
    traits: { takesMediaUrls: true, takesMediaInToolResults: true },
  },
  gemini: {
    label: 'Google Gemini',
    dialects: ['gemini-generate'],
    auth: 'x-goog-api-key',
    defaultBaseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    defaultPath: '/v1beta',
    isSelfHosted: false,
    traits: { takesMediaUrls: false, takesPlainJsonSchema: true },
  },
  deepseek: {
    label: 'DeepSeek',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: 'https://api.deepseek.com/v1',
    defaultPath: '/v1',
    isSelfHosted: false,
    traits: { ...COMPATIBLE, reasoningField: 'reasoning_content' },
  },
  moonshot: {
    label: 'Moonshot',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: 'https://api.moonshot.cn/v1',
    defaultPath: '/v1',
    isSelfHosted: false,
    traits: { ...COMPATIBLE, reasoningField: 'reasoning_content' },
  },
  dashscope: {
    label: 'DashScope',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    defaultPath: '/compatible-mode/v1',
    isSelfHosted: false,
    traits: { ...COMPATIBLE, isTopPBelowOne: true, takesTopK: true },
  },
  siliconflow: {
    label: 'SiliconFlow',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: 'https://api.siliconflow.cn/v1',
    defaultPath: '/v1',
    isSelfHosted: false,
    traits: { ...COMPATIBLE, takesTopK: true },
  },
  openrouter: {
    label: 'OpenRouter',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: 'https://openrouter.ai/api/v1',
    defaultPath: '/api/v1',
    isSelfHosted: false,
    traits: { ...COMPATIBLE, takesTopK: true, reasoningField: 'reasoning' },
  },
  vllm: {
    label: 'vLLM',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: null,
    defaultPath: '/v1',
    isSelfHosted: true,
    traits: SELF_HOSTED,
  },
  sglang: {
    label: 'SGLang',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: null,
    defaultPath: '/v1',
    isSelfHosted: true,
    traits: SELF_HOSTED,
  },
  tgi: {
    label: 'Text Generation Inference',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: null,
    defaultPath: '/v1',
    isSelfHosted: true,
    traits: { ...COMPATIBLE, takesParallelToolCallsFlag: false },
  },
  ollama: {
    label: 'Ollama',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: null,
    defaultPath: '/v1',
    isSelfHosted: true,
    traits: { ...COMPATIBLE, takesMediaUrls: false },
  },
  fastchat: {
    label: 'FastChat',
    dialects: ['openai-chat'],
    auth: 'bearer',
    defaultBaseUrl: null,
    defaultPath: '/v1',
    isSelfHosted: true,
    traits: { ...COMPATIBLE, takesStreamOptions: false, takesParallelToolCallsFlag: false },
  },
}
