'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/input'

export interface MessageEditorProps {
  text: string
  /** There are pictures beside it. */
  canBeEmpty: boolean
  onCancel: () => void
  onSubmit: (text: string) => void
}

/** A question in its place, to be asked in other words. */
export function MessageEditor({ text: before, canBeEmpty, onCancel, onSubmit }: MessageEditorProps) {
  const t = useTranslations('playground')
  const common = useTranslations('common')
  const hintId = useId()
  const [text, setText] = useState(before)
  const isSendable = text.trim() !== '' || canBeEmpty
  return (
    <form
      className="flex flex-col gap-2 rounded-lg border bg-raised p-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (isSendable) onSubmit(text)
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') onCancel()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && isSendable) onSubmit(text)
      }}
    >
      <Textarea
        autoFocus
        aria-label={t('editMessage')}
        aria-describedby={hintId}
        className="field-sizing-content max-h-[40dvh]"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p id={hintId} className="mr-auto text-[13px] text-text-muted">
          {t('editHint')}
        </p>
        <Button size="small" onClick={onCancel}>
          {common('cancel')}
        </Button>
        <Button size="small" type="submit" variant="primary" disabled={!isSendable}>
          {t('askAgain')}
        </Button>
      </div>
    </form>
  )
}
