import { useTranslations } from 'next-intl'
import { StateBadge } from '@/components/ui/badge'
import type { LedgerAccountState } from '@/gql/graphql'

export function AccountStateBadge({ state }: { state: LedgerAccountState }) {
  const t = useTranslations('finance.accounts')
  return <StateBadge tone={state === 'ACTIVE' ? 'positive' : 'neutral'}>{t(`states.${state}`)}</StateBadge>
}
