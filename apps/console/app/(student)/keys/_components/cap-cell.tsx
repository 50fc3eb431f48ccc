import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import type { KeyRow } from '@/lib/admin-api/keys'
import { cn } from '@/lib/class-names'
import { usedShareOf } from '@/lib/used-share'
import { KeyCap } from './key-cap'

const NEARLY_USED = 80

/** How much of its cap a key has used, and the way to change it; several caps stand below each other. */
export async function CapCell({ apiKey, currency }: { apiKey: KeyRow; currency: string }) {
  const t = await getTranslations('keys')
  const periods = await getTranslations('ledger.limitPeriods')
  const isEnded = apiKey.state === 'REVOKED' || apiKey.state === 'LEAKED'
  if (apiKey.caps.length === 0 && isEnded) return t('noCap')
  if (apiKey.caps.length === 0)
    return (
      <KeyCap keyId={apiKey.id} name={apiKey.name} currency={currency} cap={null}>
        {t('noCap')}
      </KeyCap>
    )
  return (
    <ul className="flex min-w-36 flex-col gap-1.5">
      {apiKey.caps.map(({ id, period, amount, spent, held }) => {
        const share = usedShareOf(amount, [spent, held])
        const text = (
          <span className="tabular-nums">
            <Money amount={spent} /> / <Money amount={amount} /> {periods(period)}
          </span>
        )
        return (
          <li key={id}>
            {isEnded ? (
              text
            ) : (
              <KeyCap keyId={apiKey.id} name={apiKey.name} currency={currency} cap={{ id, period, amount }}>
                {text}
              </KeyCap>
            )}
            <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunken">
              <div
                className={cn('h-full rounded-full', share >= NEARLY_USED ? 'bg-warning' : 'bg-accent')}
                style={{ width: `${share}%` }}
              />
            </div>
          </li>
        )
      })}
    </ul>
  )
}
