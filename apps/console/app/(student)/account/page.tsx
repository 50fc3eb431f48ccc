import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { History } from '@/components/ledger/history'
import { KindFilter } from '@/components/ledger/kind-filter'
import { Lots } from '@/components/ledger/lots'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { listSessions } from '@/lib/admin-api/identity'
import { ENTRY_KINDS, listEntries, listLots } from '@/lib/admin-api/ledger'
import { requireUser } from '@/lib/admin-api/session'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { BalanceCard } from './_components/balance-card'
import { ChangePassword } from './_components/change-password'
import { Preferences } from './_components/preferences'
import { RedeemCode } from './_components/redeem-code'
import { Sessions } from './_components/sessions'

const HISTORY_ROWS = 20

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('account') }
}

export default async function AccountPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me, installation }, parameters] = await Promise.all([requireUser(), searchParams])
  const kind = choiceOf(parameters, 'kind', ENTRY_KINDS)
  const [entries, lots, sessions, t, ledger] = await Promise.all([
    listEntries(pageArgsOf(parameters, HISTORY_ROWS), { kind }),
    listLots(),
    listSessions(),
    getTranslations('account'),
    getTranslations('ledger'),
  ])
  return (
    <Page title={t('title')} description={nameOf(me)}>
      <BalanceCard wallet={me.wallet} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t('redeemTitle')}>
          <RedeemCode currency={installation.currency} />
        </Card>
        <Card title={ledger('lots')} description={ledger('lotsText')}>
          <Lots lots={lots} />
        </Card>
      </div>
      <section className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="font-semibold text-base">{ledger('history')}</h2>
          <KindFilter action="/account" kind={kind} />
        </div>
        <History entries={entries} parameters={parameters} />
      </section>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t('password')}>
          <ChangePassword />
        </Card>
        <Card title={t('preferences')}>
          <Preferences acceptsUnpriced={me.acceptsUnpriced} />
        </Card>
      </div>
      <Card title={t('sessions')} description={t('sessionsText')}>
        <Sessions sessions={sessions} />
      </Card>
    </Page>
  )
}

/** Both names where there are two. */
const nameOf = ({ displayName, username }: { displayName?: string | null; username: string }): string =>
  displayName && displayName !== username ? `${displayName} · ${username}` : username
