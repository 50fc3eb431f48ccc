'use client'
import { Info, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'

const STORAGE_KEY = 'tollgate.notice.dismissed'

/** The installation's notice; dismissed for this wording only. */
export function NoticeBanner({ text }: { text: string }) {
  const t = useTranslations('shell')
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(localStorage.getItem(STORAGE_KEY) !== text), [text])
  if (!isShown) return null
  function dismiss() {
    localStorage.setItem(STORAGE_KEY, text)
    setShown(false)
  }
  return (
    <aside aria-label={t('notice')} className="flex items-start gap-2 border-b bg-accent-soft px-4 py-2">
      <Info aria-hidden className="mt-1 size-4 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 self-center whitespace-pre-line">{text}</p>
      <IconButton icon={X} label={t('dismiss')} onClick={dismiss} />
    </aside>
  )
}
