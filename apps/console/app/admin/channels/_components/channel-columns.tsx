import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { StateBadge } from '@/components/ui/badge'
import type { ChannelRow, VendorRow } from '@/lib/admin-api/channels'
import type { GroupRow } from '@/lib/admin-api/groups'
import { ActiveSwitch } from './active-switch'
import { ChannelKeys } from './channel-keys'
import { EditChannel } from './edit-channel'

export async function channelColumns(
  groups: readonly GroupRow[],
  vendors: readonly VendorRow[],
): Promise<readonly Column<ChannelRow>[]> {
  const t = await getTranslations('admin.channels')
  const labels = new Map(vendors.map(({ type, label }) => [type, label]))
  return [
    {
      id: 'name',
      header: t('name'),
      cell: ({ name, type, baseUrl }) => (
        <>
          <span className="font-medium">{name}</span>
          <span className="ml-2 text-[13px] text-text-muted">{labels.get(type)}</span>
          <span className="block break-all text-text-muted">{baseUrl}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      cell: ({ isActive, schedulable }) =>
        isActive && schedulable ? (
          <StateBadge tone="positive">{t('stateActive')}</StateBadge>
        ) : (
          <StateBadge tone={isActive ? 'warning' : 'neutral'}>
            {isActive ? t('stateNotScheduled') : t('stateOff')}
          </StateBadge>
        ),
    },
    { id: 'keys', header: t('keys'), cell: ({ keys }) => <ChannelKeys keys={keys} /> },
    {
      id: 'models',
      header: t('models'),
      cell: ({ models }) => <span title={models.join('\n')}>{t('modelCount', { count: models.length })}</span>,
    },
    { id: 'groups', header: t('groups'), cell: (channel) => channel.groups.map(({ name }) => name).join(', ') },
    { id: 'priority', header: t('priority'), isNumeric: true, cell: ({ priority }) => priority },
    { id: 'weight', header: t('weight'), isNumeric: true, cell: ({ weight }) => weight },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      cell: (channel) => (
        <div className="flex items-center justify-end gap-2">
          <ActiveSwitch id={channel.id} version={channel.version} name={channel.name} isActive={channel.isActive} />
          <EditChannel key={channel.version} channel={channel} groups={groups} />
        </div>
      ),
    },
  ]
}
