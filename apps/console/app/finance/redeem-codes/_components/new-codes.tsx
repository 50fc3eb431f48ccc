'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { DialogActions } from '@/components/ui/dialog'
import { type CodeSheet, toCodesCsv } from '@/lib/csv/redeem-codes-csv'

/** The codes themselves, this once. */
export function NewCodes({ sheet, onKept }: { sheet: CodeSheet; onKept: () => void }) {
  const t = useTranslations('finance.redeemCodes')
  const text = sheet.codes.join('\n')
  return (
    <div className="flex flex-col gap-4">
      <div className="flex justify-end">
        <CopyButton text={text} label={t('copyCodes')} isWide />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section tabIndex={0} aria-label={t('codes')} className="max-h-64 overflow-auto rounded-md border bg-sunken p-3">
        <pre className="text-[13px] leading-5" data-testid="new-codes">
          {text}
        </pre>
      </section>
      <DialogActions>
        <Button asChild>
          <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(toCodesCsv(sheet))}`} download="redeem-codes.csv">
            <Download aria-hidden />
            {t('downloadCsv')}
          </a>
        </Button>
        <Button variant="primary" onClick={onKept}>
          {t('kept')}
        </Button>
      </DialogActions>
    </div>
  )
}
