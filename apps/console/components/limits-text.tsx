import { useTranslations } from 'next-intl'

export interface RateLimitsView {
  rpm?: number | null
  tpm?: number | null
  concurrency?: number | null
}

export interface LimitsTextProps {
  limits: RateLimitsView
  /** One a line, none of them broken: for the narrow column of a table. */
  isStacked?: boolean
}

/** Limits in a few words: `60 requests/min · 4 at once`; none: as the words say. */
export function LimitsText({ limits: { rpm, tpm, concurrency }, isStacked = false }: LimitsTextProps) {
  const t = useTranslations('limits')
  const parts = [
    rpm != null && t('short', { rpm }),
    tpm != null && t('shortTokens', { tpm }),
    concurrency != null && t('shortCalls', { concurrency }),
  ].flatMap((part) => part || [])
  if (parts.length === 0) return <span className="whitespace-nowrap">{t('unlimited')}</span>
  if (!isStacked) return parts.join(' · ')
  return parts.map((part) => (
    <span key={part} className="block whitespace-nowrap">
      {part}
    </span>
  ))
}
