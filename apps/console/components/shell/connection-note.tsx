'use client'
import { WifiOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useToast } from '@/components/ui/toast'

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange)
  window.addEventListener('offline', onChange)
  return () => {
    window.removeEventListener('online', onChange)
    window.removeEventListener('offline', onChange)
  }
}

/** Says that the network is gone, while it is, and in passing that it is back. */
export function ConnectionNote() {
  const t = useTranslations('shell')
  const toast = useToast()
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
  const wasOnline = useRef(true)
  useEffect(() => {
    if (isOnline && !wasOnline.current) toast({ text: t('online') })
    wasOnline.current = isOnline
  }, [isOnline, toast, t])
  return (
    <div role="status" className="sticky top-14 z-20 print:hidden">
      {!isOnline && (
        <p className="flex items-start gap-2 border-b bg-warning-soft px-4 py-2 text-warning">
          <WifiOff aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('offline')}
        </p>
      )}
    </div>
  )
}
