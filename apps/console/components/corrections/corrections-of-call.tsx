import { getTranslations } from 'next-intl/server'
import { Signed } from '@/components/ledger/history'
import { Time } from '@/components/time'
import type { Correction } from '@/lib/admin-api/corrections'
import { CorrectionState } from './correction-state'

/** What was given back of a call, or is asked to be; for staff. */
export async function CorrectionsOfCall({ corrections }: { corrections: readonly Correction[] }) {
  const t = await getTranslations('corrections')
  if (corrections.length === 0) return <p className="text-[13px] text-text-muted">{t('noneOfCall')}</p>
  return (
    <ul className="flex flex-col divide-y text-[13px]">
      {corrections.map((correction) => (
        <li key={correction.id} className="flex flex-wrap justify-between gap-x-4 gap-y-1 py-2.5">
          <span className="min-w-0">
            <span className="block break-words">{correction.reason}</span>
            <span className="block text-text-muted">
              {[correction.actor?.username, correction.secondPerson?.username].filter(Boolean).join(' + ')} ·{' '}
              <Time at={correction.createdAt} />
            </span>
          </span>
          <span className="text-right">
            <span className="block tabular-nums">
              <Signed amount={correction.amount} />
            </span>
            <CorrectionState correction={correction} />
          </span>
        </li>
      ))}
    </ul>
  )
}
