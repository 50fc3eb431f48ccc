import { Boxes } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/states'
import { listCatalog } from '@/lib/admin-api/catalog'
import { requireUser } from '@/lib/admin-api/session'
import { pageArgsOf, type SearchParameters, textOf } from '@/lib/table-address'
import { catalogColumns } from './_components/catalog-columns'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('catalog') }
}

export default async function CatalogPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const [{ installation }, page, t] = await Promise.all([
    requireUser(),
    listCatalog(pageArgsOf(parameters), textOf(parameters, 'search')),
    getTranslations('admin.catalog'),
  ])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<CsvLink path="/admin/models/csv" parameters={parameters} />}
    >
      <Toolbar action="/admin/models" parameters={parameters} placeholder={t('search')} />
      <DataTable
        caption={t('title')}
        columns={await catalogColumns(installation.currency)}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={Boxes} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
