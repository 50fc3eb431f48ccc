import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { GoogleGenAI } from '@google/genai'
import { GoogleGenerativeAI } from '@google/generative-ai'
import { type EmbeddingModel, embed, embedMany } from 'ai'
import OpenAI from 'openai'
import type { Access } from './driver.js'

export interface EmbedOptions {
  dimensions?: number
}

/** One official library that asks for vectors, used as its users use it. */
export interface EmbeddingClient {
  name: string
  dialect: 'openai-chat' | 'gemini-generate'
  /** One vector for each text, in their order. @throws as the library does */
  embed(model: string, texts: readonly string[], options?: EmbedOptions): Promise<number[][]>
}

const openAiClient = (access: Access, name: string, format?: 'float'): EmbeddingClient => {
  const client = new OpenAI({ baseURL: `${access.origin}/v1`, apiKey: access.key, maxRetries: 0 })
  return {
    name,
    dialect: 'openai-chat',
    async embed(model, texts, { dimensions } = {}) {
      const { data } = await client.embeddings.create({
        model,
        input: [...texts],
        ...(format && { encoding_format: format }),
        ...(dimensions !== undefined && { dimensions }),
      })
      return data.map(({ embedding }) => embedding)
    },
  }
}

const geminiClient = ({ origin, key }: Access): EmbeddingClient => {
  const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: origin } })
  return {
    name: '@google/genai',
    dialect: 'gemini-generate',
    async embed(model, texts, { dimensions } = {}) {
      const config = dimensions === undefined ? {} : { config: { outputDimensionality: dimensions } }
      const { embeddings = [] } = await client.models.embedContent({ model, contents: [...texts], ...config })
      return embeddings.map(({ values = [] }) => values)
    },
  }
}

/** It sends one text by `embedContent` and several by `batchEmbedContents`. It has no field for the vectors' length. */
const olderGeminiClient = ({ origin, key }: Access): EmbeddingClient => ({
  name: '@google/generative-ai',
  dialect: 'gemini-generate',
  async embed(modelName, texts) {
    const model = new GoogleGenerativeAI(key).getGenerativeModel({ model: modelName }, { baseUrl: origin })
    const [only, ...others] = texts
    if (only !== undefined && others.length === 0) return [(await model.embedContent(only)).embedding.values]
    const requests = texts.map((text) => ({ content: { role: 'user', parts: [{ text }] } }))
    return (await model.batchEmbedContents({ requests })).embeddings.map(({ values }) => values)
  },
})

type MakeModel = (name: string) => EmbeddingModel

const aiSdkClient = (
  name: string,
  dialect: EmbeddingClient['dialect'],
  { makeModel, optionsOf }: { makeModel: MakeModel; optionsOf: (dimensions: number) => Record<string, object> },
): EmbeddingClient => ({
  name,
  dialect,
  async embed(modelName, texts, { dimensions } = {}) {
    const common = {
      model: makeModel(modelName),
      maxRetries: 0,
      ...(dimensions !== undefined && { providerOptions: optionsOf(dimensions) as never }),
    }
    const [only, ...others] = texts
    if (only !== undefined && others.length === 0) return [(await embed({ ...common, value: only })).embedding]
    return (await embedMany({ ...common, values: [...texts] })).embeddings
  },
})

/** Every official library for vectors that users were promised. */
export function allEmbeddingClients(access: Access): EmbeddingClient[] {
  const { origin, key } = access
  const openAi = createOpenAI({ baseURL: `${origin}/v1`, apiKey: key })
  const google = createGoogleGenerativeAI({ baseURL: `${origin}/v1beta`, apiKey: key })
  const compatible = createOpenAICompatible({ name: 'tollgate', baseURL: `${origin}/v1`, apiKey: key })
  return [
    openAiClient(access, 'openai (base64, its default)'),
    openAiClient(access, 'openai (float)', 'float'),
    geminiClient(access),
    olderGeminiClient(access),
    aiSdkClient('ai + @ai-sdk/openai', 'openai-chat', {
      makeModel: (name) => openAi.embedding(name),
      optionsOf: (dimensions) => ({ openai: { dimensions } }),
    }),
    aiSdkClient('ai + @ai-sdk/openai-compatible', 'openai-chat', {
      makeModel: (name) => compatible.embeddingModel(name),
      optionsOf: (dimensions) => ({ openaiCompatible: { dimensions } }),
    }),
    aiSdkClient('ai + @ai-sdk/google', 'gemini-generate', {
      makeModel: (name) => google.embedding(name),
      optionsOf: (outputDimensionality) => ({ google: { outputDimensionality } }),
    }),
  ]
}
