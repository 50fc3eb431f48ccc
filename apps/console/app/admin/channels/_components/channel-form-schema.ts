import * as z from 'zod/mini'
import type { AddChannelWithModelsInput, ChannelType } from '@/gql/graphql'
import { parseNanos } from '@/lib/money'
import { splitLines } from '@/lib/split-lines'

/** The sentences of the form's own checks. */
export type ChannelFormWords = Record<
  | 'nameMissing'
  | 'baseUrlWrong'
  | 'groupsMissing'
  | 'modelMissing'
  | 'modelTwice'
  | 'priceWrong'
  | 'countWrong'
  | 'modelsMissing'
  | 'apiVersionWrong',
  string
>

const isPrice = (text: string) => (parseNanos(text) ?? -1n) >= 0n
const isCount = (text: string) => text === '' || /^[1-9]\d{0,8}$/.test(text)

export const ABILITIES = ['vision', 'tools', 'reasoning', 'json', 'embedding'] as const

export function createChannelFormSchema(words: ChannelFormWords) {
  const price = z.string().check(z.trim(), z.refine(isPrice, words.priceWrong))
  const optionalPrice = z.string().check(
    z.trim(),
    z.refine((text) => text === '' || isPrice(text), words.priceWrong),
  )
  const count = z.string().check(z.trim(), z.refine(isCount, words.countWrong))
  const model = z.object({
    name: z.string().check(z.trim(), z.minLength(1, words.modelMissing)),
    upstreamName: z.string().check(z.trim()),
    inputPerMillion: price,
    outputPerMillion: price,
    cacheReadPerMillion: optionalPrice,
    maxOutputTokens: count,
    contextTokens: count,
    abilities: z.array(z.string()),
  })
  return z.object({
    name: z.string().check(z.trim(), z.minLength(1, words.nameMissing)),
    type: z.custom<ChannelType>((value) => typeof value === 'string'),
    apiVersion: z.string().check(z.trim(), z.regex(/^[A-Za-z0-9.-]{0,32}$/, words.apiVersionWrong)),
    baseUrl: z.url({ protocol: /^https?$/, error: words.baseUrlWrong }),
    keys: z.string(),
    provider: z.string().check(z.trim()),
    groupIds: z.array(z.string()).check(z.minLength(1, words.groupsMissing)),
    models: z.array(model).check(z.minLength(1, words.modelsMissing), ({ value, issues }) => {
      value.forEach(({ name }, index) => {
        if (name !== '' && value.findIndex((other) => other.name === name) !== index)
          issues.push({ code: 'custom', input: value, path: [index, 'name'], message: words.modelTwice })
      })
    }),
  })
}

export type ChannelForm = z.infer<ReturnType<typeof createChannelFormSchema>>
export type ModelForm = ChannelForm['models'][number]

export const EMPTY_MODEL: ModelForm = {
  name: '',
  upstreamName: '',
  inputPerMillion: '',
  outputPerMillion: '',
  cacheReadPerMillion: '',
  maxOutputTokens: '',
  contextTokens: '',
  abilities: [],
}

/** What was typed → one mutation: the channel, its models and their prices. */
export function toAddChannelInput(form: ChannelForm): AddChannelWithModelsInput {
  const { name, type, apiVersion, baseUrl, keys, provider, groupIds, models } = form
  return {
    channel: {
      type,
      name,
      baseUrl,
      ...(apiVersion !== '' && { settings: { apiVersion } }),
      keys: splitLines(keys),
      groupIds,
      models: models.map((model) => model.name),
      modelMapping: models
        .filter((model) => model.upstreamName !== '' && model.upstreamName !== model.name)
        .map((model) => ({ publicName: model.name, upstreamName: model.upstreamName })),
    },
    models: models.map((model) => ({
      name: model.name,
      provider: provider || null,
      abilities: model.abilities,
      contextTokens: toCount(model.contextTokens),
      maxOutputTokens: toCount(model.maxOutputTokens),
      groupIds,
      price: {
        inputPerMillion: model.inputPerMillion,
        outputPerMillion: model.outputPerMillion,
        cacheReadPerMillion: model.cacheReadPerMillion || null,
      },
    })),
  }
}

const toCount = (text: string): number | null => (text === '' ? null : Number(text))
