import { getLocale, getTranslations } from 'next-intl/server'
import { AccountName } from '@/components/ledger/account-name'
import { EntryKindName } from '@/components/ledger/history'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import { Card } from '@/components/ui/card'
import { UsageStatusBadge } from '@/components/usage/usage-status-badge'
import { getSession } from '@/lib/admin-api/session'
import type { Receipt } from '@/lib/admin-api/usage'
import { formatCount, formatDuration } from '@/lib/format'
import { formatMoney, isZero } from '@/lib/money'
import { STEPS, sortSteps } from '@/lib/receipt-steps'
import { Fact } from './fact'
import { ReceiptRoute } from './receipt-route'

/** Why this call cost what it cost: quantities × price × ratio, and what was booked. */
export async function ReceiptView({ receipt }: { receipt: Receipt }) {
  const t = await getTranslations('receipt')
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <div className="flex flex-col gap-4 lg:col-span-2">
        <Card title={t('cost')}>
          <p className="font-semibold text-2xl tabular-nums" data-testid="receipt-amount">
            <Money amount={receipt.amount} />
          </p>
          <p className="mt-1 text-text-muted">{t(`provenances.${receipt.provenance}`)}</p>
          {receipt.provenanceReason && (
            <p className="text-text-muted">
              {t('why')}: {t(`reasons.${receipt.provenanceReason}`)}
            </p>
          )}
          {!isZero(receipt.refunded) && (
            <p className="mt-1 text-positive">
              {t('refunded')} <Money amount={receipt.refunded} />
            </p>
          )}
          {receipt.isOverrun && <p className="mt-1 text-warning">{t('overrun')}</p>}
          <Lines receipt={receipt} />
          <PriceRule receipt={receipt} />
          <p className="mt-3 break-words font-mono text-[13px] text-text-muted">{receipt.formula}</p>
        </Card>
        <Card title={t('booked')}>
          <Bookings receipt={receipt} />
        </Card>
      </div>
      <div className="flex flex-col gap-4">
        <Card title={t('call')}>
          <dl className="flex flex-col gap-2">
            <Fact name={t('status')}>
              <UsageStatusBadge status={receipt.status} errorCode={receipt.errorCode ?? null} />
            </Fact>
            {receipt.errorCode && <Fact name={t('error')}>{receipt.errorCode}</Fact>}
            <Fact name={t('time')}>
              <Time at={receipt.admittedAt} />
            </Fact>
            <Fact name={t('model')}>{receipt.modelName}</Fact>
            {receipt.channelName && <Fact name={t('channel')}>{receipt.channelName}</Fact>}
            <Fact name={t('user')}>{receipt.user.username}</Fact>
            {receipt.apiKey && (
              <Fact name={t('key')}>
                {receipt.apiKey.kind === 'PLAYGROUND' ? t('playground') : receipt.apiKey.name}
              </Fact>
            )}
            {receipt.nodeId && <Fact name={t('node')}>{receipt.nodeId}</Fact>}
            <Fact name={t('streamed')}>{receipt.isStreamed ? t('yes') : t('no')}</Fact>
            <Fact name={t('attempts')}>{receipt.attempts}</Fact>
          </dl>
        </Card>
        {receipt.route && (
          <Card title={t('route')} description={t('routeText')}>
            <ReceiptRoute route={receipt.route} />
          </Card>
        )}
        <Card title={t('timeline')}>
          <dl className="flex flex-col gap-2">
            {sortSteps(receipt.steps).map(({ name, ms }) => (
              <Fact key={name} name={stepName(name, t)}>
                {ms < 1 ? `${ms.toFixed(2)} ms` : formatDuration(ms)}
              </Fact>
            ))}
            <Fact name={t('firstByte')}>
              {receipt.firstByteMs === null || receipt.firstByteMs === undefined
                ? t('unknown')
                : formatDuration(receipt.firstByteMs)}
            </Fact>
            <Fact name={t('total')}>{formatDuration(receipt.durationMs)}</Fact>
          </dl>
        </Card>
      </div>
    </div>
  )
}

async function Lines({ receipt }: { receipt: Receipt }) {
  const [t, locale] = await Promise.all([getTranslations('receipt'), getLocale()])
  return (
    <table className="mt-4 w-full text-[13px] tabular-nums">
      <caption className="sr-only">{t('lines')}</caption>
      <thead>
        <tr className="border-b text-left text-text-muted">
          <th scope="col" className="py-1.5 font-medium">
            {t('class')}
          </th>
          <th scope="col" className="py-1.5 text-right font-medium">
            {t('tokens')}
          </th>
          <th scope="col" className="py-1.5 text-right font-medium">
            {t('perMillion')}
          </th>
          <th scope="col" className="py-1.5 text-right font-medium">
            {t('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {receipt.lines.map((line) => (
          <tr key={line.class} className="border-b">
            <td className="py-1.5">{className(line.class, t)}</td>
            <td className="py-1.5 text-right">{formatCount(line.tokens, locale)}</td>
            <td className="py-1.5 text-right">{line.perMillion ? <Money amount={line.perMillion} /> : '–'}</td>
            <td className="py-1.5 text-right">
              <Money amount={line.amount} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3} className="py-1.5">
            {t('ratio', { ratio: receipt.ratio })}
          </td>
          <td className="py-1.5 text-right font-medium">
            <Money amount={receipt.amount} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** Which price counted: it stays on the receipt whatever the model costs now. */
async function PriceRule({ receipt: { priceVersion } }: { receipt: Receipt }) {
  const t = await getTranslations('receipt')
  if (!priceVersion) return <p className="mt-3 text-[13px] text-text-muted">{t('noPrice')}</p>
  const [locale, { installation }] = await Promise.all([getLocale(), getSession()])
  const money = (amount: string) => formatMoney(amount, { ...installation, locale, precision: 'exact' })
  const { inputPerMillion, outputPerMillion, validFrom } = priceVersion
  return (
    <p className="mt-3 text-[13px] text-text-muted">
      {t('price')} {t('priceOf', { input: money(inputPerMillion), output: money(outputPerMillion) })} ·{' '}
      {t('priceSince')} <Time at={validFrom} />
    </p>
  )
}

async function Bookings({ receipt }: { receipt: Receipt }) {
  const t = await getTranslations('receipt')
  return (
    <div className="flex flex-col gap-3 text-[13px]">
      {receipt.payer && (
        <p className="flex justify-between gap-3">
          <span className="text-text-muted">{t('payer')}</span>
          <span className="min-w-0 break-words text-right">
            <AccountName account={receipt.payer} />
          </span>
        </p>
      )}
      <div className="flex justify-between gap-3">
        <span className="min-w-0 text-text-muted">
          {t('held')}
          {receipt.leaseId && (
            <span className="block break-all text-xs">
              {t('lease')} <code className="font-mono">{receipt.leaseId}</code>
            </span>
          )}
        </span>
        <span className="tabular-nums">
          <Money amount={receipt.reserved} />
        </span>
      </div>
      {receipt.transactions.length === 0 && <p className="text-text-muted">{t('nothingBooked')}</p>}
      {receipt.transactions.map((transaction) => (
        <p key={transaction.id} className="flex flex-wrap justify-between gap-x-3 border-t pt-3">
          <span>
            <EntryKindName kind={transaction.kind} />
            {transaction.reason && ` · ${transaction.reason}`}
            <span className="block text-text-muted">
              <Time at={transaction.createdAt} /> · {t('period', { period: transaction.period })}
            </span>
            <Names transaction={transaction} />
          </span>
          <span className="text-right tabular-nums">
            {transaction.entries
              .filter(({ isRevenue }) => !isRevenue)
              .map((entry) => (
                <Money key={entry.accountId} amount={entry.amount} />
              ))}
          </span>
        </p>
      ))}
    </div>
  )
}

/** Of a correction: who stands for it, as far as the reader may see them. */
async function Names({ transaction: { actor, secondPerson } }: { transaction: Receipt['transactions'][number] }) {
  const t = await getTranslations('ledger')
  const people = [actor?.username, secondPerson?.username].filter(Boolean).join(' + ')
  return people === '' ? null : <span className="block text-text-muted">{t('by', { people })}</span>
}

/** A step in words; a name that we do not know is shown as it is. */
function stepName(name: string, t: Translate): string {
  const known = STEPS.find((step) => step === name)
  return known === undefined ? name : t(`steps.${known}`)
}

const CLASSES = ['input', 'output', 'cacheRead', 'cacheWrite', 'cacheWrite1h', 'reasoning', 'perRequest'] as const

type Translate = Awaited<ReturnType<typeof getTranslations<'receipt'>>>

/** A token class in words; one that we do not know keeps the API's name. */
function className(name: string, t: Translate): string {
  const wanted = name.toLowerCase().replace(/[^a-z0-9]|tokens/g, '')
  const known = CLASSES.find((candidate) => candidate.toLowerCase() === wanted)
  return known === undefined ? name : t(`classes.${known}`)
}
