import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/input'

export interface MonthFormProps {
  action: string
  periods: readonly string[]
  period: string
  /** Offered where there are several. */
  costCentres?: readonly string[]
  costCentre?: string
}

/** Which month, and of whom. */
export function MonthForm({ action, periods, period, costCentres = [], costCentre = '' }: MonthFormProps) {
  const t = useTranslations('finance.statements')
  const shown = periods.includes(period) ? periods : [period, ...periods]
  return (
    <Form action={action} className="flex flex-wrap items-center gap-2 print:hidden">
      <Select key={period} name="period" defaultValue={period} aria-label={t('month')} className="w-auto">
        {shown.map((month) => (
          <option key={month}>{month}</option>
        ))}
      </Select>
      {costCentres.length > 0 && (
        <Select
          key={costCentre}
          name="costCentre"
          defaultValue={costCentre}
          aria-label={t('costCentre')}
          className="w-auto max-w-56"
        >
          <option value="">{t('everyCostCentre')}</option>
          {costCentres.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      )}
      <Button type="submit">{t('show')}</Button>
    </Form>
  )
}
