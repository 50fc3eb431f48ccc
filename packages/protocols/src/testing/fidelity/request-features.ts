import { CONVERSATION_FEATURES } from './conversation-features.js'
import type { RequestFeature } from './request-samples.js'
import { SERVICE_FEATURES } from './service-features.js'
import { SETTING_FEATURES } from './setting-features.js'
import { THINKING_FEATURES } from './thinking-features.js'
import { TOOL_FEATURES } from './tool-features.js'

/** Every row of the tables in docs/fidelity.md that is about requests, by the heading it stands under. */
export const REQUEST_FEATURES: Readonly<Record<string, readonly RequestFeature[]>> = {
  Conversation: CONVERSATION_FEATURES,
  Tools: TOOL_FEATURES,
  'Form of the answer, sampling, limits': SETTING_FEATURES,
  Thinking: THINKING_FEATURES,
  'Service and vendors’ own': SERVICE_FEATURES,
}
