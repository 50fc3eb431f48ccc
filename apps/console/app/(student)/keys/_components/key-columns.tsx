import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { LimitsText } from '@/components/limits-text'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { ApiKeyState } from '@/gql/graphql'
import type { KeyRow } from '@/lib/admin-api/keys'
import { RevokeKey } from './revoke-key'

const TONES: Record<ApiKeyState, Tone> = {
  ACTIVE: 'positive',
  DISABLED: 'warning',
  EXPIRED: 'neutral',
  REVOKED: 'neutral',
  LEAKED: 'danger',
}

export async function keyColumns(): Promise<readonly Column<KeyRow>[]> {
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
    {
      id: 'models',
      header: t('models'),
      cell: ({ modelNames }) =>
        modelNames.length === 0 ? (
          t('allModels')
        ) : (
          <span title={modelNames.join('\n')}>{t('someModels', { count: modelNames.length })}</span>
        ),
    },
    { id: 'limits', header: limits('column'), cell: (key) => <LimitsText limits={key.limits} /> },
    { id: 'created', header: t('created'), cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: 'lastUsed',
      header: t('lastUsed'),
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : t('neverUsed')),
    },
    {
      id: 'expires',
      header: t('expires'),
      cell: ({ expiresAt }) => (expiresAt ? <Time at={expiresAt} /> : t('neverExpires')),
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ state, stateReason }) => (
        <StateBadge tone={TONES[state]} title={stateReason ?? undefined}>
          {t(`states.${state}`)}
        </StateBadge>
      ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      className: 'text-right',
      cell: ({ id, name, state }) =>
        state === 'ACTIVE' || state === 'DISABLED' ? <RevokeKey id={id} name={name} /> : null,
    },
  ]
}
