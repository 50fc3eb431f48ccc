'use client'
import { RotateCw, ServerCrash } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'

/** A page that could not be made: what happened, and another try. `digest` finds the cause in the console's log. */
export function PageFailure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('failure')
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const retry = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <EmptyState
      icon={ServerCrash}
      title={t('title')}
      action={
        <Button onClick={retry} isBusy={isPending}>
          <RotateCw aria-hidden />
          {t('retry')}
        </Button>
      }
    >
      {t('text')}
      {error.digest && <span className="mt-1 block font-mono text-xs">{t('reference', { digest: error.digest })}</span>}
    </EmptyState>
  )
}
