'use client'
import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import type { TalkDesk } from '@/lib/chat/use-talk'
import { cn } from '@/lib/class-names'
import { LaneView } from './lane-view'
import type { ModelChoice } from './model-choice'
import { ModelPicker } from './model-picker'

export interface LanesProps {
  desk: TalkDesk
  models: readonly ModelChoice[]
  /** Who answers next, one a lane. */
  chosen: readonly (ModelChoice | null)[]
  currency: string
  state: 'loading' | 'ready' | 'failed'
  onPick: (lane: number, model: string) => void
  onGoOnWith: (lane: number) => void
}

/** One talk, or two beside each other; on a phone one of the two at a time, while both go on. */
export function Lanes({ desk, models, chosen, currency, state, onPick, onGoOnWith }: LanesProps) {
  const t = useTranslations('playground')
  const [shown, setShown] = useState(0)
  const { lanes, parameters, isLoaded, isComparing } = desk
  const [only] = lanes
  if (!isComparing && only !== undefined)
    return (
      <LaneView
        lane={only}
        chosen={chosen[0] ?? null}
        parameters={parameters}
        currency={currency}
        isEmptyShown={isLoaded}
      />
    )
  return (
    <div className="flex flex-1 flex-col">
      <fieldset className="sticky top-26 z-20 -mx-4 flex gap-1 bg-surface px-4 pb-2 md:hidden">
        <legend className="sr-only">{t('lanes')}</legend>
        {lanes.map((lane, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: there are two, left and right
            key={index}
            type="button"
            aria-pressed={index === shown}
            onClick={() => setShown(index)}
            className={cn(
              'min-w-0 flex-1 truncate rounded-md border px-2 py-1.5 text-[13px] text-text-muted',
              index === shown && 'border-accent bg-accent-soft font-medium text-accent',
              lane.isBusy && 'animate-pulse',
            )}
          >
            {chosen[index]?.name ?? t('none')}
          </button>
        ))}
      </fieldset>
      <div className="grid flex-1 gap-x-6 md:grid-cols-2">
        {lanes.map((lane, index) => (
          <section
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={index}
            aria-label={chosen[index]?.name ?? t('none')}
            data-testid={`lane-${index}`}
            className={cn('flex min-w-0 flex-col', index !== shown && 'max-md:hidden')}
          >
            <div className="sticky top-26 z-10 flex items-center gap-1 border-b bg-surface pb-2 max-md:static">
              <ModelPicker
                models={models}
                chosen={chosen[index] ?? null}
                currency={currency}
                state={state}
                onChoose={(name) => onPick(index, name)}
              />
              <IconButton
                icon={Check}
                label={t('goOn', { model: chosen[index]?.name ?? '' })}
                className="ml-auto"
                onClick={() => onGoOnWith(index)}
              />
            </div>
            <LaneView
              lane={lane}
              chosen={chosen[index] ?? null}
              parameters={parameters}
              currency={currency}
              isEmptyShown={isLoaded && index === 0}
            />
          </section>
        ))}
      </div>
    </div>
  )
}
