import { getTranslations } from 'next-intl/server'
import { countKeys, type KeyHealth } from './key-health'

/** How many keys there are, and how many of them are well, rest, or are out; what there is none of is left out. */
export async function KeysSummary({ keys }: { keys: readonly KeyHealth[] }) {
  const t = await getTranslations('admin.channels')
  const { ok, cooling, off } = countKeys(keys)
  return (
    <>
      <span className="whitespace-nowrap">{t('keyCount', { count: keys.length })}</span>
      {ok > 0 && <span className="block whitespace-nowrap text-text-muted">{t('keysOk', { count: ok })}</span>}
      {cooling > 0 && (
        <span className="block whitespace-nowrap text-warning">{t('keysCooling', { count: cooling })}</span>
      )}
      {off > 0 && <span className="block whitespace-nowrap text-danger">{t('keysOff', { count: off })}</span>}
    </>
  )
}
