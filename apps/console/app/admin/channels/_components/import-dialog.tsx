'use client'
import { Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { FormError } from '@/components/forms/form-error'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { ImportOutcome } from '@/lib/admin-api/transfer'
import { submitImport } from '../actions'
import { ImportDiff } from './import-diff'

export function ImportChannels() {
  const t = useTranslations('admin.channels')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Upload aria-hidden />
        {t('import')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('importTitle')}
        description={t('importText')}
        className="max-w-3xl"
      >
        <ImportForm onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** A file or a paste, then its diff, then all of it or nothing. */
function ImportForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('admin.channels')
  const common = useTranslations('common')
  const words = useFailureWords()
  const toast = useToast()
  const [text, setText] = useState('')
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const [failure, setFailure] = useState<string>()
  const [isBusy, startTransition] = useTransition()
  const ask = (dryRun: boolean, onDone: (outcome: ImportOutcome) => void) =>
    startTransition(async () => {
      setFailure(undefined)
      const result = await submitImport({ text, dryRun }).catch(() => ({ type: 'failed', code: 'OFFLINE' }) as const)
      if (result.type === 'done') onDone(result.value)
      else if (result.type === 'failed') setFailure(words(result.code))
      else setFailure(result.problems.map(({ message }) => message).join(' '))
    })
  const changeCount = outcome?.changes.filter(({ action }) => action !== 'KEEP').length ?? 0
  function finish(imported: ImportOutcome): void {
    if (imported.faults.length > 0) {
      setOutcome(imported)
      return
    }
    toast({ text: t('imported', { count: imported.changes.filter(({ action }) => action !== 'KEEP').length }) })
    onClose()
  }
  return (
    <div className="flex flex-col gap-4">
      <FormError message={failure} />
      {outcome === null ? (
        <>
          <Field label={t('importFile')} hint={t('importHint')}>
            {(control) => (
              <Input
                {...control}
                type="file"
                accept=".json,.csv,.yaml,.yml,.txt"
                className="h-auto py-1.5"
                onChange={async (event) => setText((await event.target.files?.[0]?.text()) ?? '')}
              />
            )}
          </Field>
          <Field label={t('importPaste')}>
            {(control) => (
              <Textarea
                {...control}
                rows={8}
                value={text}
                onChange={(event) => setText(event.target.value)}
                className="font-mono text-[13px]"
                spellCheck={false}
              />
            )}
          </Field>
        </>
      ) : (
        <ImportDiff outcome={outcome} />
      )}
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        {outcome !== null && <Button onClick={() => setOutcome(null)}>{t('importBack')}</Button>}
        {outcome === null ? (
          <Button variant="primary" isBusy={isBusy} disabled={text.trim() === ''} onClick={() => ask(true, setOutcome)}>
            {t('preview')}
          </Button>
        ) : (
          <Button
            variant="primary"
            isBusy={isBusy}
            disabled={outcome.faults.length > 0 || changeCount === 0}
            onClick={() => ask(false, finish)}
          >
            {t('importDo')}
          </Button>
        )}
      </DialogActions>
    </div>
  )
}
