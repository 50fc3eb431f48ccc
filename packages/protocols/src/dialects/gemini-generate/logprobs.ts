import type { TokenLogprob } from '../../canonical/stream-event.js'
import { type Fields, isFields } from './wire.js'

/** The vendor's list of chosen tokens and, beside it, of those that might have stood there → ours. */
export function decodeLogprobs(result: Fields): TokenLogprob[] {
  const chosen = Array.isArray(result.chosenCandidates) ? result.chosenCandidates : []
  const tops = Array.isArray(result.topCandidates) ? result.topCandidates : []
  return chosen.flatMap((candidate: unknown, index) => {
    const token = decodeToken(candidate)
    if (token === undefined) return []
    const others: unknown = tops[index]
    const list: unknown[] = isFields(others) && Array.isArray(others.candidates) ? others.candidates : []
    const top = list.map(decodeToken).filter((other) => other !== undefined)
    return [top.length === 0 ? token : { ...token, top }]
  })
}

function decodeToken(candidate: unknown): { token: string; logprob: number } | undefined {
  if (!isFields(candidate)) return undefined
  const { token, logProbability } = candidate
  // zero is left out on this wire: a token that was certain
  const logprob = logProbability ?? 0
  return typeof token === 'string' && typeof logprob === 'number' ? { token, logprob } : undefined
}

export function encodeLogprobs(logprobs: readonly TokenLogprob[]): Fields {
  return {
    chosenCandidates: logprobs.map(encodeToken),
    ...(logprobs.some(({ top }) => top !== undefined) && {
      topCandidates: logprobs.map(({ top }) => ({ candidates: (top ?? []).map(encodeToken) })),
    }),
  }
}

const encodeToken = ({ token, logprob }: { token: string; logprob: number }): Fields => ({
  token,
  logProbability: logprob,
})
