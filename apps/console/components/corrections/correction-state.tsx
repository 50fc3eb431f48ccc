import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/time'
import { StateBadge, type Tone } from '@/components/ui/badge'
import type { CorrectionState as State } from '@/gql/graphql'
import type { Correction } from '@/lib/admin-api/corrections'

const TONES: Record<State, Tone> = { PENDING: 'warning', POSTED: 'positive', REFUSED: 'neutral' }

/** What became of it, who said so and what was said; of one that waits, for whom. */
export async function CorrectionState({ correction }: { correction: Correction }) {
  const t = await getTranslations('corrections')
  const { state, secondPerson, decidedBy, decidedAt, decisionNote } = correction
  return (
    <>
      <StateBadge tone={TONES[state]}>{t(`states.${state}`)}</StateBadge>
      {state === 'PENDING' && secondPerson && (
        <span className="block text-text-muted">{t('waitsFor', { username: secondPerson.username })}</span>
      )}
      {decidedAt && (
        <span className="block text-text-muted">
          {decidedBy && `${decidedBy.username} · `}
          <Time at={decidedAt} />
        </span>
      )}
      {decisionNote && <span className="block break-words text-text-muted">{decisionNote}</span>}
    </>
  )
}
