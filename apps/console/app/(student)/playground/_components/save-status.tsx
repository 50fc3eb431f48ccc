'use client'
import { CloudCheck, CloudOff, HardDrive } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/states'
import type { Keeper } from '@/lib/chat/use-keeping'

const LOG_IN_PATH = '/login?next=%2Fplayground'

export interface SaveStatusProps {
  keeper: Keeper
  isEmpty: boolean
  onAskKeeping: () => void
}

/** Where the conversation is: in this browser, on the server, or on its way there. */
export function SaveStatus({ keeper, isEmpty, onAskKeeping }: SaveStatusProps) {
  const t = useTranslations('conversations')
  const { keeping, state } = keeper
  if (keeping === null) return <Line>{null}</Line>
  if (!keeping.isOn)
    return (
      <Line>
        <HardDrive aria-hidden className="size-3.5" />
        {keeper.place === null ? t('local') : t('frozen')}
        <Button variant="link" className="text-xs" onClick={onAskKeeping}>
          {t('saveOnServer')}
        </Button>
      </Line>
    )
  switch (state.type) {
    case 'conflict':
      return null // said above the composer
    case 'refused':
    case 'failed':
      return (
        <Line>
          <CloudOff aria-hidden className="size-3.5 text-danger" />
          <span role="status">{state.type === 'refused' ? state.message : sentenceOf(state.code, t)}</span>
          {state.type === 'failed' && state.code === 'UNAUTHENTICATED' ? (
            <a href={LOG_IN_PATH} className="text-accent underline underline-offset-4">
              {t('logIn')}
            </a>
          ) : (
            <Button variant="link" className="text-xs" onClick={() => void keeper.retry()}>
              {t('tryAgain')}
            </Button>
          )}
        </Line>
      )
    case 'saving':
    case 'saved':
    case 'local':
      return (
        <Line>
          <CloudCheck aria-hidden className="size-3.5" />
          <span data-testid="save-state" data-state={state.type === 'saved' && !keeper.isDirty ? 'saved' : 'saving'}>
            {isEmpty ? t('willSave') : state.type === 'saved' && !keeper.isDirty ? t('saved') : t('saving')}
          </span>
        </Line>
      )
  }
}

const sentenceOf = (code: string, t: ReturnType<typeof useTranslations<'conversations'>>): string =>
  code === 'UNAUTHENTICATED' ? t('sessionEnded') : t('unsaved')

function Line({ children }: { children: ReactNode }) {
  return <div className="flex min-h-5 flex-wrap items-center gap-1.5 text-text-muted text-xs">{children}</div>
}

export interface SaveConflictProps {
  keeper: Keeper
  onShowTheirs: (id: string) => void
}

/** Two tabs or devices went different ways: the person decides, nothing is written before. */
export function SaveConflict({ keeper, onShowTheirs }: SaveConflictProps) {
  const t = useTranslations('conversations')
  const { state } = keeper
  if (state.type !== 'conflict') return null
  const { current } = state
  return (
    <Callout tone="warning" role="alert">
      <p>{current === undefined ? t('conflictGone') : t('conflict')}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {current !== undefined && (
          <Button size="small" onClick={() => onShowTheirs(current.id)}>
            {t('loadTheirs')}
          </Button>
        )}
        <Button size="small" onClick={keeper.keepAsCopy}>
          {t('keepMine')}
        </Button>
      </div>
    </Callout>
  )
}
