import { CircleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/lib/class-names'
import type { Tone } from './badge'

/** Nothing here yet: one sentence and the action that fills it. */
export function EmptyState(props: { icon: LucideIcon; title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <props.icon aria-hidden className="size-5 text-text-muted" />
      <div className="font-medium">{props.title}</div>
      {props.children && <p className="max-w-[52ch] text-text-muted">{props.children}</p>}
      {props.action && <div className="mt-2">{props.action}</div>}
    </div>
  )
}

const CALLOUT_STYLES: Record<Tone, string> = {
  positive: 'border-positive/35 bg-positive-soft text-positive',
  warning: 'border-warning/35 bg-warning-soft text-warning',
  danger: 'border-danger/35 bg-danger-soft text-danger',
  neutral: 'bg-sunken text-text-muted',
}

/** A sentence that must be seen where it stands. */
export function Callout(props: { tone: Tone; children: ReactNode; className?: string; role?: 'alert' | 'status' }) {
  return (
    <div
      role={props.role}
      className={cn('flex items-start gap-2 rounded-md border px-3 py-2', CALLOUT_STYLES[props.tone], props.className)}
    >
      <CircleAlert aria-hidden className="mt-[3px] size-4 shrink-0" />
      <div className="min-w-0 break-words text-text">{props.children}</div>
    </div>
  )
}

/** Keeps the place of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded-md bg-sunken', className)} />
}
