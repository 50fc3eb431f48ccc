'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useProblemText } from '@/components/forms/use-problem-text'
import { Callout } from '@/components/ui/states'
import { finishOidcLogIn } from '../../../../oidc-actions'

/** Hands what the provider said to the server: an act and not a page, because it sets the session's cookie. */
export function FinishLogIn() {
  const t = useTranslations('logIn')
  const [problem, show] = useProblemText()
  const isBegun = useRef(false)
  const showLatest = useRef(show)
  useEffect(() => {
    if (isBegun.current) return // the provider's answer works once
    isBegun.current = true
    void finishOidcLogIn(window.location.search.slice(1))
      .catch(() => ({ type: 'failed', code: 'OFFLINE' }) as const)
      .then((result) => {
        // neither the history nor a reload brings the provider's answer back
        if (result.type === 'done') return window.location.replace(result.value)
        window.history.replaceState(null, '', window.location.pathname)
        showLatest.current(result)
      })
  }, [])
  return (
    <div className="flex flex-col gap-4">
      <h1 className="font-semibold text-xl">{problem === undefined ? t('finishing') : t('notFinished')}</h1>
      {problem === undefined ? (
        <p className="text-text-muted" role="status">
          {t('finishingText')}
        </p>
      ) : (
        <>
          <Callout tone="danger" role="alert">
            {problem}
          </Callout>
          <Link href="/login" className="text-accent underline underline-offset-4">
            {t('startAgain')}
          </Link>
        </>
      )}
    </div>
  )
}
