import { native, type RequestFeature, setting } from './request-samples.js'

/** Who asks, what it is kept under, and what single vendors offer. */
export const SERVICE_FEATURES: readonly RequestFeature[] = [
  setting('end user', { endUserId: 'u-1' }),
  native('cache marks', {
    'anthropic-messages': {
      system: [{ type: 'text', text: 'Long', cache_control: { type: 'ephemeral' } }],
    },
    'openai-chat': { prompt_cache_key: 'k' },
    'openai-responses': { prompt_cache_key: 'k' },
    'gemini-generate': { cachedContent: 'cachedContents/1' },
  }),
  native('the vendor’s own search', {
    'anthropic-messages': { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    'openai-chat': { web_search_options: {} },
    'openai-responses': { tools: [{ type: 'web_search' }] },
    'gemini-generate': { tools: [{ googleSearch: {} }] },
  }),
  native('class of service', {
    'anthropic-messages': { service_tier: 'auto' },
    'openai-chat': { service_tier: 'flex' },
    'openai-responses': { service_tier: 'flex' },
    'gemini-generate': { serviceTier: 'flex' },
  }),
  native('bias of tokens', { 'openai-chat': { logit_bias: { 5: 1 } } }),
  native('safety settings', {
    'gemini-generate': {
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    },
  }),
  native('a stored conversation', { 'openai-responses': { previous_response_id: 'resp_1' } }),
  native('notes to a call (metadata)', {
    'openai-chat': { metadata: { course: 'optics' } },
    'openai-responses': { metadata: { course: 'optics' } },
    'gemini-generate': { labels: { course: 'optics' } },
  }),
]
