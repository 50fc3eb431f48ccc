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
import { parseNanos } from '@/lib/money'
import { submitPrice } from '../actions'
import { PriceExample } from './price-example'

export interface NewPriceProps {
  modelId: string
  modelName: string
  currency: string
  current: {
    inputPerMillion: string
    outputPerMillion: string
    cacheReadPerMillion?: string | null
    perRequest: string
  } | null
}

export function NewPrice(props: NewPriceProps) {
  const t = useTranslations('admin.catalog')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} aria-label={t('newPriceOf', { name: props.modelName })}>
        {t('newPrice')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('newPriceOf', { name: props.modelName })}
        description={t('newPriceText')}
      >
        <PriceForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function PriceForm({ modelId, currency, current, onClose }: NewPriceProps & { onClose: () => void }) {
  const t = useTranslations('admin.catalog')
  const common = useTranslations('common')
  const toast = useToast()
  const isPrice = (text: string) => (parseNanos(text) ?? -1n) >= 0n
  const price = z.string().check(z.trim(), z.refine(isPrice, t('priceWrong')))
  const optional = z.string().check(
    z.trim(),
    z.refine((text) => text === '' || isPrice(text), t('priceWrong')),
  )
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      inputPerMillion: price,
      outputPerMillion: price,
      cacheReadPerMillion: optional,
      perRequest: optional,
      validFrom: z.string(),
    }),
    defaultValues: {
      inputPerMillion: current?.inputPerMillion ?? '',
      outputPerMillion: current?.outputPerMillion ?? '',
      cacheReadPerMillion: current?.cacheReadPerMillion ?? '',
      perRequest: current?.perRequest ?? '',
      validFrom: '',
    },
    submit: (values) =>
      submitPrice({
        modelId,
        price: {
          inputPerMillion: values.inputPerMillion,
          outputPerMillion: values.outputPerMillion,
          cacheReadPerMillion: values.cacheReadPerMillion || null,
          perRequest: values.perRequest || null,
          validFrom: values.validFrom === '' ? null : new Date(values.validFrom).toISOString(),
        },
      }),
    onDone() {
      onClose()
      toast({ text: common('saved') })
    },
  })
  const [input, output, perRequest] = form.watch(['inputPerMillion', 'outputPerMillion', 'perRequest'])
  return (
    <DialogForm
      onSubmit={onSubmit}
      onCancel={onClose}
      error={errors.root?.message}
      isBusy={isBusy}
      verb={t('newPrice')}
    >
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('inputOf', { currency })} error={errors.inputPerMillion?.message}>
          {(control) => <Input {...control} {...form.register('inputPerMillion')} inputMode="decimal" autoFocus />}
        </Field>
        <Field label={t('outputOf', { currency })} error={errors.outputPerMillion?.message}>
          {(control) => <Input {...control} {...form.register('outputPerMillion')} inputMode="decimal" />}
        </Field>
        <Field label={t('cachedOf', { currency })} hint={t('cachedHint')} error={errors.cacheReadPerMillion?.message}>
          {(control) => <Input {...control} {...form.register('cacheReadPerMillion')} inputMode="decimal" />}
        </Field>
        <Field label={t('requestOf', { currency })} error={errors.perRequest?.message}>
          {(control) => <Input {...control} {...form.register('perRequest')} inputMode="decimal" />}
        </Field>
      </div>
      <Field label={t('validFrom')} hint={t('validFromHint')} error={errors.validFrom?.message}>
        {(control) => <Input {...control} {...form.register('validFrom')} type="datetime-local" />}
      </Field>
      <PriceExample inputPerMillion={input} outputPerMillion={output} perRequest={perRequest} currency={currency} />
    </DialogForm>
  )
}
