'use client'
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cn } from '@/lib/class-names'

/** What a control inside a {@link Field} must be given, so that label, hint and error belong to it. */
export interface ControlProps {
  id: string
  'aria-invalid': boolean | undefined
  'aria-describedby': string | undefined
}

export interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: string
  className?: string
  isOptional?: string
  children: (control: ControlProps) => ReactNode
}

/** Label above, hint below, and in the hint's place the error in the user's language. */
export function Field({ label, hint, error, className, isOptional, children }: FieldProps) {
  const id = useId()
  const note = `${id}-note`
  const hasNote = error !== undefined || hint !== undefined
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
        {isOptional && <span className="ml-1.5 font-normal text-text-muted">{isOptional}</span>}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': hasNote ? note : undefined })}
      {hasNote && (
        <p id={note} className={cn('flex items-start gap-1 text-[13px]', error ? 'text-danger' : 'text-text-muted')}>
          {error && <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />}
          <span className="min-w-0">{error ?? hint}</span>
        </p>
      )}
    </div>
  )
}
