'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { FormError } from '@/components/forms/form-error'
import { useProblemText } from '@/components/forms/use-problem-text'
import { Button } from '@/components/ui/button'
import { startOidcLogIn } from '../../oidc-actions'

/** The way in by the organisation's own log-in, above the one by password. */
export function ProviderLogIn({ provider, next }: { provider: string; next: string }) {
  const t = useTranslations('logIn')
  const [problem, show] = useProblemText()
  const [isBusy, startTransition] = useTransition()
  const go = () =>
    startTransition(async () => {
      const result = await startOidcLogIn(next).catch(() => ({ type: 'failed', code: 'OFFLINE' }) as const)
      if (result.type === 'done') window.location.assign(result.value)
      else show(result)
    })
  return (
    <div className="flex flex-col gap-4">
      <FormError message={problem} />
      <Button variant="primary" onClick={go} isBusy={isBusy}>
        {t('byProvider', { provider })}
      </Button>
      <p className="flex items-center gap-3 text-text-muted before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        {t('orByPassword')}
      </p>
    </div>
  )
}
