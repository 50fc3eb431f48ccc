import { CircleAlert, CircleCheck, CircleMinus, CircleX, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/lib/class-names'

export type Tone = 'positive' | 'warning' | 'danger' | 'neutral'

const STYLES: Record<Tone, string> = {
  positive: 'bg-positive-soft text-positive',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  neutral: 'bg-sunken text-text-muted',
}
const ICONS: Record<Tone, LucideIcon> = {
  positive: CircleCheck,
  warning: CircleAlert,
  danger: CircleX,
  neutral: CircleMinus,
}

const SHAPE = 'inline-flex items-center gap-1 whitespace-nowrap rounded-sm px-1.5 py-0.5 text-xs leading-4'

/** A state: colour, and always a word and an icon. */
export function StateBadge({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  const Icon = ICONS[tone]
  return (
    <span className={cn(SHAPE, 'font-medium', STYLES[tone])} title={title}>
      <Icon aria-hidden className="size-3.5" />
      {children}
    </span>
  )
}

/** A word about a thing: an ability, a group. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className={cn(SHAPE, 'border bg-raised text-text-muted')}>{children}</span>
}
