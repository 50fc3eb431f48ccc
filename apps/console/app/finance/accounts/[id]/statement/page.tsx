import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { useAccountName } from '@/components/ledger/account-name'
import { Money } from '@/components/money'
import { PrintButton } from '@/components/print-button'
import { Page } from '@/components/shell/page'
import { ENTRY_KINDS } from '@/lib/admin-api/ledger'
import { FINANCE_ROLES, requireRole } from '@/lib/admin-api/session'
import { type AccountStatement, getAccountStatement, statementPeriodOf } from '@/lib/admin-api/statements'
import { formatCount } from '@/lib/format'
import { offeredPeriods } from '@/lib/statement-period'
import type { SearchParameters } from '@/lib/table-address'
import { MonthForm } from '../../../statements/_components/month-form'

export interface AccountStatementPageProps {
  params: Promise<{ id: string }>
  searchParams: Promise<SearchParameters>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('navigation'))('statements') }
}

/** An account over a month, to be printed: what was there, what moved, what is left. */
export default async function AccountStatementPage({ params, searchParams }: AccountStatementPageProps) {
  const [{ installation }, { id }, parameters, t] = await Promise.all([
    requireRole(FINANCE_ROLES),
    params,
    searchParams,
    getTranslations('finance.statements'),
  ])
  const period = await statementPeriodOf(parameters, installation.timeZone)
  const statement = await getAccountStatement(id, period)
  return (
    <Page
      title={<Title statement={statement} />}
      description={`${period} · ${statement.isOpen ? t('open') : t('closed')}`}
      actions={
        <div className="print:hidden">
          <PrintButton />
        </div>
      }
    >
      <MonthForm
        action={`/finance/accounts/${id}/statement`}
        periods={offeredPeriods(installation.timeZone, Date.now())}
        period={period}
      />
      <Lines statement={statement} />
    </Page>
  )
}

function Title({ statement }: { statement: AccountStatement }) {
  return useAccountName()(statement.account)
}

async function Lines({ statement: { opening, lines, closing } }: { statement: AccountStatement }) {
  const [t, ledger, locale] = await Promise.all([
    getTranslations('finance.statements'),
    getTranslations('ledger'),
    getLocale(),
  ])
  const wordOf = (kind: string) => {
    const known = ENTRY_KINDS.find((name) => name === kind)
    return known === undefined ? kind : ledger(`kinds.${known}`)
  }
  const rows = [
    { id: 'opening', name: t('opening'), count: '', amount: opening, isSum: true },
    ...lines.map(({ kind, count, amount }) => ({
      ...{ id: kind, name: wordOf(kind), amount, isSum: false },
      count: formatCount(count, locale),
    })),
    { id: 'closing', name: t('closing'), count: '', amount: closing, isSum: true },
  ]
  return (
    <section className="rounded-lg border bg-raised">
      <table className="w-full text-[13px] tabular-nums">
        <caption className="sr-only">{t('movements')}</caption>
        <thead>
          <tr className="border-b text-left text-text-muted">
            <th scope="col" className="px-4 py-2 font-medium">
              {ledger('what')}
            </th>
            <th scope="col" className="px-4 py-2 text-right font-medium">
              {t('count')}
            </th>
            <th scope="col" className="px-4 py-2 text-right font-medium">
              {t('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, count, amount, isSum }) => (
            <tr key={id} className={isSum ? 'border-b font-semibold last:border-b-0' : 'border-b'}>
              <th scope="row" className="px-4 py-2 text-left font-[inherit]">
                {name}
              </th>
              <td className="px-4 py-2 text-right">{count}</td>
              <td className="whitespace-nowrap px-4 py-2 text-right">
                <Money amount={amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
