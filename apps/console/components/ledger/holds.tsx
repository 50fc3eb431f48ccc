import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import type { HeldMoney } from '@/lib/admin-api/accounts'

/** Why money cannot be spent now: for which key, since when and until when. */
export async function Holds({ holds }: { holds: readonly HeldMoney[] }) {
  const t = await getTranslations('ledger')
  if (holds.length === 0) return <p className="text-text-muted">{t('holdsEmpty')}</p>
  return (
    <ul className="flex flex-col divide-y">
      {holds.map(({ id, amount, state, keyName, nodeId, since, expiresAt }) => (
        <li key={id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5 text-[13px]">
          <span className="min-w-0">
            <span className="block break-words">
              {t(`holdStates.${state}`)}
              {keyName && ` · ${t('holdKey', { name: keyName })}`}
            </span>
            <span className="block text-text-muted">
              {t('holdSince')} <Time at={since} />
              {nodeId && ` · ${nodeId}`}
            </span>
          </span>
          <span className="ml-auto text-right tabular-nums">
            <span className="block font-medium">
              <Money amount={amount} />
            </span>
            <span className="block text-text-muted">
              {state === 'OPEN' ? t('holdUntil') : t('holdEnded')} <Time at={expiresAt} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
