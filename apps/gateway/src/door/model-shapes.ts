import type { DialectId } from '@tollgate/protocols/canonical'
import type { ModelRecord } from '@tollgate/protocols/events'
import { isEmbeddingModel } from '../admission/authorise.js'

/** A model, and a list of them, as a dialect's clients expect it. */
export interface ModelShape {
  one: (model: ModelRecord) => object
  list: (models: readonly ModelRecord[]) => object
}

const openAi = (model: ModelRecord) => ({
  id: model.name,
  object: 'model',
  created: Math.floor(Date.parse(model.createdAt) / 1_000),
  owned_by: model.provider,
  ...(model.contextTokens !== null && { context_length: model.contextTokens }),
  ...(model.maxOutputTokens !== null && { max_output_tokens: model.maxOutputTokens }),
  abilities: model.abilities,
})
const OPENAI: ModelShape = { one: openAi, list: (models) => ({ object: 'list', data: models.map(openAi) }) }

const anthropic = (model: ModelRecord) => ({
  type: 'model',
  id: model.name,
  display_name: model.name,
  created_at: model.createdAt,
  ...(model.contextTokens !== null && { max_input_tokens: model.contextTokens }),
  ...(model.maxOutputTokens !== null && { max_tokens: model.maxOutputTokens }),
})

/** The list is short and always whole: no second page is ever announced. */
const ANTHROPIC: ModelShape = {
  one: anthropic,
  list: (models) => ({
    data: models.map(anthropic),
    has_more: false,
    first_id: models[0]?.name ?? null,
    last_id: models.at(-1)?.name ?? null,
  }),
}

const TEXT_METHODS = ['generateContent', 'streamGenerateContent']
const EMBEDDING_METHODS = ['embedContent', 'batchEmbedContents']
const gemini = (model: ModelRecord) => ({
  name: `models/${model.name}`,
  displayName: model.name,
  ...(model.contextTokens !== null && { inputTokenLimit: model.contextTokens }),
  ...(model.maxOutputTokens !== null && { outputTokenLimit: model.maxOutputTokens }),
  supportedGenerationMethods: [...(isEmbeddingModel(model) ? EMBEDDING_METHODS : TEXT_METHODS), 'countTokens'],
})
const GEMINI: ModelShape = { one: gemini, list: (models) => ({ models: models.map(gemini) }) }

export const MODEL_SHAPES: Record<DialectId, ModelShape> = {
  'openai-chat': OPENAI,
  'openai-responses': OPENAI,
  'anthropic-messages': ANTHROPIC,
  'gemini-generate': GEMINI,
}
