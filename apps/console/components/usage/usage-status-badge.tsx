import { useTranslations } from 'next-intl'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { UsageStatus } from '@/gql/graphql'

const TONES: Record<UsageStatus, Tone> = {
  COMPLETED: 'positive',
  ABORTED: 'neutral',
  FAILED: 'danger',
  INTERRUPTED: 'warning',
  REFUSED: 'danger',
}

export function UsageStatusBadge({ status, errorCode }: { status: UsageStatus; errorCode: string | null }) {
  const t = useTranslations('usage')
  return (
    <StateBadge tone={TONES[status]} title={errorCode ?? undefined}>
      {t(`statuses.${status}`)}
    </StateBadge>
  )
}
