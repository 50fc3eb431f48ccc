import { Network } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { DataTable } from '@/components/data-table/data-table'
import { ChoiceFilter } from '@/components/data-table/filters'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'
import { listChannels, listVendors } from '@/lib/admin-api/channels'
import { listGroups } from '@/lib/admin-api/groups'
import { requireUser } from '@/lib/admin-api/session'
import { choiceOf, pageArgsOf, type SearchParameters, textOf } from '@/lib/table-address'
import { AddChannel } from './_components/add-channel'
import { channelColumns } from './_components/channel-columns'
import { ExportMenu } from './_components/export-menu'
import { ImportChannels } from './_components/import-dialog'
import { TagEdit } from './_components/tag-edit'

const STATES = ['ACTIVE', 'NOT_SCHEDULED', 'OFF', 'TROUBLED'] as const
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
  const [state, tag] = [choiceOf(parameters, 'state', STATES), textOf(parameters, 'tag')]
  const [{ me, installation }, { page, tags }, groups, vendors, t] = await Promise.all([
    requireUser(),
    listChannels(pageArgsOf(parameters), {
      ...{ search: textOf(parameters, 'search'), tag, state },
      sort: choiceOf(parameters, 'sort', ['NAME', 'PRIORITY', 'CREATED_AT'] as const),
      direction: choiceOf(parameters, 'direction', ['ASC', 'DESC'] as const),
    }),
    listGroups(),
    listVendors(),
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
      <Toolbar action="/admin/channels" parameters={parameters} placeholder={t('search')}>
        <ChoiceFilter
          name="state"
          label={t('state')}
          any={t('anyState')}
          choices={STATES}
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
      <DataTable
        caption={t('title')}
        columns={await channelColumns({ groups, vendors, isRoot })}
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
