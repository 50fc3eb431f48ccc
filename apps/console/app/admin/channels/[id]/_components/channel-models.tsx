import { getLocale, getTranslations } from 'next-intl/server'
import { StateBadge } from '@/components/ui/badge'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import type { MarginRow } from '@/lib/admin-api/costs'
import { formatMoney } from '@/lib/money'
import { ChannelCost } from '../../_components/channel-cost'
import { ModelActions } from '../../_components/model-actions'
import type { ModelLine } from './model-lines'

export interface ChannelModelsProps {
  channel: ChannelDetail
  lines: readonly ModelLine[]
  currency: string
  isRoot: boolean
}

/** Every model that the channel serves: its names at the upstream, what it lacks here, what is left of it, and its tests. */
export async function ChannelModels({ channel, lines, currency, isRoot }: ChannelModelsProps) {
  const [t, abilities, locale] = await Promise.all([
    getTranslations('admin.channels'),
    getTranslations('abilities'),
    getLocale(),
  ])
  const wordOf = (ability: string): string =>
    abilities.has(ability as 'tools') ? abilities(ability as 'tools') : ability
  const money = (amount: string): string => formatMoney(amount, { currency, locale, precision: 'exact' })
  const marginText = (margin: MarginRow | undefined): string | undefined => {
    if (margin === undefined) return undefined
    const charged = money(margin.charged)
    if (margin.cost == null || margin.margin == null)
      return t('marginUnknown', { charged, count: Number(margin.uncostedCalls) })
    return t('margin30', { charged, cost: money(margin.cost), margin: money(margin.margin) })
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="max-h-[32rem] overflow-y-auto" tabIndex={0} aria-label={t('models')}>
      <ul className="divide-y">
        {lines.map(({ name, upstreamNames, lacking, isDenied, cost, margin }) => {
          return (
            <li key={name} className="flex flex-wrap items-center justify-between gap-3 py-2.5">
              <div className="min-w-0">
                <div className="flex flex-wrap items-center gap-2">
                  <span className="break-all font-mono text-[13px]">{name}</span>
                  {isDenied && <StateBadge tone="danger">{t('modelDenied')}</StateBadge>}
                </div>
                <div className="text-[13px] text-text-muted">
                  {[
                    upstreamNames.length > 0 ? `${t('upstreamName')}: ${upstreamNames.join(', ')}` : undefined,
                    lacking.length === 0 ? undefined : `${t('lacks')}: ${lacking.map(wordOf).join(', ')}`,
                    marginText(margin),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
              <div className="flex flex-wrap items-center gap-2">
                <ChannelCost channelId={channel.id} modelName={name} currency={currency} cost={cost} />
                <ModelActions channelId={channel.id} modelName={name} isRoot={isRoot} />
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
