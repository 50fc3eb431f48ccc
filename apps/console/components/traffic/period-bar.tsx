import Form from 'next/form'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/input'
import { cn } from '@/lib/class-names'
import { changedAddress, type SearchParameters } from '@/lib/table-address'
import { TRAFFIC_INTERVALS, TRAFFIC_PRESETS, type TrafficPeriod } from '@/lib/traffic-period'

export interface PeriodBarProps {
  action: string
  parameters: SearchParameters
  period: TrafficPeriod
}

const NO_DAYS = { from: undefined, to: undefined, interval: undefined }
/** The form sets these itself. */
const OWN_FIELDS = ['from', 'to', 'interval', 'period', 'after']

/** Usual periods as links, any other by its days. */
export function PeriodBar({ action, parameters, period }: PeriodBarProps) {
  const t = useTranslations('finance.traffic')
  const kept = Object.entries(parameters).flatMap(([name, value]) =>
    OWN_FIELDS.includes(name) ? [] : [value ?? []].flat().map((text) => [name, text] as const),
  )
  return (
    <div className="flex flex-wrap items-center gap-3">
      <nav aria-label={t('period')} className="flex rounded-md border border-border-strong bg-raised p-0.5">
        {TRAFFIC_PRESETS.map((preset) => (
          <Link
            key={preset}
            href={changedAddress(parameters, { ...NO_DAYS, period: preset })}
            aria-current={preset === period.preset ? 'true' : undefined}
            className={cn(
              'rounded-sm px-2.5 py-1 text-[13px] text-text-muted hover:text-text',
              preset === period.preset && 'bg-accent-soft font-medium text-accent',
            )}
          >
            {t(`presets.${preset}`)}
          </Link>
        ))}
      </nav>
      <Form
        key={`${period.from} ${period.to} ${period.interval}`}
        action={action}
        className="flex flex-wrap items-center gap-2"
      >
        {kept.map(([name, text]) => (
          <input key={`${name} ${text}`} type="hidden" name={name} value={text} />
        ))}
        <Input name="from" type="date" required defaultValue={period.from} aria-label={t('from')} className="w-auto" />
        <span aria-hidden>–</span>
        <Input name="to" type="date" required defaultValue={period.to} aria-label={t('to')} className="w-auto" />
        <Select name="interval" defaultValue={period.interval} aria-label={t('interval')} className="w-auto">
          {TRAFFIC_INTERVALS.map((interval) => (
            <option key={interval} value={interval}>
              {t(`intervals.${interval}`)}
            </option>
          ))}
        </Select>
        <Button type="submit">{t('show')}</Button>
      </Form>
    </div>
  )
}
