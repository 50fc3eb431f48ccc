import { Network } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DataTable } from '@/components/data-table/data-table'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/states'
import { listChannels, listVendors } from '@/lib/admin-api/channels'
import { listGroups } from '@/lib/admin-api/groups'
import { requireUser } from '@/lib/admin-api/session'
import { pageArgsOf, type SearchParameters, textOf } from '@/lib/table-address'
import { AddChannel } from './_components/add-channel'
import { channelColumns } from './_components/channel-columns'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('channels') }
}

export default async function ChannelsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const [{ installation }, page, groups, vendors, t] = await Promise.all([
    requireUser(),
    listChannels(pageArgsOf(parameters), textOf(parameters, 'search')),
    listGroups(),
    listVendors(),
    getTranslations('admin.channels'),
  ])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<AddChannel groups={groups} vendors={vendors} currency={installation.currency} />}
    >
      <Toolbar action="/admin/channels" parameters={parameters} placeholder={t('search')} />
      <DataTable
        caption={t('title')}
        columns={await channelColumns(groups, vendors)}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={Network} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
