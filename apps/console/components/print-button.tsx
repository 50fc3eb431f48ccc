'use client'
import { Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** The browser's own dialog, which also saves a PDF. */
export function PrintButton() {
  const t = useTranslations('finance.statements')
  return (
    <Button variant="primary" onClick={() => window.print()}>
      <Printer aria-hidden />
      {t('print')}
    </Button>
  )
}
