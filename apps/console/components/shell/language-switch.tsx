'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { chooseLocale } from './actions'

/** Two languages: the button names the other one, in itself. */
export function LanguageSwitch() {
  const t = useTranslations('language')
  const [isPending, startTransition] = useTransition()
  const other = useLocale() === 'en' ? 'zh-CN' : 'en'
  return (
    <Button
      variant="ghost"
      size="small"
      lang={other}
      title={t('switch')}
      disabled={isPending}
      onClick={() => startTransition(() => chooseLocale(other))}
    >
      {other === 'en' ? 'English' : '中文'}
    </Button>
  )
}
