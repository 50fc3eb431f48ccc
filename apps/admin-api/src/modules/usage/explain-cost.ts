import {
  formatNanos,
  type PriceVersion,
  parseRatio,
  rateUsage,
  TOKENS_PER_PRICE,
  type UsageLine,
} from '@tollgate/pricing'

/** Of `rateUsage`: disjoint classes of tokens. */
export type Quantities = Parameters<typeof rateUsage>[0]

export interface CostLine {
  tokenClass: string
  tokens: number
  perMillionNanos: bigint
  /** Cut to whole nanos, for show. */
  amountNanos: bigint
}

const CLASS_NAMES: Record<UsageLine['item'], string> = {
  inputTokens: 'input',
  cacheReadTokens: 'cacheRead',
  cacheWriteTokens: 'cacheWrite',
  cacheWrite1hTokens: 'cacheWrite1h',
  outputTokens: 'output',
  reasoningTokens: 'reasoning',
  request: 'request',
}

/** The lines of a call and its formula, computed again from quantities, price and ratio. Without a price: nothing. */
export function explainCost(
  quantities: Quantities,
  price: PriceVersion | undefined,
  ratio: string,
): { lines: CostLine[]; formula: string } {
  if (price === undefined) return { lines: [], formula: '0' }
  const rated = rateUsage(quantities, price, parseRatio(ratio))
  const lines = rated.lines.map((line) => ({
    tokenClass: CLASS_NAMES[line.item],
    tokens: line.quantity,
    perMillionNanos: line.unitPriceNanos,
    amountNanos: line.exactMillionths / TOKENS_PER_PRICE,
  }))
  const terms = rated.lines.map(termOf)
  const sum = terms.length === 0 ? '0' : terms.join(' + ')
  return { lines, formula: `(${sum}) × ${ratio} → ${formatNanos(rated.totalNanos)}` }
}

const termOf = ({ item, quantity, unitPriceNanos }: UsageLine): string =>
  item === 'request' ? formatNanos(unitPriceNanos) : `${quantity} × ${formatNanos(unitPriceNanos)} ÷ 1000000`
