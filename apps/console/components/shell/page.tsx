import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/states'

export interface PageProps {
  title: ReactNode
  /** One line that says what this page is for. */
  description?: ReactNode
  /** Secondary actions first, the primary one last. */
  actions?: ReactNode
  children: ReactNode
}

export function Page({ title, description, actions, children }: PageProps) {
  return (
    <div className="mx-auto flex w-full max-w-[1280px] flex-col gap-5 p-4 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 sm:max-w-[60%] sm:grow sm:basis-1/3">
          <h1 className="font-semibold text-xl leading-7">{title}</h1>
          {description && <p className="mt-1 max-w-[72ch] text-text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2 sm:justify-end">{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** A table page before its rows are there. */
export function PageSkeleton() {
  return (
    <div className="mx-auto flex w-full max-w-[1280px] flex-col gap-5 p-4 sm:p-6" aria-busy="true">
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
      <div className="flex flex-col gap-3 rounded-lg border bg-raised p-4">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
          <Skeleton key={row} className="h-7" />
        ))}
      </div>
    </div>
  )
}
