'use client'
import { useTranslations } from 'next-intl'
import type { UseFormRegisterReturn } from 'react-hook-form'
import * as z from 'zod/mini'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'

/** Periods that a cap can have here; terms have days of their own and are set with the API. */
export const CAP_PERIODS = ['DAY', 'WEEK', 'MONTH', 'TOTAL'] as const

/** An amount of the currency, or nothing. */
export const moneyText = (message: string) =>
  z.string().check(
    z.trim(),
    z.refine((text) => text === '' || /^\d{1,9}(\.\d{1,9})?$/.test(text), message),
  )

/** What may be spent in each period. */
export function CapFields(props: {
  amount: UseFormRegisterReturn
  period: UseFormRegisterReturn
  error: string | undefined
  currency: string
  isPeriodFixed?: boolean
}) {
  const t = useTranslations('keys')
  const periods = useTranslations('ledger.limitPeriods')
  return (
    <div className="grid grid-cols-[1fr_auto] items-start gap-3">
      <Field label={t('cap', { currency: props.currency })} hint={t('capHint')} error={props.error}>
        {(control) => <Input {...control} {...props.amount} inputMode="decimal" autoComplete="off" />}
      </Field>
      <Field label={t('capPeriod')}>
        {(control) => (
          <Select {...control} {...props.period} disabled={props.isPeriodFixed}>
            {CAP_PERIODS.map((period) => (
              <option key={period} value={period}>
                {periods(period)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  )
}
