/** Per cent of calls that did not fail, to a tenth and never rounded up to 100. @returns `undefined` without calls */
export function successShareOf({ calls, failedCalls }: { calls: string; failedCalls: string }): number | undefined {
  const all = BigInt(calls)
  return all === 0n ? undefined : Number(((all - BigInt(failedCalls)) * 1_000n) / all) / 10
}

/** The same of calls that are counted with those that completed. */
export const completedShareOf = ({ calls, completedCalls }: { calls: string; completedCalls: string }) =>
  successShareOf({ calls, failedCalls: String(BigInt(calls) - BigInt(completedCalls)) })
