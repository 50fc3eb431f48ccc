'use client'
import { useTranslations } from 'next-intl'
import { useSubmit } from '@/components/forms/use-submit'
import { Button } from '@/components/ui/button'
import type { RecordingScopeKind } from '@/gql/graphql'
import { submitWithdrawal } from '../recording-actions'

/** One click: taking consent back is as easy as giving it, and can be undone by giving it again. */
export function WithdrawConsent(props: { kind: RecordingScopeKind; scopeId: string; name: string }) {
  const t = useTranslations('recording')
  const { kind, scopeId, name } = props
  const { submit, isBusy } = useSubmit()
  return (
    <Button
      size="small"
      isBusy={isBusy}
      aria-label={t('withdrawNamed', { name })}
      onClick={() => submit(() => submitWithdrawal({ kind, scopeId }), t('withdrawnDone'))}
    >
      {t('withdraw')}
    </Button>
  )
}
