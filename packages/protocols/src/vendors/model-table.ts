import type { TargetTraits } from '../codec.js'

/** Before the third generation. */
const GEMINI_2: TargetTraits = { takesJsonWithTools: false }

/**
 * What is known of families of models by their upstream names, for models whose record does not say it. The first row that
 * fits counts. Facts of November 2026 (PROTOCOLS 0.1, 2.4, 2.6); a model's own `traits` overrule every one of them.
 */
const FAMILIES: readonly { name: RegExp; traits: TargetTraits }[] = [
  {
    name: /^(o[1-9](-|$)|gpt-5|gpt-oss)/,
    traits: { thinking: 'effort', takesSampling: false, outputLimitField: 'max_completion_tokens' },
  },
  { name: /^(gpt-|chatgpt-)/, traits: { thinking: 'none' } },
  {
    name: /^claude-(instant|2|3(-5)?-(opus|sonnet|haiku)|3-(opus|sonnet|haiku))/,
    traits: { thinking: 'none', takesJsonSchema: false, defaultMaxOutputTokens: 4_096 },
  },
  {
    name: /^claude-(3-7|(opus|sonnet|haiku)-4(-\d{8}|-0|-1|-5|$|-1-|-5-))/,
    traits: {
      thinking: 'budget',
      thinkingBudget: { min: 1_024, max: 63_999 },
      takesTemperatureWithTopP: false,
      takesJsonSchema: false,
      defaultMaxOutputTokens: 32_000,
    },
  },
  {
    name: /^claude-/,
    traits: {
      thinking: 'adaptive',
      takesSampling: false,
      takesJsonSchema: true,
      defaultMaxOutputTokens: 32_000,
    },
  },
  {
    name: /^gemini-2\.5-pro/,
    traits: {
      ...GEMINI_2,
      thinking: 'budget',
      thinkingBudget: { min: 128, max: 32_768 },
      mayDisableThinking: false,
    },
  },
  {
    name: /^gemini-2\.5-flash-lite/,
    traits: {
      ...GEMINI_2,
      thinking: 'budget',
      thinkingBudget: { min: 512, max: 24_576 },
      mayDisableThinking: true,
    },
  },
  {
    name: /^gemini-2\.5/,
    traits: { ...GEMINI_2, thinking: 'budget', thinkingBudget: { min: 1, max: 24_576 }, mayDisableThinking: true },
  },
  { name: /^gemini-(1|2\.0)/, traits: { ...GEMINI_2, thinking: 'none', takesPlainJsonSchema: false } },
  { name: /^gemini-/, traits: { thinking: 'level', mayDisableThinking: false, takesMediaInToolResults: true } },
  { name: /^deepseek-(reasoner|v4|r)/, traits: { thinking: 'effort', reasoningField: 'reasoning_content' } },
]

/** More names than any catalog has. */
const MAX_KNOWN = 10_000
const known = new Map<string, TargetTraits>()

/** Traits of the family that a name belongs to; the maker's prefix (`openai/`, `models/`) does not matter. */
export function familyTraits(upstreamModel: string): TargetTraits {
  const found = known.get(upstreamModel)
  if (found !== undefined) return found
  if (known.size >= MAX_KNOWN) known.clear()
  const traits = lookUp(upstreamModel)
  known.set(upstreamModel, traits)
  return traits
}

function lookUp(upstreamModel: string): TargetTraits {
  const name = upstreamModel.slice(upstreamModel.lastIndexOf('/') + 1).toLowerCase()
  return FAMILIES.find((family) => family.name.test(name))?.traits ?? {}
}
