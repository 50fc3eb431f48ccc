'use client'
import { RotateCw, ServerCrash } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'

export interface PageFailureProps {
  error: Error & { digest?: string }
  /** Fetches and renders the page again. */
  retry: () => void
}

/** A page that could not be made: what happened, and another try. `digest` finds the cause in the console's log. */
export function PageFailure({ error, retry }: PageFailureProps) {
  const t = useTranslations('failure')
  const [isPending, startTransition] = useTransition()
  return (
    <EmptyState
      icon={ServerCrash}
      title={<h1>{t('title')}</h1>}
      action={
        <Button onClick={() => startTransition(retry)} isBusy={isPending}>
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
