import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { listSessions } from '@/lib/admin-api/identity'
import { listWalletMoves } from '@/lib/admin-api/ledger'
import { requireUser } from '@/lib/admin-api/session'
import { pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { BalanceCard } from './_components/balance-card'
import { ChangePassword } from './_components/change-password'
import { History } from './_components/history'
import { Preferences } from './_components/preferences'
import { Sessions } from './_components/sessions'

const HISTORY_ROWS = 20

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('account') }
}

export default async function AccountPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me }, parameters] = await Promise.all([requireUser(), searchParams])
  const [moves, sessions, t] = await Promise.all([
    listWalletMoves(me.wallet.id, pageArgsOf(parameters, HISTORY_ROWS)),
    listSessions(),
    getTranslations('account'),
  ])
  return (
    <Page title={t('title')} description={nameOf(me)}>
      <BalanceCard wallet={me.wallet} />
      <section className="flex flex-col gap-3">
        <h2 className="font-semibold text-base">{t('history')}</h2>
        <History moves={moves} parameters={parameters} />
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
