import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import { type AbilityFact, abilityFactsOf } from '@/lib/ability-facts'
import type { MarketModel } from '@/lib/admin-api/market'

const TONES: Record<AbilityFact['state'], Tone> = { yes: 'positive', no: 'neutral', unknown: 'warning' }

/** What the model can, and how that is known. */
export async function AbilityTable({ model }: { model: MarketModel }) {
  const [t, words] = await Promise.all([getTranslations('models'), getTranslations('abilities')])
  return (
    <dl className="flex flex-col divide-y">
      {abilityFactsOf(model).map(({ ability, state, measuredAt }) => (
        <div key={ability} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 text-[13px]">
          <dt>{words(ability)}</dt>
          <dd className="flex items-center gap-2 text-text-muted">
            {measuredAt === undefined ? (
              state === 'yes' && t('declared')
            ) : (
              <span>
                {t('measured')} <Time at={measuredAt} />
              </span>
            )}
            <StateBadge tone={TONES[state]}>{t(`abilityStates.${state}`)}</StateBadge>
          </dd>
        </div>
      ))}
    </dl>
  )
}
