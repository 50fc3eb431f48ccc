import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { LimitsText } from '@/components/limits-text'
import { Time } from '@/components/time'
import type { KeyRow } from '@/lib/admin-api/keys'
import { KeyLimits } from './key-limits'
import { KeyRecording } from './key-recording'

/** A user's keys as an administrator sees them: what each of them may do. */
export async function keyLimitColumns(): Promise<readonly Column<KeyRow>[]> {
  const [t, limits] = await Promise.all([getTranslations('keys'), getTranslations('limits')])
  return [
    { id: 'name', header: t('name'), cell: ({ name }) => <span className="font-medium">{name}</span> },
    {
      id: 'key',
      header: t('key'),
      cell: ({ prefix, lastFour }) => (
        <code className="whitespace-nowrap font-mono text-xs">
          {prefix ?? 'sk-'}…{lastFour}
        </code>
      ),
    },
    { id: 'group', header: t('group'), cell: ({ group }) => group.name },
    { id: 'limits', header: limits('column'), cell: (key) => <LimitsText limits={key.limits} isStacked /> },
    {
      id: 'lastUsed',
      header: t('lastUsed'),
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : t('neverUsed')),
    },
    { id: 'state', header: t('state'), cell: ({ state }) => t(`states.${state}`) },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      className: 'text-right',
      cell: (key) =>
        key.state === 'ACTIVE' || key.state === 'DISABLED' ? (
          <div className="flex justify-end gap-1.5">
            <KeyLimits apiKey={key} />
            <KeyRecording apiKey={key} />
          </div>
        ) : null,
    },
  ]
}
