'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/states'
import { countImages } from '@/lib/chat/conversation'
import type { TalkDesk } from '@/lib/chat/use-talk'
import { Composer } from './composer'
import type { ModelChoice } from './model-choice'
import { SaveConflict, SaveStatus } from './save-status'

export interface WritingDeskProps {
  desk: TalkDesk
  models: readonly ModelChoice[]
  chosen: readonly (ModelChoice | null)[]
  canSee: (model: string) => boolean
  state: 'loading' | 'ready' | 'failed'
  onReloadModels: () => void
  onAskKeeping: () => void
  onShowTheirs: (id: string) => void
}

/** Where one writes, with everything that has to be known before. */
export function WritingDesk(props: WritingDeskProps) {
  const { desk, models, chosen, canSee, state } = props
  const t = useTranslations('playground')
  const names = chosen.flatMap((model) => (model === null ? [] : [model.name]))
  return (
    <div className="sticky bottom-0 z-20 -mx-4 flex flex-col gap-2 bg-surface px-4 pt-2 pb-3">
      {state === 'failed' && (
        <Callout tone="danger" role="alert">
          {t('modelsFailed')}{' '}
          <Button variant="link" onClick={props.onReloadModels}>
            {t('tryAgain')}
          </Button>
        </Callout>
      )}
      {state === 'ready' && models.length === 0 && <Callout tone="warning">{t('noModels')}</Callout>}
      {desk.lanes.map(({ turns }, index) => {
        const name = chosen[index]?.name
        const count = countImages(turns)
        return name !== undefined && count > 0 && !canSee(name) ? (
          <Callout key={name} tone="warning">
            {t('imagesLeftOut', { model: name, count })}
          </Callout>
        ) : null
      })}
      <SaveConflict keeper={desk.keeper} onShowTheirs={props.onShowTheirs} />
      <Composer
        canSend={names.length === desk.lanes.length}
        canSee={names.some(canSee)}
        isBusy={desk.isBusy}
        onSend={(question) => desk.send(question, names)}
        onStop={desk.stop}
      />
      <SaveStatus keeper={desk.keeper} isEmpty={desk.isEmpty} onAskKeeping={props.onAskKeeping} />
    </div>
  )
}
