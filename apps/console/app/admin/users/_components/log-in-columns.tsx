import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { LogInRow } from '@/lib/admin-api/log-ins'
import { browserNameOf } from '@/lib/browser-name'

/**
 * Ids are of this table alone: others stand on the same page, and the address tells which columns are hidden.
 * @param provider the organisation's log-in, as people call it; null: there is none (any more)
 */
export async function logInColumns(provider: string | null): Promise<readonly Column<LogInRow>[]> {
  const t = await getTranslations('admin.users.logIns')
  const methodOf = ({ method }: LogInRow): string =>
    method === 'PROVIDER' && provider !== null ? provider : t(`methods.${method}`)
  return [
    { id: 'at', header: t('at'), cell: ({ at }) => <Time at={at} /> },
    {
      id: 'logInMethod',
      header: t('method'),
      cell: (logIn) => (logIn.hasSecondFactor ? t('withSecondFactor', { method: methodOf(logIn) }) : methodOf(logIn)),
    },
    { id: 'logInAddress', header: t('address'), cell: ({ address }) => address ?? t('unknown') },
    {
      id: 'logInBrowser',
      header: t('browser'),
      className: 'max-w-80 break-words',
      cell: ({ userAgent }) =>
        userAgent ? <span title={userAgent}>{browserNameOf(userAgent)}</span> : <span>{t('unknown')}</span>,
    },
    { id: 'logInLastSeen', header: t('lastSeen'), cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
    {
      id: 'logInState',
      header: t('state'),
      cell: ({ isOpen }) => (
        <StateBadge tone={isOpen ? 'positive' : 'neutral'}>{isOpen ? t('open') : t('ended')}</StateBadge>
      ),
    },
  ]
}
