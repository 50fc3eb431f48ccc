import { GatewayError } from '@tollgate/protocols/canonical'

const RETRY_AFTER_SECONDS = 1

export interface ConcurrencyLimits {
  /** MAX_INFLIGHT */
  total: number
  /** MAX_INFLIGHT_PER_KEY */
  perKey: number
}

/**
 * How many calls may be under way at once, in all and for one key. Every call that enters leaves exactly once, whatever
 * becomes of it.
 */
export function createConcurrencyLimits(limits: ConcurrencyLimits): {
  /**
   * @returns leaves; further calls of it do nothing
   * @throws GatewayError `rate_limit_exceeded`
   */
  enter(keyId: string, areLimitsEnabled: boolean): () => void
  inflight(): number
} {
  const perKey = new Map<string, number>()
  let total = 0
  return {
    inflight: () => total,
    enter(keyId, areLimitsEnabled) {
      const ofKey = perKey.get(keyId) ?? 0
      // the bound of the whole process protects its memory and cannot be switched off
      if (total >= limits.total) throw tooMany('The gateway has too many calls under way.')
      if (areLimitsEnabled && ofKey >= limits.perKey) {
        throw tooMany(`This API key has ${limits.perKey} calls under way, which is its limit.`)
      }
      total++
      perKey.set(keyId, ofKey + 1)
      let isInside = true
      return () => {
        if (!isInside) return
        isInside = false
        total--
        const left = (perKey.get(keyId) ?? 1) - 1
        if (left === 0) perKey.delete(keyId)
        else perKey.set(keyId, left)
      }
    },
  }
}

const tooMany = (message: string): GatewayError =>
  new GatewayError('rate_limit_exceeded', { message, retryAfterSeconds: RETRY_AFTER_SECONDS })
