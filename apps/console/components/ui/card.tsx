import type { ReactNode } from 'react'
import { cn } from '@/lib/class-names'

/** A raised area with a border; `title` becomes its heading. */
export function Card(props: {
  title?: ReactNode
  description?: ReactNode
  action?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section className={cn('rounded-lg border bg-raised p-4 sm:p-5', props.className)}>
      {(props.title || props.action) && (
        <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0">
            {props.title && <h2 className="font-semibold text-base">{props.title}</h2>}
            {props.description && <p className="mt-0.5 max-w-[72ch] text-text-muted">{props.description}</p>}
          </div>
          {props.action}
        </div>
      )}
      {props.children}
    </section>
  )
}

/** One figure with what it counts. */
export function Tile({ label, value, note }: { label: ReactNode; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 rounded-lg border bg-raised px-4 py-3">
      <div className="text-[13px] text-text-muted">{label}</div>
      <div className="mt-1 break-words font-semibold text-xl leading-7 tabular-nums">{value}</div>
      {note && <div className="mt-0.5 text-[13px] text-text-muted">{note}</div>}
    </div>
  )
}
