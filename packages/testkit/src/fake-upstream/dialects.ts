import { anthropicMessages } from './anthropic-messages.js'
import type { FakeDialect } from './fake-dialect.js'
import { geminiEmbeddings } from './gemini-embeddings.js'
import { geminiGenerate } from './gemini-generate.js'
import { openaiChat } from './openai-chat.js'
import { openaiEmbeddings } from './openai-embeddings.js'
import { openaiResponses } from './openai-responses.js'

/** Every wire that the fake upstream speaks. */
const DIALECTS: readonly FakeDialect[] = [
  openaiChat,
  openaiResponses,
  anthropicMessages,
  geminiGenerate,
  openaiEmbeddings,
  geminiEmbeddings,
]

/** By path; one that nobody knows is refused in the words of the first. */
export const dialectOf = (path: string): FakeDialect => DIALECTS.find((dialect) => dialect.isPath(path)) ?? openaiChat
