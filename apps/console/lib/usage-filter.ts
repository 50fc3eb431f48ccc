import type { UsageFilter, UsageStatus } from '@/gql/graphql'
import { choiceOf, idOf, type SearchParameters, textOf } from './table-address'
import { PERIODS, startOfPeriod } from './usage-period'

export const USAGE_STATUSES: readonly UsageStatus[] = ['COMPLETED', 'ABORTED', 'FAILED', 'INTERRUPTED']

export const periodOf = (parameters: SearchParameters) => choiceOf(parameters, 'period', PERIODS) ?? '7d'

/** The calls that an address asks for; sums know no {@link UsageFilter.status}, so it stands apart. */
export function usageFilterOf(
  parameters: SearchParameters,
  timeZone: string,
  now = Date.now(),
): { sums: UsageFilter; status: UsageStatus | undefined } {
  const [model, apiKeyId] = [textOf(parameters, 'model'), idOf(parameters, 'key')]
  return {
    sums: {
      from: startOfPeriod(periodOf(parameters), timeZone, now),
      ...(model !== '' && { modelName: model }),
      ...(apiKeyId !== undefined && { apiKeyId }),
    },
    status: choiceOf(parameters, 'status', USAGE_STATUSES),
  }
}

/** The same for a list of calls. */
export function callFilterOf(parameters: SearchParameters, timeZone: string): UsageFilter {
  const { sums, status } = usageFilterOf(parameters, timeZone)
  return status === undefined ? sums : { ...sums, status }
}
