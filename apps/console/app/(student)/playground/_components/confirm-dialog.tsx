'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'

export interface ConfirmDialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  text: ReactNode
  /** On the button that does it. */
  verb: string
  isDangerous?: boolean
  /** On the other one; "Cancel" unless told. */
  noVerb?: string
  onConfirm: () => Promise<void>
}

/** Asks once, and names what it is about. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const common = useTranslations('common')
  const [isBusy, setBusy] = useState(false)
  async function confirm() {
    setBusy(true)
    await props.onConfirm().finally(() => setBusy(false))
    props.onClose()
  }
  return (
    <Dialog isOpen={props.isOpen} onOpenChange={(isOpen) => !isOpen && props.onClose()} title={props.title}>
      <div className="flex flex-col gap-2">{props.text}</div>
      <DialogActions>
        <Button onClick={props.onClose}>{props.noVerb ?? common('cancel')}</Button>
        <Button variant={props.isDangerous ? 'danger' : 'primary'} isBusy={isBusy} onClick={confirm}>
          {props.verb}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
