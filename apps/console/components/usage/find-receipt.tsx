import { ReceiptText } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

const LONGEST_ID = 64

/** Leads from the id in an error message, a log or a mail to what the call cost and why. */
export async function FindReceipt() {
  const t = await getTranslations('usage')
  return (
    <form action="/usage/find" className="flex min-w-0 max-w-md flex-1 items-center gap-2 max-sm:basis-full">
      <Input
        name="requestId"
        required
        maxLength={LONGEST_ID}
        autoComplete="off"
        spellCheck={false}
        aria-label={t('findReceipt')}
        placeholder={t('findReceipt')}
        className="min-w-0 font-mono text-[13px]"
      />
      <Button type="submit">
        <ReceiptText aria-hidden />
        {t('open')}
      </Button>
    </form>
  )
}
