import { type SearchParameters, textOf } from './table-address'

export const ABILITY_NAMES = ['tools', 'vision', 'reasoning', 'json'] as const
export type AbilityName = (typeof ABILITY_NAMES)[number]

/** What the page's address asks about. */
export interface WhyQuestion {
  model: string
  user: string
  keyId: string
  groupId: string
  needs: AbilityName[]
}

export function whyQuestionOf(parameters: SearchParameters): WhyQuestion {
  const needs = [parameters.needs ?? []].flat()
  return {
    model: textOf(parameters, 'model'),
    user: textOf(parameters, 'user'),
    keyId: textOf(parameters, 'key'),
    groupId: textOf(parameters, 'group'),
    needs: ABILITY_NAMES.filter((ability) => needs.includes(ability)),
  }
}
