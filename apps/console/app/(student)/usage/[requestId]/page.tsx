import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CorrectionsOfCall } from '@/components/corrections/corrections-of-call'
import { RefundDialog } from '@/components/corrections/refund-dialog'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { listCorrections, listSecondPeople } from '@/lib/admin-api/corrections'
import { ADMIN_ROLES, FINANCE_ROLES, requireUser } from '@/lib/admin-api/session'
import { findReceipt } from '@/lib/admin-api/usage'
import { isZero } from '@/lib/money'
import { leftOf } from '@/lib/money-left'
import { ageOfRequest } from '@/lib/request-age'
import { ReceiptComes } from './_components/receipt-comes'
import { ReceiptView } from './_components/receipt-view'
import { RefusalView } from './_components/refusal-view'

const MOST_CORRECTIONS = 100
/** Until then a call that is not on record is one that will be; either way, for clocks differ. */
const BOOKED_WITHIN_MS = 120_000

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('receipt'))('title') }
}

export default async function ReceiptPage({ params }: { params: Promise<{ requestId: string }> }) {
  const [{ requestId }, { me, installation }] = await Promise.all([params, requireUser()])
  const isStaff = FINANCE_ROLES.includes(me.role)
  const mayCorrect = ADMIN_ROLES.includes(me.role)
  const [receipt, corrections, people, t] = await Promise.all([
    findReceipt(requestId),
    isStaff ? listCorrections({ first: MOST_CORRECTIONS, after: null }, { requestId }) : undefined,
    mayCorrect ? listSecondPeople(me.id) : [],
    getTranslations('receipt'),
  ])
  if (receipt === undefined) {
    const ageMs = ageOfRequest(requestId, Date.now())
    return ageMs !== undefined && Math.abs(ageMs) < BOOKED_WITHIN_MS ? <ReceiptComes /> : notFound()
  }
  const left = leftOf(receipt.amount, receipt.refunded)
  return (
    <Page
      title={t('title')}
      description={
        <span className="flex flex-wrap items-center gap-1">
          {t('request')} <code className="break-all font-mono text-[13px]">{receipt.requestId}</code>
          <CopyButton text={receipt.requestId} label={t('copyId')} />
        </span>
      }
      actions={
        mayCorrect &&
        !isZero(left) && (
          <RefundDialog requestId={requestId} left={left} currency={installation.currency} people={people} />
        )
      }
    >
      {receipt.refusal ? (
        <RefusalView receipt={receipt} refusal={receipt.refusal} />
      ) : (
        <ReceiptView receipt={receipt} />
      )}
      {corrections !== undefined && !receipt.refusal && (
        <Card title={t('corrections')}>
          <CorrectionsOfCall corrections={corrections.rows} />
        </Card>
      )}
    </Page>
  )
}
