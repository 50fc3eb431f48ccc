import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { LimitsText } from '@/components/limits-text'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { ApiKeyState } from '@/gql/graphql'
import type { KeyRow } from '@/lib/admin-api/keys'
import { dayOf } from '@/lib/format'
import { CapCell } from './cap-cell'
import { ReportLeak } from './report-leak'
import { RevokeKey } from './revoke-key'

const TONES: Record<ApiKeyState, Tone> = {
  ACTIVE: 'positive',
  DISABLED: 'warning',
  EXPIRED: 'neutral',
  REVOKED: 'neutral',
  LEAKED: 'danger',
}

export interface KeyColumnsOptions {
  currency: string
  timeZone: string
  publicUrl: string
  /** A model that a key of this group opens. */
  modelOf: (groupId: string) => string | undefined
}

export async function keyColumns({
  currency,
  timeZone,
  publicUrl,
  modelOf,
}: KeyColumnsOptions): Promise<readonly Column<KeyRow>[]> {
  const [t, limits] = await Promise.all([getTranslations('keys'), getTranslations('limits')])
  return [
    {
      id: 'name',
      header: t('name'),
      cell: ({ name, prefix, lastFour }) => (
        <>
          <span className="font-medium">{name}</span>
          <code className="block whitespace-nowrap font-mono text-text-muted text-xs">
            {prefix ?? 'sk-'}…{lastFour}
          </code>
        </>
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
    { id: 'limits', header: limits('column'), cell: (key) => <LimitsText limits={key.limits} isStacked /> },
    { id: 'cap', header: t('capHeader'), cell: (key) => <CapCell apiKey={key} currency={currency} /> },
    {
      id: 'lastUsed',
      header: t('lastUsed'),
      cell: ({ lastUsedAt, createdAt }) => (
        <>
          {lastUsedAt ? <Time at={lastUsedAt} /> : t('neverUsed')}
          <span className="block whitespace-nowrap text-text-muted text-xs">
            {t('made', { day: dayOf(Date.parse(createdAt), timeZone) })}
          </span>
        </>
      ),
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
      cell: (key) =>
        key.state === 'EXPIRED' || key.state === 'REVOKED' ? null : (
          <div className="flex justify-end gap-1.5">
            <ReportLeak
              id={key.id}
              name={key.name}
              settings={settingsOf(key)}
              publicUrl={publicUrl}
              modelName={key.modelNames[0] ?? modelOf(key.group.id) ?? 'MODEL'}
              isOver={key.state === 'LEAKED'}
            />
            {key.state !== 'LEAKED' && <RevokeKey id={key.id} name={key.name} />}
          </div>
        ),
    },
  ]
}

/** What a key in the place of this one is made with; caps are set anew. */
const settingsOf = ({ name, group, modelNames, allowedAddresses, expiresAt }: KeyRow) => ({
  name,
  groupId: group.id,
  modelNames: [...modelNames],
  allowedAddresses: [...allowedAddresses],
  expiresAt: expiresAt ?? null,
})
