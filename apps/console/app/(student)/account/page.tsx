import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { CsvLink } from '@/components/data-table/csv-link'
import { History } from '@/components/ledger/history'
import { Holds } from '@/components/ledger/holds'
import { KindFilter } from '@/components/ledger/kind-filter'
import { Limits } from '@/components/ledger/limits'
import { Lots } from '@/components/ledger/lots'
import { LimitsTable } from '@/components/limits-table'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { getAccount } from '@/lib/admin-api/accounts'
import { listSessions } from '@/lib/admin-api/identity'
import { ENTRY_KINDS, listEntries, listLots } from '@/lib/admin-api/ledger'
import { getMyLimits } from '@/lib/admin-api/limits'
import { getWaysIn } from '@/lib/admin-api/oidc'
import { listRecording } from '@/lib/admin-api/recording'
import { requireUser } from '@/lib/admin-api/session'
import { formatDateTime } from '@/lib/format'
import { choiceOf, pageArgsOf, type SearchParameters } from '@/lib/table-address'
import { BalanceCard } from './_components/balance-card'
import { ChangePassword } from './_components/change-password'
import { Preferences } from './_components/preferences'
import { ProviderConnection } from './_components/provider-connection'
import { Recording } from './_components/recording'
import { RedeemCode } from './_components/redeem-code'
import { SecondFactor } from './_components/second-factor'
import { Sessions } from './_components/sessions'

const HISTORY_ROWS = 20

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('account') }
}

export default async function AccountPage({ searchParams }: { searchParams: Promise<SearchParameters> }) {
  const [{ me, installation }, parameters] = await Promise.all([requireUser(), searchParams])
  const kind = choiceOf(parameters, 'kind', ENTRY_KINDS)
  const [
    entries,
    lots,
    wallet,
    limits,
    sessions,
    waysIn,
    scopes,
    t,
    ledger,
    limitWords,
    secondFactor,
    recording,
    locale,
  ] = await Promise.all([
    listEntries(pageArgsOf(parameters, HISTORY_ROWS), { kind }),
    listLots(),
    getAccount(),
    getMyLimits(),
    listSessions(),
    getWaysIn(),
    listRecording(),
    getTranslations('account'),
    getTranslations('ledger'),
    getTranslations('limits'),
    getTranslations('secondFactor'),
    getTranslations('recording'),
    getLocale(),
  ])
  return (
    <Page title={t('title')} description={nameOf(me)}>
      <BalanceCard wallet={me.wallet} forecast={wallet.forecast ?? null} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t('redeemTitle')}>
          <RedeemCode currency={installation.currency} />
        </Card>
        <Card title={ledger('lots')} description={ledger('lotsText')}>
          <Lots lots={lots} />
        </Card>
        {wallet.holds.length > 0 && (
          <Card title={ledger('holds')} description={ledger('holdsText')}>
            <Holds holds={wallet.holds} />
          </Card>
        )}
        {wallet.limits.length > 0 && (
          <Card title={ledger('limits')} description={ledger('limitsText')}>
            <Limits limits={wallet.limits} />
          </Card>
        )}
      </div>
      <Card title={limitWords('title')} description={limitWords('text')}>
        <LimitsTable limits={limits} />
      </Card>
      <section className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="font-semibold text-base">{ledger('history')}</h2>
          <div className="flex flex-wrap gap-2">
            <KindFilter action="/account" kind={kind} />
            <CsvLink path="/account/csv" parameters={parameters} />
          </div>
        </div>
        <History entries={entries} parameters={parameters} />
      </section>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t('password')}>
          <ChangePassword hasPassword={waysIn.hasPassword} />
        </Card>
        <Card title={t('preferences')}>
          <Preferences acceptsUnpriced={me.acceptsUnpriced} />
        </Card>
        {!me.mustChangePassword && (
          <Card title={secondFactor('title')} description={secondFactor('description')}>
            <SecondFactor hasPassword={waysIn.hasPassword} />
          </Card>
        )}
        {waysIn.provider !== null && (
          <Card title={waysIn.provider} description={t('providerText')}>
            <ProviderConnection
              provider={waysIn.provider}
              isConnected={waysIn.connectedAt != null}
              hasPassword={waysIn.hasPassword}
            />
          </Card>
        )}
        <Card title={t('terms')}>
          <p className="text-text-muted">
            {me.termsVersion && me.termsAcceptedAt
              ? t('termsAccepted', {
                  version: me.termsVersion,
                  at: formatDateTime(me.termsAcceptedAt, { locale, timeZone: installation.timeZone }),
                })
              : t('termsNone')}{' '}
            <Link href="/terms" className="text-accent underline underline-offset-4">
              {t('termsRead')}
            </Link>
          </p>
        </Card>
      </div>
      <Card title={recording('title')} description={recording('text')}>
        <Recording scopes={scopes} />
      </Card>
      <Card title={t('sessions')} description={t('sessionsText')}>
        <Sessions sessions={sessions} />
      </Card>
    </Page>
  )
}

/** Both names where there are two. */
const nameOf = ({ displayName, username }: { displayName?: string | null; username: string }): string =>
  displayName && displayName !== username ? `${displayName} · ${username}` : username
