import type { ComponentProps } from 'react'
import { cn } from '@/lib/class-names'

/** Shared by every control that one types into or chooses from. 16 px on phones: smaller makes iOS zoom in. */
export const controlStyles =
  'w-full rounded-md border border-border-strong bg-raised px-3 text-base max-sm:text-[16px] text-text placeholder:text-text-muted disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(controlStyles, 'h-9', className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(controlStyles, 'min-h-20 py-2', className)} {...props} />
}

/** The browser's own list: works on every phone and with every screen reader. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={cn(controlStyles, 'h-9 pr-8', className)} {...props} />
}
