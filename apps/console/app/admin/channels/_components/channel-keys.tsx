import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import type { ChannelRow } from '@/lib/admin-api/channels'

/** How many keys there are, and of those that are not well, why and until when. */
export async function ChannelKeys({ keys }: { keys: ChannelRow['keys'] }) {
  const t = await getTranslations('admin.channels')
  const unwell = keys.filter(({ isActive, health }) => !isActive || (health && health !== 'ok'))
  return (
    <>
      {t('keyCount', { count: keys.length })}
      {unwell.map((key) => (
        <span key={key.id} className="block text-warning">
          …{key.lastFour}: {key.isActive ? key.health : t('keyOff')}
          {key.healthNote && `, ${key.healthNote}`}
          {key.healthUntil && (
            <>
              {' '}
              {t('until')} <Time at={key.healthUntil} />
            </>
          )}
        </span>
      ))}
    </>
  )
}
