import Link from 'next/link'
import { cn } from '@/lib/class-names'

export interface DimensionTabsProps {
  label: string
  tabs: readonly { id: string; name: string; href: string }[]
  current: string
}

/** Views of one page, each with an address of its own. */
export function DimensionTabs({ label, tabs, current }: DimensionTabsProps) {
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto border-b print:hidden">
      {tabs.map(({ id, name, href }) => (
        <Link
          key={id}
          href={href}
          aria-current={id === current ? 'page' : undefined}
          className={cn(
            '-mb-px whitespace-nowrap border-transparent border-b-2 px-3 py-2 text-text-muted hover:text-text',
            id === current && 'border-accent font-medium text-accent',
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
