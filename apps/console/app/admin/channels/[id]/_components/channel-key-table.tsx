import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import { KeyActions } from '../../_components/key-actions'
import { countKeys, isWell, type KeyState, keyStateOf } from '../../_components/key-health'

const TONES: Record<KeyState, Tone> = {
  ok: 'positive',
  unknown: 'neutral',
  cooling: 'warning',
  disabled: 'danger',
  off: 'neutral',
}
const WORDS = {
  ok: 'keyOk',
  unknown: 'keyUnknown',
  cooling: 'keyCooling',
  disabled: 'keyDisabled',
  off: 'keyOff',
} as const satisfies Record<KeyState, string>

export interface ChannelKeyTableProps {
  channel: ChannelDetail
  /** Only keys that rest, were refused or are off. */
  isTroubleOnly: boolean
  isRoot: boolean
}

/** Every key with its state, the last word on it, what it bears, and what can be done. */
export async function ChannelKeyTable({ channel, isTroubleOnly, isRoot }: ChannelKeyTableProps) {
  const t = await getTranslations('admin.channels')
  if (channel.keys.length === 0) return <p className="text-text-muted">{t('noKeys')}</p>
  const counts = countKeys(channel.keys)
  const keys = isTroubleOnly ? channel.keys.filter((key) => !isWell(key)) : channel.keys
  const here = `/admin/channels/${channel.id}`
  const limitsOf = ({ rpm, tpm }: ChannelDetail['keys'][number]): string =>
    [rpm != null && t('keyRpm', { count: rpm }), tpm != null && t('keyTpm', { count: tpm })].filter(Boolean).join(' · ')
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-text-muted">
        <span className="tabular-nums">{t('keySummary', counts)}</span>
        <span>
          {t('keyShow')}:{' '}
          {isTroubleOnly ? (
            <Link href={here} className="text-accent underline">
              {t('keyShowAll')}
            </Link>
          ) : (
            <Link href={`${here}?keys=trouble`} className="text-accent underline">
              {t('keyShowTrouble')}
            </Link>
          )}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="max-h-[32rem] overflow-auto" tabIndex={0} aria-label={t('keys')}>
        <table className="w-full border-collapse text-[13px]">
          <caption className="sr-only">{t('keys')}</caption>
          <thead>
            <tr className="border-b text-left text-text-muted">
              <th scope="col" className="px-3 py-2 font-medium">
                {t('testKey')}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                {t('keyState')}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                {t('note')}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                {t('keyLimitsColumn')}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                <span className="sr-only">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => {
              const state = keyStateOf(key)
              return (
                <tr key={key.id} className="border-b last:border-b-0">
                  <td className="px-3 py-2 font-mono">…{key.lastFour}</td>
                  <td className="px-3 py-2">
                    <StateBadge tone={TONES[state]}>{t(WORDS[state])}</StateBadge>
                    {state === 'cooling' && key.healthUntil != null && (
                      <span className="ml-2 text-text-muted">
                        {t('until')} <Time at={key.healthUntil} />
                      </span>
                    )}
                  </td>
                  <td className="break-words px-3 py-2 text-text-muted">{key.healthNote ?? '–'}</td>
                  <td className="px-3 py-2 text-text-muted tabular-nums">{limitsOf(key) || t('keyLimitsNone')}</td>
                  <td className="px-3 py-2">
                    <KeyActions channelId={channel.id} channelKey={key} isRoot={isRoot} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </>
  )
}
