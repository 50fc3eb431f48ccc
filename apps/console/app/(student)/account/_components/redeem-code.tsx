'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Callout } from '@/components/ui/states'
import type { Redeemed } from '@/lib/admin-api/ledger'
import { formatMoney } from '@/lib/money'
import { submitCode } from '../actions'

const LONGEST = 200

/** One field; what the code gave stays readable until the next one is typed. */
export function RedeemCode({ currency }: { currency: string }) {
  const t = useTranslations('account')
  const locale = useLocale()
  const [redeemed, setRedeemed] = useState<Redeemed | null>(null)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      code: z.string().check(z.trim(), z.minLength(1, t('codeMissing')), z.maxLength(LONGEST, t('codeLong'))),
    }),
    defaultValues: { code: '' },
    submit({ code }) {
      setRedeemed(null)
      return submitCode(code)
    },
    onDone(value) {
      setRedeemed(value)
      form.reset()
    },
  })
  const money = (amount: string) => formatMoney(amount, { currency, locale, precision: 'balance' })
  return (
    <form method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
      <FormError message={errors.root?.message} />
      <Field label={t('code')} hint={t('codeHint')} error={errors.code?.message}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              {...form.register('code')}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              className="min-w-0 font-mono"
            />
            <Button type="submit" variant="primary" isBusy={isBusy}>
              {t('redeem')}
            </Button>
          </div>
        )}
      </Field>
      {redeemed !== null && (
        <Callout tone={redeemed.isRepeat ? 'neutral' : 'positive'} role="status">
          {redeemed.isRepeat ? t('redeemedBefore') : t('redeemed', { amount: money(redeemed.amount) })}
          {redeemed.balance !== null && ` ${t('balanceNow', { balance: money(redeemed.balance) })}`}
        </Callout>
      )}
    </form>
  )
}
