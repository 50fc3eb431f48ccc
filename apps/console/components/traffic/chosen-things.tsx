import { X } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { listTraffic } from '@/lib/admin-api/traffic'
import { changedAddress, type SearchParameters } from '@/lib/table-address'
import { chosenOf, PARAMETER_OF } from '@/lib/traffic-address'
import type { TrafficPeriod } from '@/lib/traffic-period'

/** What the sums are narrowed down to; each goes away by a press. */
export async function ChosenThings({ parameters, period }: { parameters: SearchParameters; period: TrafficPeriod }) {
  const chosen = chosenOf(parameters)
  if (chosen.length === 0) return null
  const { from, to } = period
  const [t, named] = await Promise.all([
    getTranslations('finance.traffic'),
    Promise.all(
      chosen.map(async ({ dimension, id }) => {
        const filter = { from, to, [PARAMETER_OF[dimension]]: id }
        const { rows } = await listTraffic({ first: 1, after: null }, { dimension, filter })
        return { dimension, id, name: rows[0]?.name ?? id }
      }),
    ),
  ])
  return (
    <ul className="flex flex-wrap gap-2" aria-label={t('narrowedTo')}>
      {named.map(({ dimension, name }) => (
        <li
          key={dimension}
          className="flex items-center gap-1 rounded-md border bg-accent-soft py-0.5 pr-0.5 pl-2.5 text-[13px]"
        >
          <span className="text-text-muted">{t(`dimensions.${dimension}`)}</span>
          <span className="max-w-64 truncate font-medium" title={name}>
            {name}
          </span>
          <Link
            href={changedAddress(parameters, { [PARAMETER_OF[dimension]]: undefined })}
            aria-label={t('drop', { name })}
            title={t('drop', { name })}
            className="rounded-sm p-1 text-text-muted hover:text-text"
          >
            <X aria-hidden className="size-3.5" />
          </Link>
        </li>
      ))}
    </ul>
  )
}
