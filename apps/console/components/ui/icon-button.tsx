'use client'
import type { LucideIcon } from 'lucide-react'
import { Button, type ButtonProps } from './button'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'asChild'> {
  icon: LucideIcon
  label: string
}

/** An icon with its name as tooltip and for screen readers. */
export function IconButton({ icon: Icon, label, ...props }: IconButtonProps) {
  return (
    <Button variant="ghost" size="iconSmall" aria-label={label} title={label} {...props}>
      <Icon aria-hidden />
    </Button>
  )
}
