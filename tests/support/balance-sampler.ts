import type { Audit } from './audit.js'

const SAMPLE_MS = 10

/** The lowest figures that were ever seen while `work` ran, a hundred times a second. */
export async function withBalanceSampler<Result>(
  audit: Audit,
  accountId: string,
  work: () => Promise<Result>,
): Promise<{ result: Result; lowestBalance: bigint; lowestHeadroom: bigint; samples: number }> {
  const seen: { balance: bigint; headroom: bigint }[] = []
  let isOver = false
  const sampling = (async () => {
    while (!isOver) {
      const { balance, held } = await audit.account(accountId)
      seen.push({ balance, headroom: balance - held })
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))
    }
  })()
  try {
    const result = await work()
    isOver = true
    await sampling
    return {
      result,
      lowestBalance: lowest(seen.map(({ balance }) => balance)),
      lowestHeadroom: lowest(seen.map(({ headroom }) => headroom)),
      samples: seen.length,
    }
  } finally {
    isOver = true
  }
}

const lowest = (values: bigint[]): bigint => values.reduce((a, b) => (a < b ? a : b))
