import { WalletCards } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { DataTable } from '@/components/data-table/data-table'
import { ChoiceFilter } from '@/components/data-table/filters'
import { Toolbar } from '@/components/data-table/toolbar'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/states'
import { ACCOUNT_KINDS, listAccounts } from '@/lib/admin-api/accounts'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { accountColumns } from './_components/account-columns'
import { accountQueryOf } from './_components/account-filter'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('accounts') }
}

export default async function AccountsPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const parameters = await searchParams
  const { filter, sort } = accountQueryOf(parameters)
  const [page, columns, t] = await Promise.all([
    listAccounts(pageArgsOf(parameters), filter, sort),
    accountColumns(),
    getTranslations('finance.accounts'),
  ])
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={<CsvLink path="/finance/accounts/csv" parameters={parameters} />}
    >
      <Toolbar action="/finance/accounts" parameters={parameters} placeholder={t('search')}>
        <ChoiceFilter
          name="kind"
          label={t('kind')}
          any={t('anyKind')}
          choices={ACCOUNT_KINDS}
          value={choiceOf(parameters, 'kind', ACCOUNT_KINDS)}
          wordOf={(choice) => t(`kinds.${choice}`)}
        />
      </Toolbar>
      <DataTable
        caption={t('title')}
        columns={columns}
        page={page}
        rowKey={({ id }) => id}
        parameters={parameters}
        empty={
          <EmptyState icon={WalletCards} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        }
      />
    </Page>
  )
}
