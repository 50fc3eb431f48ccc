import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { RecordingScope } from '@/lib/admin-api/recording'
import { type ConsentState, consentStateOf } from '@/lib/consent-state'
import { GiveConsent } from './give-consent'
import { WithdrawConsent } from './withdraw-consent'

const TONES: Record<ConsentState, Tone> = {
  consenting: 'positive',
  otherText: 'warning',
  notAnswered: 'neutral',
  withdrawn: 'neutral',
  notAsked: 'neutral',
}

/** Where the person is asked for consent to recording, what he answered and when. */
export async function Recording({ scopes }: { scopes: readonly RecordingScope[] }) {
  const t = await getTranslations('recording')
  if (scopes.length === 0) return <p>{t('none')}</p>
  return (
    <ul className="divide-y">
      {scopes.map((scope) => (
        <li
          key={`${scope.kind} ${scope.id}`}
          className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
        >
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <span className="text-text-muted">{t(`kinds.${scope.kind}`)}</span>
              <span className="break-all font-medium">{scope.name}</span>
              <StateBadge tone={TONES[consentStateOf(scope)]}>{t(consentStateOf(scope))}</StateBadge>
            </p>
            <Dates scope={scope} />
          </div>
          <Answer scope={scope} />
        </li>
      ))}
    </ul>
  )
}

async function Dates({ scope: { textVersion, consent } }: { scope: RecordingScope }) {
  const t = await getTranslations('recording')
  if (consent == null)
    return <p className="text-[13px] text-text-muted">{t('version', { version: textVersion ?? '' })}</p>
  return (
    <p className="text-[13px] text-text-muted">
      {t('given', { version: consent.textVersion })} <Time at={consent.consentedAt} />
      {consent.withdrawnAt && (
        <>
          {' · '}
          {t('takenBack')} <Time at={consent.withdrawnAt} />
        </>
      )}
    </p>
  )
}

function Answer({
  scope: { kind, id, name, isAsked, isConsenting, textVersion, text, consent },
}: {
  scope: RecordingScope
}) {
  return (
    <div className="flex flex-wrap gap-2">
      {isAsked && !isConsenting && textVersion && text && (
        <GiveConsent {...{ kind, name, textVersion, text }} scopeId={id} />
      )}
      {consent != null && consent.withdrawnAt == null && <WithdrawConsent {...{ kind, name }} scopeId={id} />}
    </div>
  )
}
