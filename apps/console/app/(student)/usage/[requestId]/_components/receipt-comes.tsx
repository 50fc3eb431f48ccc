'use client'
import { Hourglass } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { EmptyState } from '@/components/ui/states'

const LOOK_EVERY_MS = 1_500

/** A call that has just been made and is not booked yet: the page looks again until it is, or is too old for that. */
export function ReceiptComes() {
  const t = useTranslations('receipt')
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [router])
  return (
    <div className="mx-auto w-full max-w-[1280px] p-4 sm:p-6">
      <div className="rounded-lg border bg-raised" role="status">
        <EmptyState icon={Hourglass} title={<h1>{t('coming')}</h1>}>
          {t('comingText')}
        </EmptyState>
      </div>
    </div>
  )
}
