import { useTranslations } from 'next-intl'

export interface RateLimitsView {
  rpm?: number | null
  tpm?: number | null
  concurrency?: number | null
}

/** Limits in a few words: `60 requests/min · 4 at once`; none: as the words say. */
export function LimitsText({ limits: { rpm, tpm, concurrency } }: { limits: RateLimitsView }) {
  const t = useTranslations('limits')
  const parts = [
    rpm != null && t('short', { rpm }),
    tpm != null && t('shortTokens', { tpm }),
    concurrency != null && t('shortCalls', { concurrency }),
  ].filter(Boolean)
  return parts.length === 0 ? t('unlimited') : parts.join(' · ')
}
