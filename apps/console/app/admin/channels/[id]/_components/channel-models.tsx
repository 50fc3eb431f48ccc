import { getTranslations } from 'next-intl/server'
import { StateBadge } from '@/components/ui/badge'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import { ModelActions } from '../../_components/model-actions'

/** Every model that the channel serves: its name at the upstream, what it lacks here, and its tests. */
export async function ChannelModels({ channel, isRoot }: { channel: ChannelDetail; isRoot: boolean }) {
  const [t, abilities] = await Promise.all([getTranslations('admin.channels'), getTranslations('abilities')])
  const upstreamNames = new Map(channel.modelMapping.map(({ publicName, upstreamName }) => [publicName, upstreamName]))
  const lacks = new Map(channel.lacks.map((lack) => [lack.modelName, lack.abilities]))
  const names = [...new Set([...channel.models, ...upstreamNames.keys()])]
  const wordOf = (ability: string): string =>
    abilities.has(ability as 'tools') ? abilities(ability as 'tools') : ability
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="max-h-[32rem] overflow-y-auto" tabIndex={0} aria-label={t('models')}>
      <ul className="divide-y">
        {names.map((name) => {
          const [upstream, lacking] = [upstreamNames.get(name), lacks.get(name)]
          const isDenied = channel.deniedModels.includes(name)
          return (
            <li key={name} className="flex flex-wrap items-center justify-between gap-3 py-2.5">
              <div className="min-w-0">
                <div className="flex flex-wrap items-center gap-2">
                  <span className="break-all font-mono text-[13px]">{name}</span>
                  {isDenied && <StateBadge tone="danger">{t('modelDenied')}</StateBadge>}
                </div>
                <div className="text-[13px] text-text-muted">
                  {[
                    upstream !== undefined && upstream !== name ? `${t('upstreamName')}: ${upstream}` : undefined,
                    lacking === undefined ? undefined : `${t('lacks')}: ${lacking.map(wordOf).join(', ')}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
              <ModelActions channelId={channel.id} modelName={name} isRoot={isRoot} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
