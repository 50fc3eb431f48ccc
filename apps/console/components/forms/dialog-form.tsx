'use client'
import { useTranslations } from 'next-intl'
import type { FormEventHandler, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog'
import { FormError } from './form-error'

export interface DialogFormProps {
  onSubmit: FormEventHandler<HTMLFormElement>
  onCancel: () => void
  /** What is wrong with the whole of it. */
  error: string | undefined
  isBusy: boolean
  /** On the button that does it; absent: "save". */
  verb?: string
  isDangerous?: boolean
  /** Another act on the same thing: stands apart from the other buttons. */
  aside?: ReactNode
  children: ReactNode
}

/** The form inside a dialog: what is wrong with it on top, then its fields, then its buttons. */
export function DialogForm(props: DialogFormProps) {
  const common = useTranslations('common')
  // the form around a dialog, if there is one, is another one: React would tell it all the same
  const onSubmit: FormEventHandler<HTMLFormElement> = (event) => {
    event.stopPropagation()
    props.onSubmit(event)
  }
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <FormError message={props.error} />
      {props.children}
      <DialogActions>
        {props.aside}
        <Button onClick={props.onCancel}>{common('cancel')}</Button>
        <Button type="submit" variant={props.isDangerous ? 'danger' : 'primary'} isBusy={props.isBusy}>
          {props.verb ?? common('save')}
        </Button>
      </DialogActions>
    </form>
  )
}
