import type { OutputLimitField, ReasoningField, ThinkingKind, TraitsInput } from '@/gql/graphql'

/** A trait as one types it: a yes or no, a number of tokens, or one of the API's words. */
export type TraitKind = 'choice' | 'tokens' | readonly (OutputLimitField | ReasoningField | ThinkingKind)[]

export type TraitName = Exclude<keyof TraitsInput, '__typename'>

/** Every trait of the API, in the order in which people read them; one that is missing does not compile. */
export const TRAIT_KINDS: Readonly<Record<TraitName, TraitKind>> = {
  maxOutputTokens: 'tokens',
  defaultMaxOutputTokens: 'tokens',
  outputLimitField: ['MAX_TOKENS', 'MAX_COMPLETION_TOKENS'],
  takesSampling: 'choice',
  takesTemperatureWithTopP: 'choice',
  isTopPBelowOne: 'choice',
  takesTopK: 'choice',
  thinking: ['NONE', 'EFFORT', 'BUDGET', 'ADAPTIVE', 'LEVEL'],
  thinkingBudgetMin: 'tokens',
  thinkingBudgetMax: 'tokens',
  mayDisableThinking: 'choice',
  reasoningField: ['REASONING_CONTENT', 'REASONING', 'NONE'],
  takesParallelToolCallsFlag: 'choice',
  takesJsonSchema: 'choice',
  takesJsonWithTools: 'choice',
  takesPlainJsonSchema: 'choice',
  takesMediaInToolResults: 'choice',
  takesMediaUrls: 'choice',
  takesDeveloperRole: 'choice',
  takesSystemAmidMessages: 'choice',
  takesStreamOptions: 'choice',
  takesServiceFields: 'choice',
}

export const TRAIT_NAMES = Object.keys(TRAIT_KINDS) as readonly TraitName[]

/** By name what stands in a field; empty: as the vendor and the family do. */
export type TraitForm = Record<TraitName, string>

type TraitValue = boolean | number | string | null | undefined

/** Traits of which none was left unasked: what a form does not know it would take away. */
export type EveryTrait<Asked> = TraitName extends keyof Asked ? Asked : never

/** What is stored → what the fields show. */
export const toTraitForm = (traits: Partial<Record<TraitName, TraitValue>>): TraitForm =>
  Object.fromEntries(TRAIT_NAMES.map((name) => [name, toText(traits[name])])) as TraitForm

function toText(value: TraitValue): string {
  if (value == null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

/** What was typed → all that differs; `null` where nothing does. */
export function toTraitsInput(form: Readonly<Record<string, string>>): TraitsInput | null {
  const said = TRAIT_NAMES.flatMap((name) => {
    const text = form[name] ?? ''
    return text === '' ? [] : [[name, toValue(TRAIT_KINDS[name], text)] as const]
  })
  return said.length === 0 ? null : (Object.fromEntries(said) as TraitsInput)
}

function toValue(kind: TraitKind, text: string): boolean | number | string {
  if (kind === 'choice') return text === 'yes'
  return kind === 'tokens' ? Number(text) : text
}
