'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as RadixDialog } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { cn } from '@/lib/class-names'
import { Button } from './button'
import { UnsavedContext } from './unsaved'

export interface DialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: ReactNode
  description?: ReactNode
  className?: string
  /** Something irreplaceable is shown (a new key): only the buttons inside close it. */
  isSticky?: boolean
  children: ReactNode
}

/** A modal panel: focus stays inside, Esc closes, focus returns to what opened it. What was typed is not lost by a slip. */
export function Dialog({ isOpen, onOpenChange, title, description, className, isSticky, children }: DialogProps) {
  const t = useTranslations('common')
  const [isUnsaved, setUnsaved] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const keepOpen = (event: Event) => isSticky && event.preventDefault()
  function change(wantsOpen: boolean) {
    const mustAsk = !wantsOpen && isUnsaved && !isAsking
    setAsking(mustAsk)
    if (!mustAsk) onOpenChange(wantsOpen)
  }
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={change}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <RadixDialog.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          onInteractOutside={keepOpen}
          onEscapeKeyDown={keepOpen}
          className={cn(
            'animate-overlay fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[92dvh] w-full max-w-lg overflow-y-auto rounded-t-lg border bg-raised p-5 shadow-overlay sm:inset-y-0 sm:my-auto sm:h-fit sm:rounded-lg',
            className,
          )}
        >
          <RadixDialog.Title className="pr-8 font-semibold text-base leading-6">{title}</RadixDialog.Title>
          {description && (
            <RadixDialog.Description className="mt-1 text-text-muted">{description}</RadixDialog.Description>
          )}
          <div className="mt-4">
            <UnsavedContext value={setUnsaved}>{children}</UnsavedContext>
          </div>
          {isAsking && isUnsaved && (
            <div
              role="alert"
              className="sticky bottom-0 mt-4 flex flex-wrap items-center justify-between gap-2 rounded-md border border-warning/35 bg-warning-soft px-3 py-2"
            >
              {t('unsaved')}
              <span className="flex gap-2">
                <Button size="small" onClick={() => change(false)}>
                  {t('discard')}
                </Button>
                <Button size="small" variant="primary" autoFocus onClick={() => setAsking(false)}>
                  {t('keepEditing')}
                </Button>
              </span>
            </div>
          )}
          {!isSticky && (
            <RadixDialog.Close asChild>
              <Button variant="ghost" size="iconSmall" className="absolute top-3.5 right-3.5" aria-label={t('close')}>
                <X aria-hidden />
              </Button>
            </RadixDialog.Close>
          )}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

/** The row of buttons at a dialog's end, the main one last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>
}
