import { Group } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Page } from '@/components/shell/page'
import { Tag } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/states'
import { type GroupRow, listGroupPage } from '@/lib/admin-api/groups'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { GroupDialog } from './_components/group-dialog'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('groups') }
}

export default async function GroupsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const [page, t] = await Promise.all([listGroupPage(pageArgsOf(parameters)), getTranslations('admin.groups')])
  const columns: readonly Column<GroupRow>[] = [
    {
      id: 'name',
      header: t('name'),
      cell: ({ name, isDefault }) => (
        <span className="flex items-center gap-2 font-medium">
          {name}
          {isDefault && <Tag>{t('default')}</Tag>}
        </span>
      ),
    },
    { id: 'description', header: t('description'), cell: ({ description }) => description },
    { id: 'ratio', header: t('ratio'), isNumeric: true, cell: ({ ratio }) => `×${ratio}` },
    {
      id: 'actions',
      header: <span className="sr-only">{t('actions')}</span>,
      className: 'text-right',
      cell: (group) => <GroupDialog group={group} />,
    },
  ]
  return (
    <Page
      title={t('title')}
      description={t('text')}
      actions={
        <>
          <CsvLink path="/admin/groups/csv" />
          <GroupDialog />
        </>
      }
    >
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={<EmptyState icon={Group} title={t('empty')} />}
      />
    </Page>
  )
}
