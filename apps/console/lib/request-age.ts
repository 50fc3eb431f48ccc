const TIMED_ID = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i

/** Request ids say when they were given (UUID version 7). @returns ms; `undefined` for a text that is no such id */
export function ageOfRequest(requestId: string, nowMs: number): number | undefined {
  const [, high, low] = TIMED_ID.exec(requestId) ?? []
  return high === undefined || low === undefined ? undefined : nowMs - Number.parseInt(high + low, 16)
}
