import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { AccountLot } from '@/lib/admin-api/ledger'
import { EntryKindName } from './history'

const SOON_MS = 7 * 24 * 3_600_000

/** What the balance consists of, in the order in which it is used, and when which part ends. */
export async function Lots({ lots, now = Date.now() }: { lots: readonly AccountLot[]; now?: number }) {
  const t = await getTranslations('ledger')
  if (lots.length === 0) return <p className="text-text-muted">{t('lotsEmpty')}</p>
  return (
    <ul className="flex flex-col divide-y">
      {lots.map((lot) => (
        <li key={lot.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5 text-[13px]">
          <span className="min-w-0">
            <span className="block break-words">{lot.reason ?? <EntryKindName kind={lot.kind} />}</span>
            <span className="block text-text-muted">
              <EntryKindName kind={lot.kind} /> · <Time at={lot.createdAt} />
            </span>
          </span>
          <span className="ml-auto text-right tabular-nums">
            <span className="block">
              <span className="font-medium">
                <Money amount={lot.rest} />
              </span>{' '}
              <span className="text-text-muted">
                {t('lotOf')} <Money amount={lot.amount} />
              </span>
            </span>
            <Ends at={lot.expiresAt ?? null} now={now} />
          </span>
        </li>
      ))}
    </ul>
  )
}

async function Ends({ at, now }: { at: string | null; now: number }) {
  const t = await getTranslations('ledger')
  if (at === null) return <span className="text-text-muted">{t('neverEnds')}</span>
  const words = (
    <>
      {t('ends')} <Time at={at} />
    </>
  )
  return Date.parse(at) - now < SOON_MS ? (
    <StateBadge tone="warning">{words}</StateBadge>
  ) : (
    <span className="text-text-muted">{words}</span>
  )
}
