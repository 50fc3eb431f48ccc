import { Network } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { ChoiceFilter } from '@/components/data-table/filters'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'
import { listChannels, listVendors } from '@/lib/admin-api/channels'
import { listGroups } from '@/lib/admin-api/groups'
import { requireUser } from '@/lib/admin-api/session'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { AddChannel } from './_components/add-channel'
import { channelColumns } from './_components/channel-columns'
import { CHANNEL_STATES, channelQuestionOf } from './_components/channel-question'
import { getChannelsToday } from './_components/channel-traffic'
import { ExportMenu } from './_components/export-menu'
import { ImportChannels } from './_components/import-dialog'
import { TagEdit } from './_components/tag-edit'

const STATE_WORDS = {
  ACTIVE: 'stateActive',
  NOT_SCHEDULED: 'stateNotScheduled',
  OFF: 'stateOff',
  TROUBLED: 'stateTroubled',
} as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('channels') }
}

export default async function ChannelsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const question = channelQuestionOf(parameters)
  const { state, tag } = question
  const { me, installation } = await requireUser()
  const [{ page, tags }, groups, vendors, today, t] = await Promise.all([
    listChannels(pageArgsOf(parameters), question),
    listGroups(),
    listVendors(),
    getChannelsToday(installation.timeZone),
    getTranslations('admin.channels'),
  ])
  const isRoot = me.role === 'ROOT'
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <>
          <Button asChild>
            <Link href="/admin/channels/why">{t('why')}</Link>
          </Button>
          <TagEdit tags={tags} />
          <ExportMenu tag={tag} />
          <ImportChannels />
          <AddChannel groups={groups} vendors={vendors} currency={installation.currency} isRoot={isRoot} />
        </>
      }
    >
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0 grow">
          <Toolbar action="/admin/channels" parameters={parameters} placeholder={t('search')}>
            <ChoiceFilter
              name="state"
              label={t('state')}
              any={t('anyState')}
              choices={CHANNEL_STATES}
              value={state}
              wordOf={(choice) => t(STATE_WORDS[choice])}
            />
            {tags.length > 0 && (
              <ChoiceFilter
                name="tag"
                label={t('tags')}
                any={t('anyTag')}
                choices={tags}
                value={tags.find((one) => one === tag)}
                wordOf={(choice) => choice}
              />
            )}
          </Toolbar>
        </div>
        <CsvLink path="/admin/channels/csv" parameters={parameters} />
      </div>
      <DataTable
        caption={t('title')}
        columns={await channelColumns({ groups, vendors, isRoot, today })}
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
