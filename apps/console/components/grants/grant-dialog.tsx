'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Callout } from '@/components/ui/states'
import { formatMoney } from '@/lib/money'
import { submitGrant } from './actions'
import { GrantForm } from './grant-form'
import type { GrantTarget } from './grant-form-schema'

export interface GrantDialogProps {
  target: GrantTarget
  /** User name, or the pool's name. */
  name: string
  currency: string
  timeZone: string
  /** Not admitted yet: the API grants nothing. */
  isPending?: boolean
  isSmall?: boolean
}

/** Money for somebody's wallet, or for a pool. */
export function GrantDialog({ target, name, currency, timeZone, isPending, isSmall }: GrantDialogProps) {
  const t = useTranslations('finance.grants')
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  const title = t('grantTo', { name })
  const moneyOf = (balance: string) => formatMoney(balance, { currency, locale, precision: 'balance' })
  return (
    <>
      <Button
        size={isSmall ? 'small' : 'default'}
        variant={isSmall ? 'secondary' : 'primary'}
        onClick={() => setOpen(true)}
        aria-label={title}
      >
        {t('grant')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
        <GrantForm
          target={target}
          note={isPending && <Callout tone="warning">{t('pending')}</Callout>}
          currency={currency}
          timeZone={timeZone}
          submit={submitGrant}
          wordsOf={({ balance }) =>
            balance === null ? t('granted', { name }) : t('grantedBalance', { name, balance: moneyOf(balance) })
          }
          onClose={() => setOpen(false)}
        />
      </Dialog>
    </>
  )
}
