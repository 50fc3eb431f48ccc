import { useTranslations } from 'next-intl'
import { StateBadge } from '@/components/ui/badge'

/** Whether a channel takes calls. */
export function ChannelStateBadge({ channel }: { channel: { isActive: boolean; schedulable: boolean } }) {
  const t = useTranslations('admin.channels')
  const { isActive, schedulable } = channel
  if (isActive && schedulable) return <StateBadge tone="positive">{t('stateActive')}</StateBadge>
  return (
    <StateBadge tone={isActive ? 'warning' : 'neutral'}>{isActive ? t('stateNotScheduled') : t('stateOff')}</StateBadge>
  )
}
