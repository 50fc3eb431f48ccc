'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import type { ChannelKeyAction } from '@/gql/graphql'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import { submitChangeKeys } from '../actions'
import { keyStateOf } from './key-health'
import { KeyLimits } from './key-limits'
import { TestButton } from './test-button'

export interface KeyActionsProps {
  channelId: string
  channelKey: ChannelDetail['keys'][number]
  isRoot: boolean
}

/** Test, wake, switch on or off, limit, take away: of one key. */
export function KeyActions({ channelId, channelKey, isRoot }: KeyActionsProps) {
  const t = useTranslations('admin.channels')
  const common = useTranslations('common')
  const { submit, isBusy } = useSubmit()
  const [isRemoving, setRemoving] = useState(false)
  const { id, lastFour, isActive, rpm, tpm } = channelKey
  const state = keyStateOf(channelKey)
  const isOut = state === 'cooling' || state === 'disabled'
  const wakeWord = isActive ? t('wake') : t('enable')
  const change = (action: ChannelKeyAction) =>
    submit(() => submitChangeKeys({ channelId, keyIds: [id], action }), t('keyChanged'))
  const name = `…${lastFour}`
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {isActive && <TestButton channelId={channelId} channelKeyId={id} name={name} isRoot={isRoot} />}
      {(!isActive || isOut) && (
        <Button size="small" isBusy={isBusy} aria-label={`${wakeWord} ${name}`} onClick={() => change('ENABLE')}>
          {wakeWord}
        </Button>
      )}
      <KeyLimits
        channelId={channelId}
        keyIds={[id]}
        label={t('keyLimitsEdit')}
        title={t('keyLimitsTitle', { lastFour })}
        {...{ rpm: rpm ?? null, tpm: tpm ?? null }}
      />
      {isActive && (
        <Button size="small" isBusy={isBusy} aria-label={`${t('disable')} ${name}`} onClick={() => change('DISABLE')}>
          {t('disable')}
        </Button>
      )}
      <Button size="small" variant="danger" aria-label={`${t('remove')} ${name}`} onClick={() => setRemoving(true)}>
        {t('remove')}
      </Button>
      <Dialog isOpen={isRemoving} onOpenChange={setRemoving} title={t('removeKeyText', { lastFour })}>
        <DialogActions>
          <Button onClick={() => setRemoving(false)}>{common('cancel')}</Button>
          <Button
            variant="danger"
            onClick={() => {
              setRemoving(false)
              change('REMOVE')
            }}
          >
            {t('remove')}
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  )
}
