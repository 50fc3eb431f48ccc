'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { RecordingFields } from '@/components/recording/recording-fields'
import {
  type RecordingSwitch,
  recordingDefaults,
  recordingInput,
  recordingIsWhole,
  recordingShape,
} from '@/components/recording/recording-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { submitKeyRecording } from '../actions'

export interface KeyRecordingProps {
  apiKey: RecordingSwitch & { id: string; version: number; name: string }
}

/** Whether the owner of one key is asked for consent to recording. */
export function KeyRecording({ apiKey }: KeyRecordingProps) {
  const t = useTranslations('recording')
  const [isOpen, setOpen] = useState(false)
  const title = t('ofKey', { name: apiKey.name })
  return (
    <>
      <Button size="small" aria-label={title} onClick={() => setOpen(true)}>
        {t('edit')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
        <RecordingForm apiKey={apiKey} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** Made anew whenever the dialog opens: it begins with what counts then. */
function RecordingForm({ apiKey, onClose }: KeyRecordingProps & { onClose: () => void }) {
  const t = useTranslations('recording')
  const common = useTranslations('common')
  const words = { versionLong: t('versionLong'), textLong: t('textLong'), both: t('both') }
  const { id, version } = apiKey
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object(recordingShape(words)).check(recordingIsWhole(words)),
    defaultValues: recordingDefaults(apiKey),
    submit: (values) => submitKeyRecording({ id, version, ...recordingInput(values) }),
    onDone: onClose,
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4 text-left">
      <FormError message={errors.root?.message} />
      <RecordingFields
        isAsked={form.register('recordingEnabled')}
        version={form.register('recordingTextVersion')}
        text={form.register('recordingText')}
        errors={{ version: errors.recordingTextVersion?.message, text: errors.recordingText?.message }}
        isOpen
      />
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {common('save')}
        </Button>
      </DialogActions>
    </form>
  )
}
