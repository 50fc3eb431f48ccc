import { aiSdkClients } from './ai-sdk.js'
import { anthropicClient, olderAnthropicClient } from './anthropic.js'
import type { Access, ClientDriver } from './driver.js'
import { geminiClient, olderGeminiClient } from './gemini.js'
import { openAiChatClient } from './openai-chat.js'
import { openAiResponsesClient } from './openai-responses.js'

export * from './driver.js'

/** Every official library that users were promised, newest that runs here. */
export const allClients = (access: Access): ClientDriver[] => [
  openAiChatClient(access),
  openAiResponsesClient(access),
  anthropicClient(access),
  olderAnthropicClient(access),
  geminiClient(access),
  olderGeminiClient(access),
  ...aiSdkClients(access),
]
