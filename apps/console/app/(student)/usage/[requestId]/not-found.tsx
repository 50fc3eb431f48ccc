import { ReceiptText } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'

/** No record of this id, and what that can mean. */
export default function NoReceipt() {
  const t = useTranslations('receipt')
  return (
    <div className="mx-auto w-full max-w-[1280px] p-4 sm:p-6">
      <div className="rounded-lg border bg-raised">
        <EmptyState
          icon={ReceiptText}
          title={<h1>{t('none')}</h1>}
          action={
            <Button asChild>
              <Link href="/usage">{t('toUsage')}</Link>
            </Button>
          }
        >
          {t('noneText')}
        </EmptyState>
      </div>
    </div>
  )
}
