import { useTranslations } from 'next-intl'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { UserState } from '@/gql/graphql'

const TONES: Record<UserState, Tone> = { ACTIVE: 'positive', PENDING: 'warning', DISABLED: 'neutral' }

export function UserStateBadge({ state }: { state: UserState }) {
  const t = useTranslations('admin.users')
  return <StateBadge tone={TONES[state]}>{t(`states.${state}`)}</StateBadge>
}
