import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import type { AccountLimit } from '@/lib/admin-api/accounts'
import { cn } from '@/lib/class-names'
import { usedShareOf } from '@/lib/used-share'

const NEARLY_USED = 80

/** How much may be spent in the present period, and how much of that is used. */
export async function Limits({ limits }: { limits: readonly AccountLimit[] }) {
  const t = await getTranslations('ledger')
  if (limits.length === 0) return <p className="text-text-muted">{t('limitsEmpty')}</p>
  return (
    <ul className="flex flex-col divide-y">
      {limits.map((limit) => (
        <li key={limit.id} className="py-2.5 text-[13px]">
          <div className="flex flex-wrap justify-between gap-x-4">
            <span className="min-w-0 break-words">
              {t(`limitKinds.${limit.kind}`, { name: limit.name ?? '' })} · {t(`limitPeriods.${limit.period}`)}
            </span>
            <span className="tabular-nums">
              <Money amount={limit.spent} /> {t('limitOf')} <Money amount={limit.amount} />
            </span>
          </div>
          <UsedBar limit={limit} />
          {limit.endsAt && (
            <p className="mt-1 text-text-muted">
              {t('limitEnds')} <Time at={limit.endsAt} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function UsedBar({ limit: { amount, spent, held } }: { limit: AccountLimit }) {
  const share = usedShareOf(amount, [spent, held])
  return (
    <div aria-hidden className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-sunken">
      <div
        className={cn('h-full rounded-full', share >= NEARLY_USED ? 'bg-warning' : 'bg-accent')}
        style={{ width: `${share}%` }}
      />
    </div>
  )
}
