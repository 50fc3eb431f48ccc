'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Dialog } from '@/components/ui/dialog'
import type { LimitPeriod } from '@/gql/graphql'
import { submitCap } from '../actions'
import { CAP_PERIODS, CapFields, moneyText } from './cap-fields'

export interface KeyCapProps {
  keyId: string
  name: string
  currency: string
  cap: { id: string; period: LimitPeriod; amount: string } | null
  /** What the table shows of it. */
  children: ReactNode
}

/** A key's cap in the table, which opens the form that changes it. An empty amount takes it off. */
export function KeyCap({ keyId, name, currency, cap, children }: KeyCapProps) {
  const t = useTranslations('keys')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="text-left underline decoration-dotted underline-offset-4"
      >
        <span className="sr-only">{t('capOf', { name })}: </span>
        {children}
      </button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('capOf', { name })} description={t('capText')}>
        <CapForm keyId={keyId} currency={currency} cap={cap} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function CapForm(props: Pick<KeyCapProps, 'keyId' | 'currency' | 'cap'> & { onClose: () => void }) {
  const { keyId, cap } = props
  const t = useTranslations('keys')
  const known = CAP_PERIODS.find((period) => period === cap?.period)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ amount: moneyText(t('capWrong')), period: z.enum(CAP_PERIODS) }),
    defaultValues: { amount: cap?.amount ?? '', period: known ?? 'MONTH' },
    async submit({ amount, period }) {
      if (amount === '' && cap === null) return { type: 'done', value: null }
      // a period never changes: another one is another cap, and the old one ends
      if (cap !== null && (amount === '' || period !== cap.period)) {
        const ended = await submitCap(keyId, cap.id, { period: cap.period, amount: cap.amount, isActive: false })
        if (ended.type !== 'done' || amount === '') return ended
        return submitCap(keyId, null, { period, amount, isActive: true })
      }
      return submitCap(keyId, cap?.id ?? null, { period, amount, isActive: true })
    },
    onDone: props.onClose,
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={props.onClose} error={errors.root?.message} isBusy={isBusy}>
      <CapFields
        amount={form.register('amount')}
        period={form.register('period')}
        error={errors.amount?.message}
        currency={props.currency}
      />
    </DialogForm>
  )
}
