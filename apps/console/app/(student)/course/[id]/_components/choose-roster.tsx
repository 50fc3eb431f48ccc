'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { FormError } from '@/components/forms/form-error'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog'
import type { RosterPreview } from '@/lib/admin-api/course-people'
import { toBase64 } from '@/lib/to-base64'
import { lookAtRoster } from '../actions'

export interface ChosenFile {
  name: string
  base64: string
  removeMissing: boolean
}

export interface ChooseRosterProps {
  courseId: string
  onLooked: (file: ChosenFile, preview: RosterPreview) => void
}

/** A CSV by drop or choice; the API says what it would do. */
export function ChooseRoster({ courseId, onLooked }: ChooseRosterProps) {
  const t = useTranslations('course.roster')
  const words = useFailureWords()
  const inputId = useId()
  const [removeMissing, setRemoveMissing] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  async function look(file: File | undefined) {
    if (file === undefined || isBusy) return
    setBusy(true)
    setProblem(undefined)
    const base64 = toBase64(await file.arrayBuffer())
    const result = await lookAtRoster({ courseId, file: base64, removeMissing }).catch(
      () => ({ type: 'failed', code: 'OFFLINE' }) as const,
    )
    setBusy(false)
    if (result.type === 'done') onLooked({ name: file.name, base64, removeMissing }, result.value)
    else if (result.type === 'failed') setProblem(words(result.code))
    else setProblem(result.problems.map(({ message }) => message).join(' '))
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="text-text-muted">{t('text')}</p>
      <FormError message={problem} />
      <label
        htmlFor={inputId}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          void look(event.dataTransfer.files[0])
        }}
        className="flex cursor-pointer flex-col items-center gap-2 rounded-lg border border-dashed p-8 text-center focus-within:outline-2 focus-within:outline-accent hover:bg-sunken"
      >
        <span className="font-medium">{isBusy ? t('reading') : t('drop')}</span>
        <span className="text-[13px] text-text-muted">{t('columns')}</span>
        <input
          id={inputId}
          type="file"
          accept=".csv,text/csv,text/plain"
          className="sr-only"
          disabled={isBusy}
          onChange={({ target }) => void look(target.files?.[0])}
        />
      </label>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-1"
          checked={removeMissing}
          onChange={({ target }) => setRemoveMissing(target.checked)}
        />
        <span>
          {t('removeMissing')}
          <span className="block text-[13px] text-text-muted">{t('removeMissingText')}</span>
        </span>
      </label>
      <DialogActions>
        <Button asChild isBusy={isBusy}>
          <label htmlFor={inputId}>{t('choose')}</label>
        </Button>
      </DialogActions>
    </div>
  )
}
