import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { useAccountName } from '@/components/ledger/account-name'
import { History } from '@/components/ledger/history'
import { Holds } from '@/components/ledger/holds'
import { KindFilter } from '@/components/ledger/kind-filter'
import { Limits } from '@/components/ledger/limits'
import { Lots } from '@/components/ledger/lots'
import { Page } from '@/components/shell/page'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { type AccountDetail, getAccount } from '@/lib/admin-api/accounts'
import { listCorrections } from '@/lib/admin-api/corrections'
import { ENTRY_KINDS, listEntries, listLots } from '@/lib/admin-api/ledger'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { AccountActions } from '../_components/account-actions'
import { AccountFacts } from '../_components/account-facts'
import { AccountTiles } from '../_components/account-tiles'
import { WaitingCorrections } from '../_components/waiting-corrections'

const MOST_WAITING = 20

export interface AccountPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParameters>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('accounts') }
}

/** Everything about an account: what is in it, why not all of it can be spent, and how it came about. */
export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const [{ id }, parameters] = await Promise.all([params, searchParams])
  const kind = choiceOf(parameters, 'kind', ENTRY_KINDS)
  const [account, entries, lots, waiting, t, statements] = await Promise.all([
    getAccount(id),
    listEntries(pageArgsOf(parameters), { accountId: id, kind }),
    listLots(id),
    listCorrections({ first: MOST_WAITING, after: null }, { accountId: id, state: 'PENDING' }),
    getTranslations('ledger'),
    getTranslations('finance.statements'),
  ])
  return (
    <Page
      title={<Title account={account} />}
      description={<AccountFacts account={account} />}
      actions={
        <>
          <Button asChild>
            <Link href={`/finance/accounts/${id}/statement`}>{statements('ofAccount')}</Link>
          </Button>
          <AccountActions account={account} />
        </>
      }
    >
      <AccountTiles account={account} />
      <WaitingCorrections corrections={waiting} parameters={parameters} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t('lots')} description={t('lotsText')}>
          <Lots lots={lots} />
        </Card>
        <div className="flex flex-col gap-4">
          <Card title={t('holds')} description={t('holdsText')}>
            <Holds holds={account.holds} />
          </Card>
          <Card title={t('limits')} description={t('limitsText')}>
            <Limits limits={account.limits} />
          </Card>
        </div>
      </div>
      <section className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="font-semibold text-base">{t('history')}</h2>
          <div className="flex flex-wrap gap-2">
            <KindFilter action={`/finance/accounts/${id}`} kind={kind} />
            <CsvLink path={`/finance/accounts/${id}/csv`} parameters={parameters} />
          </div>
        </div>
        <History entries={entries} parameters={parameters} />
      </section>
    </Page>
  )
}

function Title({ account }: { account: AccountDetail }) {
  return useAccountName()(account)
}
