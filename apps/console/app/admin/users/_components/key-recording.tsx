'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { RecordingFields, useRecordingWords } from '@/components/recording/recording-fields'
import {
  type RecordingSwitch,
  recordingDefaults,
  recordingInput,
  recordingIsWhole,
  recordingShape,
} from '@/components/recording/recording-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
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
  const words = useRecordingWords()
  const { id, version } = apiKey
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object(recordingShape(words)).check(recordingIsWhole(words)),
    defaultValues: recordingDefaults(apiKey),
    submit: (values) => submitKeyRecording({ id, version, ...recordingInput(values) }),
    onDone: onClose,
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy}>
      <RecordingFields register={(name) => form.register(name)} errors={errors} isOpen />
    </DialogForm>
  )
}
