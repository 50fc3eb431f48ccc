import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { cn } from '@/lib/class-names'
import { changedAddress, type SearchParameters } from '@/lib/table-address'
import { PERIODS, type Period } from '@/lib/usage-period'

export async function PeriodPicker({ parameters, period }: { parameters: SearchParameters; period: Period }) {
  const t = await getTranslations('usage')
  return (
    <nav aria-label={t('period')} className="flex rounded-md border border-border-strong bg-raised p-0.5">
      {PERIODS.map((choice) => (
        <Link
          key={choice}
          href={changedAddress(parameters, { period: choice })}
          aria-current={choice === period ? 'true' : undefined}
          className={cn(
            'rounded-sm px-2.5 py-1 text-[13px] text-text-muted hover:text-text',
            choice === period && 'bg-accent-soft font-medium text-accent',
          )}
        >
          {t(`periods.${choice}`)}
        </Link>
      ))}
    </nav>
  )
}
