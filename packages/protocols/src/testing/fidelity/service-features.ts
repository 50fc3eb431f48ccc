import { native, type RequestFeature, setting } from './request-samples.js'

/** Who asks, what it is kept under, and what single vendors offer. */
export const SERVICE_FEATURES: readonly RequestFeature[] = [
  setting('end user', { endUserId: 'u-1' }),
  setting('under which it is cached (prompt cache key)', { promptCacheKey: 'k' }),
  native('cache marks', {
    'anthropic-messages': {
      system: [{ type: 'text', text: 'Long', cache_control: { type: 'ephemeral' } }],
    },
    'gemini-generate': { cachedContent: 'cachedContents/1' },
  }),
  setting('verbosity', { verbosity: 'low' }),
  native('the vendor’s own search', {
    'anthropic-messages': { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    'openai-chat': { web_search_options: {} },
    'openai-responses': { tools: [{ type: 'web_search' }] },
    'gemini-generate': { tools: [{ googleSearch: {} }] },
  }),
  setting('class of service', { serviceTier: 'flex' }),
  native('class of service of the vendor’s own', {
    'anthropic-messages': { service_tier: 'standard_only' },
    'gemini-generate': { serviceTier: 'flex' },
  }),
  native('bias of tokens', { 'openai-chat': { logit_bias: { 5: 1 } } }),
  native('safety settings', {
    'gemini-generate': {
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    },
  }),
  native('a stored prompt', { 'openai-responses': { prompt: { id: 'pmpt_1' } } }),
  {
    ...native('notes to a call (metadata)', {
      'openai-chat': { metadata: { course: 'optics' } },
      'openai-responses': { metadata: { course: 'optics' } },
    }),
    view: ({ settings }) => settings.metadata,
  },
  native('labels', { 'gemini-generate': { labels: { course: 'optics' } } }),
]
