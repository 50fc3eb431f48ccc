'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import { parseNanos } from '@/lib/money'
import { submitCost } from '../actions'

export interface ChannelCostProps {
  channelId: string
  modelName: string
  /** Of the installation. */
  currency: string
  cost: ChannelDetail['costs'][number] | undefined
}

const isAmount = (text: string): boolean => (parseNanos(text) ?? -1n) >= 0n

/** What the school pays for a model here. */
export function ChannelCost({ channelId, modelName, currency, cost }: ChannelCostProps) {
  const t = useTranslations('admin.channels')
  const common = useTranslations('common')
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const amount = z.string().check(z.trim(), z.refine(isAmount, t('priceWrong')))
  const optional = z.string().check(
    z.trim(),
    z.refine((text) => text === '' || isAmount(text), t('priceWrong')),
  )
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      ...{ inputPerMillion: amount, outputPerMillion: amount, cacheReadPerMillion: optional, perRequest: optional },
      currency: z.string().check(z.trim(), z.regex(/^[A-Z]{3}$/, t('costCurrencyWrong'))),
      exchangeRate: z.string().check(
        z.trim(),
        z.refine((text) => text === '' || (parseNanos(text) ?? 0n) > 0n, t('costRateWrong')),
      ),
    }),
    defaultValues: {
      inputPerMillion: cost?.inputPerMillion ?? '',
      outputPerMillion: cost?.outputPerMillion ?? '',
      cacheReadPerMillion: cost?.cacheReadPerMillion ?? '',
      perRequest: cost?.perRequest ?? '',
      currency: cost?.currency ?? currency,
      exchangeRate: cost === undefined || cost.currency === currency ? '' : cost.exchangeRate,
    },
    submit: (values) =>
      submitCost({
        ...{ channelId, modelName, currency: values.currency, exchangeRate: values.exchangeRate || null },
        ...{ inputPerMillion: values.inputPerMillion, outputPerMillion: values.outputPerMillion },
        ...{ cacheReadPerMillion: values.cacheReadPerMillion || null, perRequest: values.perRequest || null },
      }),
    onDone() {
      setOpen(false)
      toast({ text: t('costSaved') })
    },
  })
  type Name = 'inputPerMillion' | 'outputPerMillion' | 'cacheReadPerMillion' | 'perRequest'
  const field = (name: Name, label: string, isOptional = false) => (
    <Field label={label} error={errors[name]?.message} {...(isOptional && { isOptional: common('optional') })}>
      {(control) => <Input {...control} {...form.register(name)} inputMode="decimal" autoComplete="off" />}
    </Field>
  )
  return (
    <>
      <Button size="small" aria-label={t('costNamed', { name: modelName })} onClick={() => setOpen(true)}>
        {t('cost')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('costOf', { name: modelName })}
        description={t('costText')}
      >
        <DialogForm onSubmit={onSubmit} onCancel={() => setOpen(false)} error={errors.root?.message} isBusy={isBusy}>
          <div className="grid gap-4 sm:grid-cols-2">
            {field('inputPerMillion', t('costInput'))}
            {field('outputPerMillion', t('costOutput'))}
            {field('cacheReadPerMillion', t('costCached'), true)}
            {field('perRequest', t('costPerRequest'), true)}
            <Field label={t('costCurrency')} error={errors.currency?.message}>
              {(control) => <Input {...control} {...form.register('currency')} autoComplete="off" />}
            </Field>
            <Field
              label={t('costRate')}
              isOptional={common('optional')}
              hint={t('costRateHint', { currency })}
              error={errors.exchangeRate?.message}
            >
              {(control) => (
                <Input {...control} {...form.register('exchangeRate')} inputMode="decimal" autoComplete="off" />
              )}
            </Field>
          </div>
        </DialogForm>
      </Dialog>
    </>
  )
}
