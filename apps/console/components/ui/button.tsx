import { cva, type VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/class-names'

const buttonStyles = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-strong',
        secondary: 'border border-border-strong bg-raised text-text hover:bg-sunken',
        ghost: 'text-text-muted hover:bg-sunken hover:text-text',
        danger: 'border border-danger/50 bg-raised text-danger hover:bg-danger-soft',
        link: 'h-auto px-0 text-accent underline-offset-4 hover:underline',
      },
      size: { default: 'h-9 px-3.5', small: 'h-8 px-2.5 text-[13px]', icon: 'size-9', iconSmall: 'size-8' },
    },
    defaultVariants: { variant: 'secondary', size: 'default' },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonStyles> {
  /** Renders the only child (a link) with the looks of a button. */
  asChild?: boolean
  /** Work is under way: a spinner, and no second click. */
  isBusy?: boolean
}

export function Button({ asChild, isBusy, variant, size, className, children, disabled, ...props }: ButtonProps) {
  const classes = cn(buttonStyles({ variant, size }), className)
  if (asChild)
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    )
  return (
    <button type="button" className={classes} disabled={disabled || isBusy} aria-busy={isBusy || undefined} {...props}>
      {isBusy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  )
}
