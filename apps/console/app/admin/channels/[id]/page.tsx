import { Activity } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/states'
import { listChannelTests } from '@/lib/admin-api/channel-work'
import { getChannel, listVendors } from '@/lib/admin-api/channels'
import { listMargins } from '@/lib/admin-api/costs'
import { listGroups } from '@/lib/admin-api/groups'
import { requireUser } from '@/lib/admin-api/session'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { daysOf } from '@/lib/usage-period'
import { ChannelSettings } from '../_components/channel-settings'
import { ChannelStateBadge } from '../_components/channel-state-badge'
import { EditChannel } from '../_components/edit-channel'
import { KeyLimits } from '../_components/key-limits'
import { PasteKeys } from '../_components/paste-keys'
import { TestButton } from '../_components/test-button'
import { ChannelKeyTable } from './_components/channel-key-table'
import { ChannelModels } from './_components/channel-models'
import { modelLinesOf } from './_components/model-lines'
import { testColumns } from './_components/test-columns'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('channels') }
}

export interface ChannelPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParameters>
}

const TESTS_SHOWN = 10

export default async function ChannelPage({ params, searchParams }: ChannelPageProps) {
  const [{ id }, parameters] = await Promise.all([params, searchParams])
  const { me, installation } = await requireUser()
  const days = daysOf('30d', installation.timeZone, Date.now())
  const [channel, tests, groups, vendors, columns, margins, t] = await Promise.all([
    getChannel(id),
    listChannelTests(id, pageArgsOf(parameters, TESTS_SHOWN)),
    listGroups(),
    listVendors(),
    testColumns(),
    listMargins(days[0] ?? '', days.at(-1) ?? '', id),
    getTranslations('admin.channels'),
  ])
  const isRoot = me.role === 'ROOT'
  const vendor = vendors.find(({ type }) => type === channel.type)
  const csv = (table: string) => (
    <CsvLink path={`/admin/channels/${id}/csv`} parameters={{ keys: parameters.keys, table }} />
  )
  const keyActions = (
    <div className="flex flex-wrap gap-2">
      {channel.keys.length > 1 && (
        <KeyLimits
          channelId={channel.id}
          keyIds={channel.keys.map(({ id: keyId }) => keyId)}
          label={t('keyLimitsAll')}
          title={t('keyLimitsAll')}
        />
      )}
      <PasteKeys channelId={channel.id} />
      {channel.keys.length > 0 && csv('keys')}
    </div>
  )
  const groupNames = channel.groups.map(({ name }) => name).join(', ')
  return (
    <Page
      title={channel.name}
      description={
        <span className="flex flex-wrap items-center gap-2">
          <ChannelStateBadge channel={channel} />
          <span className="break-all">
            {[vendor?.label, channel.baseUrl, groupNames, channel.tags.join(', ')].filter(Boolean).join(' · ')}
          </span>
        </span>
      }
      actions={
        <>
          <ChannelSettings channel={channel} hasDeployments={vendor?.hasDeployments ?? false} isRoot={isRoot} />
          <EditChannel channel={channel} groups={groups} isRoot={isRoot} />
          <TestButton channelId={channel.id} name={channel.name} isRoot={isRoot} />
        </>
      }
    >
      <Card title={t('models')} action={csv('models')}>
        <ChannelModels
          channel={channel}
          lines={modelLinesOf(channel, margins)}
          currency={installation.currency}
          isRoot={isRoot}
        />
      </Card>
      <Card title={t('keys')} description={t('keysText')} action={keyActions}>
        <ChannelKeyTable channel={channel} isTroubleOnly={parameters.keys === 'trouble'} isRoot={isRoot} />
      </Card>
      <Card title={t('tests')} description={t('testsText')} action={csv('tests')}>
        <DataTable
          caption={t('tests')}
          columns={columns}
          page={tests}
          rowKey={(test) => test.id}
          parameters={parameters}
          empty={<EmptyState icon={Activity} title={t('noTests')} />}
        />
      </Card>
    </Page>
  )
}
