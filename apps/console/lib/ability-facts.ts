/** What is known of one ability of a model. */
export interface AbilityFact {
  ability: 'vision' | 'tools' | 'reasoning' | 'json'
  /** `unknown`: it is not declared and nobody measured it. */
  state: 'yes' | 'no' | 'unknown'
  /** When it was measured; `undefined`: it is declared only, or unknown. */
  measuredAt: string | undefined
}

interface Model {
  abilities: readonly string[]
  measured?: { at: string; facts: readonly { capability: string; verdict: string }[] } | null
}

/** The probe's name of each ability that people ask for. */
const CAPABILITY_OF = { vision: 'vision', tools: 'tools', reasoning: 'reasoning', json: 'jsonSchema' } as const
const ABILITIES = Object.keys(CAPABILITY_OF) as AbilityFact['ability'][]

/** Declared ones, with a date where a probe saw the same; that something is not declared is no measurement. */
export const abilityFactsOf = ({ abilities, measured }: Model): AbilityFact[] =>
  ABILITIES.map((ability) => {
    const verdict = measured?.facts.find(({ capability }) => capability === CAPABILITY_OF[ability])?.verdict
    // a declared one that the probe's channel lacks: another channel has it
    if (abilities.includes(ability))
      return { ability, state: 'yes', measuredAt: verdict === 'yes' ? measured?.at : undefined }
    if (verdict === 'no') return { ability, state: 'no', measuredAt: measured?.at }
    return { ability, state: verdict === 'yes' ? 'no' : 'unknown', measuredAt: undefined }
  })
