import type { TraitsInput } from '@/gql/graphql'

/** What is asked of one trait; '' in a form: as the vendor and the model have it. */
export type TraitKind = { type: 'flag' } | { type: 'count' } | { type: 'choice'; values: readonly string[] }

/** Everything in which a server may differ from its kind, in the order of the form. */
export const TRAITS = {
  outputLimitField: { type: 'choice', values: ['MAX_TOKENS', 'MAX_COMPLETION_TOKENS'] },
  defaultMaxOutputTokens: { type: 'count' },
  maxOutputTokens: { type: 'count' },
  takesStreamOptions: { type: 'flag' },
  takesDeveloperRole: { type: 'flag' },
  takesSystemAmidMessages: { type: 'flag' },
  takesSampling: { type: 'flag' },
  takesTemperatureWithTopP: { type: 'flag' },
  isTopPBelowOne: { type: 'flag' },
  takesTopK: { type: 'flag' },
  takesParallelToolCallsFlag: { type: 'flag' },
  takesServiceFields: { type: 'flag' },
  takesJsonSchema: { type: 'flag' },
  takesPlainJsonSchema: { type: 'flag' },
  takesJsonWithTools: { type: 'flag' },
  takesMediaUrls: { type: 'flag' },
  takesMediaInToolResults: { type: 'flag' },
  thinking: { type: 'choice', values: ['NONE', 'EFFORT', 'BUDGET', 'ADAPTIVE', 'LEVEL'] },
  thinkingBudgetMin: { type: 'count' },
  thinkingBudgetMax: { type: 'count' },
  mayDisableThinking: { type: 'flag' },
  reasoningField: { type: 'choice', values: ['REASONING_CONTENT', 'REASONING', 'NONE'] },
} as const satisfies Record<keyof TraitsInput, TraitKind>
export type TraitName = keyof typeof TRAITS
export const TRAIT_NAMES = Object.keys(TRAITS) as TraitName[]

/** Of each trait the text of its control. */
export type TraitTexts = Record<TraitName, string>

/** Stored traits → texts of controls. */
export const toTraitTexts = (traits: { [Name in TraitName]?: boolean | number | string | null }): TraitTexts =>
  Object.fromEntries(
    TRAIT_NAMES.map((name) => {
      const value = traits[name]
      return [name, value == null ? '' : value === true ? 'yes' : value === false ? 'no' : String(value)]
    }),
  ) as TraitTexts

/** Texts of controls → traits; what is empty is not said. */
export const fromTraitTexts = (texts: TraitTexts): TraitsInput =>
  Object.fromEntries(
    TRAIT_NAMES.filter((name) => texts[name].trim() !== '').map((name) => [
      name,
      readText(TRAITS[name].type, texts[name].trim()),
    ]),
  ) as TraitsInput

function readText(type: TraitKind['type'], text: string): boolean | number | string {
  switch (type) {
    case 'flag':
      return text === 'yes'
    case 'count':
      return Number(text)
    case 'choice':
      return text
  }
}
