import type { UsageFilter, UsageStatus } from '@/gql/graphql'
import { choiceOf, type SearchParameters, textOf } from './table-address'
import { PERIODS, startOfPeriod } from './usage-period'

export const USAGE_STATUSES: readonly UsageStatus[] = ['COMPLETED', 'ABORTED', 'FAILED', 'INTERRUPTED']
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const periodOf = (parameters: SearchParameters) => choiceOf(parameters, 'period', PERIODS) ?? '7d'

/** The calls that an address asks for; sums know no {@link UsageFilter.status}, so it stands apart. */
export function usageFilterOf(
  parameters: SearchParameters,
  timeZone: string,
  now = Date.now(),
): { sums: UsageFilter; status: UsageStatus | undefined } {
  const [model, key] = [textOf(parameters, 'model'), textOf(parameters, 'key')]
  return {
    sums: {
      from: startOfPeriod(periodOf(parameters), timeZone, now),
      ...(model !== '' && { modelName: model }),
      ...(UUID.test(key) && { apiKeyId: key }),
    },
    status: choiceOf(parameters, 'status', USAGE_STATUSES),
  }
}

/** The same for a list of calls. */
export function callFilterOf(parameters: SearchParameters, timeZone: string): UsageFilter {
  const { sums, status } = usageFilterOf(parameters, timeZone)
  return status === undefined ? sums : { ...sums, status }
}
