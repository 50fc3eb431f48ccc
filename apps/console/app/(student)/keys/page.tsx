import { KeyRound } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/states'
import { listKeys } from '@/lib/admin-api/keys'
import { listUsableModels } from '@/lib/admin-api/models'
import { requireUser } from '@/lib/admin-api/session'
import { canTalk } from '@/lib/can-talk'
import { getEnv } from '@/lib/env'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { CreateKey } from './_components/create-key'
import { keyColumns } from './_components/key-columns'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('keys') }
}

export default async function KeysPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const [{ me, installation }, page, usable, t] = await Promise.all([
    requireUser(),
    listKeys(pageArgsOf(parameters)),
    listUsableModels(),
    getTranslations('keys'),
  ])
  const { currency, timeZone } = installation
  const { publicUrl } = getEnv()
  const models = talkersFirst(usable)
  const modelOf = (groupId: string) => models.find(({ groups }) => groups.some(({ id }) => id === groupId))?.name
  const columns = await keyColumns({ currency, timeZone, publicUrl, modelOf })
  const create = (
    <CreateKey
      groups={me.groups}
      models={models.map(({ name, groups }) => ({ name, groupIds: groups.map(({ id }) => id) }))}
      publicUrl={publicUrl}
      currency={currency}
    />
  )
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={
        <>
          <CsvLink path="/keys/csv" />
          {create}
        </>
      }
    >
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={KeyRound} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}

/** What is ready to paste is a conversation: it names the first model. */
const talkersFirst = <Model extends { abilities: readonly string[] }>(models: readonly Model[]): Model[] =>
  [true, false].flatMap((isFirst) => models.filter((model) => canTalk(model) === isFirst))
