import { readFile } from 'node:fs/promises'
import { targetTraitsSchema } from '@tollgate/protocols/events'
import { buildSchema, isInputObjectType, isObjectType } from 'graphql'
import { expect, it } from 'vitest'
import { stateFileSchema } from '../state/state-file.js'
import { readTraits, toTraits, traitsField } from './traits-fields.js'

it('stores what was said, and nothing else', () => {
  const stored = traitsField.parse({
    takesTopK: false,
    thinking: 'budget',
    thinkingBudgetMin: 1_024,
    thinkingBudgetMax: 32_000,
    maxOutputTokens: null,
  })
  expect(stored).toEqual({ takesTopK: false, thinking: 'budget', thinkingBudget: { min: 1_024, max: 32_000 } })
  expect(toTraits(stored)).toEqual({
    takesTopK: false,
    thinking: 'budget',
    thinkingBudgetMin: 1_024,
    thinkingBudgetMax: 32_000,
  })
})

it.each([{ thinkingBudgetMin: 5 }, { thinkingBudgetMin: 9, thinkingBudgetMax: 3 }, { maxOutputTokens: -1 }])(
  'refuses %o',
  (given) => expect(traitsField.safeParse(given).success).toBe(false),
)

it('takes a column that it cannot read for one that says nothing', () => {
  expect(readTraits({ thinking: 'loudly' })).toEqual({})
})

/** A budget is one trait and two fields. */
const FLAT_FIELDS = Object.keys(targetTraitsSchema.shape).flatMap((name) =>
  name === 'thinkingBudget' ? ['thinkingBudgetMin', 'thinkingBudgetMax'] : [name],
)

it.each(['Traits', 'TraitsInput'])('%s of the API has every trait that the codecs know', async (name) => {
  const sdl = await readFile(new URL('../../../schema.graphql', import.meta.url), 'utf8')
  const type = buildSchema(sdl).getType(name)
  if (!isObjectType(type) && !isInputObjectType(type)) throw new Error(`${name} has no fields`)
  expect(Object.keys(type.getFields()).toSorted()).toEqual(FLAT_FIELDS.toSorted())
})

it('the documentation names every trait', async () => {
  const text = await readFile(new URL('../../../../../docs/channels.md', import.meta.url), 'utf8')
  for (const name of Object.keys(targetTraitsSchema.shape)) expect(text, name).toContain(`\`${name}\``)
})

/** A value of every trait. */
const EVERY_TRAIT = {
  outputLimitField: 'max_tokens',
  takesStreamOptions: false,
  takesDeveloperRole: false,
  takesSystemAmidMessages: false,
  reasoningField: 'reasoning',
  takesSampling: false,
  takesTemperatureWithTopP: false,
  isTopPBelowOne: true,
  takesTopK: true,
  takesParallelToolCallsFlag: false,
  takesServiceFields: false,
  thinking: 'budget',
  thinkingBudget: { min: 1_024, max: 32_000 },
  mayDisableThinking: true,
  takesJsonSchema: false,
  takesJsonWithTools: false,
  takesPlainJsonSchema: true,
  takesMediaInToolResults: true,
  takesMediaUrls: false,
  defaultMaxOutputTokens: 8_192,
  maxOutputTokens: 32_000,
} as const

it('the state file takes every trait, of models and of channels, and what is stored of it is what it said', () => {
  expect(Object.keys(EVERY_TRAIT).toSorted()).toEqual(Object.keys(targetTraitsSchema.shape).toSorted())
  const state = stateFileSchema.parse({
    version: 1,
    models: [{ name: 'm', traits: EVERY_TRAIT }],
    channels: [{ name: 'c', baseUrl: 'https://x', settings: { traits: EVERY_TRAIT } }],
  })
  expect(traitsField.parse(state.models[0]?.traits)).toEqual(EVERY_TRAIT)
  expect(traitsField.parse(state.channels[0]?.settings?.traits)).toEqual(EVERY_TRAIT)
})
