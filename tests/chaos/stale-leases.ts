import type { Observation } from './observation.js'
import type { FaultRecord } from './run-faults.js'

const USABLE_SHARE = 0.8
/** A call that began before the mark may reserve a moment after it. */
const SLACK_MS = 1_000

/**
 * X04: a gateway that cannot reach billing serves from what it holds until 80 % of a lease's life have gone, never after.
 * @returns the calls that it should not have served
 */
export function servedFromStaleLeases(
  observations: readonly Observation[],
  { records, leaseTtlMs, leaseWaitMs }: { records: readonly FaultRecord[]; leaseTtlMs: number; leaseWaitMs: number },
): Observation[] {
  return records
    .filter(({ kind }) => kind === 'silence link')
    .flatMap(({ parts, fromMs, toMs }) =>
      observations.filter(
        ({ gatewayIndex, status, startedAtMs }) =>
          parts.includes(`gateway-${gatewayIndex + 1}`) &&
          status === 200 &&
          startedAtMs > fromMs + USABLE_SHARE * leaseTtlMs + SLACK_MS &&
          startedAtMs < toMs - leaseWaitMs - SLACK_MS, // a later one may get a lease once the link is whole
      ),
    )
}
