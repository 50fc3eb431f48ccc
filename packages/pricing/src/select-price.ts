import type { PriceVersion } from './price-book.js'

export interface PriceQuestion {
  /** Admission, milliseconds since the epoch. */
  atMs: number
  channelId: string
}

/**
 * The version that prices a call: of those already valid the latest of the channel itself, else the latest for every
 * channel. Of two with one `validFrom` the greater id counts, so that all gateways agree.
 * @returns `undefined` where the model has no price at that instant
 */
export function selectPrice<Version extends PriceVersion>(
  versions: readonly Version[],
  { atMs, channelId }: PriceQuestion,
): Version | undefined {
  let best: Version | undefined
  for (const version of versions) {
    const isForChannel = version.channelId === channelId
    if (!isForChannel && version.channelId != null) continue
    if (Date.parse(version.validFrom) > atMs) continue
    if (best === undefined || precedes(best, version, channelId)) best = version
  }
  return best
}

function precedes(current: PriceVersion, candidate: PriceVersion, channelId: string): boolean {
  const isCurrentOwn = current.channelId === channelId
  const isCandidateOwn = candidate.channelId === channelId
  if (isCurrentOwn !== isCandidateOwn) return isCandidateOwn
  const later = Date.parse(candidate.validFrom) - Date.parse(current.validFrom)
  return later === 0 ? candidate.priceVersionId > current.priceVersionId : later > 0
}
