'use client'
import { ClipboardPaste } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { submitAddKeys } from '../actions'

/** Many keys at once, one a line, beside those that are there. */
export function PasteKeys({ channelId }: { channelId: string }) {
  const t = useTranslations('admin.channels')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        <ClipboardPaste aria-hidden />
        {t('pasteKeys')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('pasteKeys')} description={t('pasteKeysText')}>
        <PasteForm channelId={channelId} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function PasteForm({ channelId, onClose }: { channelId: string; onClose: () => void }) {
  const t = useTranslations('admin.channels')
  const toast = useToast()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ text: z.string().check(z.trim(), z.minLength(1, t('oneALine'))) }),
    defaultValues: { text: '' },
    submit: ({ text }) => submitAddKeys({ channelId, text }),
    onDone({ addedCount, repeatedLines }) {
      onClose()
      const repeated =
        repeatedLines.length === 0
          ? []
          : [t('pasteRepeated', { count: repeatedLines.length, lines: repeatedLines.join(', ') })]
      toast({ text: [t('pasteDone', { count: addedCount }), ...repeated].join(' ') })
    },
  })
  return (
    <DialogForm
      onSubmit={onSubmit}
      onCancel={onClose}
      error={errors.root?.message}
      isBusy={isBusy}
      verb={t('pasteKeys')}
    >
      <Field label={t('keys')} hint={t('oneALine')} error={errors.text?.message}>
        {(control) => (
          <Textarea
            {...control}
            {...form.register('text')}
            rows={8}
            className="font-mono text-[13px]"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
    </DialogForm>
  )
}
