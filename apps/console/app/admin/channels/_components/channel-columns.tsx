import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Column } from '@/components/data-table/data-table'
import { StateBadge, Tag } from '@/components/ui/badge'
import type { ChannelRow, VendorRow } from '@/lib/admin-api/channels'
import type { GroupRow } from '@/lib/admin-api/groups'
import { ActiveSwitch } from './active-switch'
import { ChannelStateBadge } from './channel-state-badge'
import { type ChannelsToday, ChannelTraffic } from './channel-traffic'
import { EditChannel } from './edit-channel'
import { KeysSummary } from './keys-summary'
import { TestBadge } from './test-badge'
import { TestButton } from './test-button'

export interface ChannelColumnsOptions {
  groups: readonly GroupRow[]
  vendors: readonly VendorRow[]
  isRoot: boolean
  today: ChannelsToday
}

export async function channelColumns({
  groups,
  vendors,
  isRoot,
  today,
}: ChannelColumnsOptions): Promise<readonly Column<ChannelRow>[]> {
  const t = await getTranslations('admin.channels')
  const labels = new Map(vendors.map(({ type, label }) => [type, label]))
  return [
    {
      id: 'name',
      header: t('name'),
      sortField: 'NAME',
      cell: ({ id, name, type, baseUrl, tags }) => (
        <div className="w-44">
          <Link href={`/admin/channels/${id}`} className="break-words font-medium text-accent hover:underline">
            {name}
          </Link>
          <span className="block text-text-muted">{labels.get(type)}</span>
          <span className="block truncate text-text-muted" title={baseUrl}>
            {baseUrl}
          </span>
          {tags.length > 0 && (
            <span className="mt-1 flex flex-wrap gap-1">
              {tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
          )}
        </div>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      cell: (channel) => (
        <span className="flex flex-col items-start gap-1">
          <ChannelStateBadge channel={channel} />
          {channel.deniedModels.length > 0 && (
            <StateBadge tone="danger" title={channel.deniedModels.join('\n')}>
              {t('deniedCount', { count: channel.deniedModels.length })}
            </StateBadge>
          )}
        </span>
      ),
    },
    {
      id: 'keys',
      header: t('keys'),
      cell: ({ keys }) => <KeysSummary keys={keys} />,
    },
    {
      id: 'models',
      header: t('models'),
      cell: ({ models, modelMapping, groups: open }) => {
        const names = [...new Set([...models, ...modelMapping.map(({ publicName }) => publicName)])]
        return (
          <>
            <span className="whitespace-nowrap" title={names.join('\n')}>
              {t('modelCount', { count: names.length })}
            </span>
            <span className="block text-text-muted">{open.map(({ name }) => name).join(', ')}</span>
          </>
        )
      },
    },
    { id: 'today', header: t('today'), cell: ({ id }) => <ChannelTraffic channelId={id} today={today} /> },
    { id: 'lastTest', header: t('lastTest'), cell: ({ lastTest }) => <TestBadge test={lastTest} /> },
    {
      id: 'priority',
      header: t('priority'),
      sortField: 'PRIORITY',
      isNumeric: true,
      cell: ({ priority }) => priority,
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      cell: (channel) => (
        <div className="flex items-center justify-end gap-2">
          <TestButton channelId={channel.id} name={channel.name} isRoot={isRoot} />
          <ActiveSwitch id={channel.id} version={channel.version} name={channel.name} isActive={channel.isActive} />
          <EditChannel channel={channel} groups={groups} isRoot={isRoot} />
        </div>
      ),
    },
  ]
}
