import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '@/components/shell/page'
import { CopyButton } from '@/components/ui/copy-button'
import { getReceipt } from '@/lib/admin-api/usage'
import { ReceiptView } from './_components/receipt-view'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('receipt'))('title') }
}

export default async function ReceiptPage({ params }: { params: Promise<{ requestId: string }> }) {
  const { requestId } = await params
  const [receipt, t] = await Promise.all([getReceipt(requestId), getTranslations('receipt')])
  return (
    <Page
      title={t('title')}
      description={
        <span className="flex flex-wrap items-center gap-1">
          {t('request')} <code className="break-all font-mono text-[13px]">{receipt.requestId}</code>
          <CopyButton text={receipt.requestId} label={t('copyId')} />
        </span>
      }
    >
      <ReceiptView receipt={receipt} />
    </Page>
  )
}
