import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import { KeyActions } from '../../_components/key-actions'
import { type KeyState, keyStateOf } from '../../_components/key-health'

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

/** Every key with its state, the last word on it, and what can be done. */
export async function ChannelKeyTable({ channel, isRoot }: { channel: ChannelDetail; isRoot: boolean }) {
  const t = await getTranslations('admin.channels')
  if (channel.keys.length === 0) return <p className="text-text-muted">{t('noKeys')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
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
              <span className="sr-only">{t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {channel.keys.map((key) => {
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
                <td className="px-3 py-2">
                  <KeyActions channelId={channel.id} channelKey={key} isRoot={isRoot} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
