import type { ModelRecord } from '@tollgate/protocols/events'
import { expectedTokens } from '../limits/estimate-cost.js'
import type { Operation } from './operations/operation.js'
import { DEFAULT_OUTPUT_LIMIT_TOKENS } from './plan.js'

/** What a call is taken for by limits of tokens, until its usage is known. */
export function tokensOf(operation: Operation, { maxOutputTokens }: Pick<ModelRecord, 'maxOutputTokens'>): number {
  const { settings } = operation.request
  const usual = Math.min(maxOutputTokens ?? DEFAULT_OUTPUT_LIMIT_TOKENS, DEFAULT_OUTPUT_LIMIT_TOKENS)
  const limitTokens = settings.maxOutputTokens ?? usual
  return expectedTokens(operation.size(), { limitTokens, choiceCount: settings.choiceCount ?? 1 })
}
