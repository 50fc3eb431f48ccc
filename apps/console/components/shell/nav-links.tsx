'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Role } from '@/gql/graphql'
import { cn } from '@/lib/class-names'
import { navigationOf } from './navigation'

export interface NavLinksProps {
  role: Role
  /** That the person helps to run. */
  courses: readonly { id: string; name: string }[]
  /** Between a phone's width and 1,024 px only icons are shown; their names stay for screen readers and as titles. */
  isCollapsible?: boolean
  onNavigate?: () => void
}

export function NavLinks({ role, courses, isCollapsible, onNavigate }: NavLinksProps) {
  const t = useTranslations('navigation')
  const pathname = usePathname()
  const sections = navigationOf(role, courses)
  const hiddenWhenNarrow = isCollapsible && 'max-lg:sr-only'
  return (
    <nav aria-label={t('label')} className="flex flex-col gap-4">
      {sections.map((section) => (
        <div key={section.title ?? section.name}>
          {sections.length > 1 && (
            <p className={cn('px-2.5 pb-1 font-medium text-text-muted text-xs', hiddenWhenNarrow)}>
              {section.title ?? t(section.name)}
            </p>
          )}
          <ul className="flex flex-col gap-0.5">
            {section.pages.map(({ name, href, icon: Icon }) => {
              const isCurrent = pathname === href || pathname.startsWith(`${href}/`)
              return (
                <li key={name}>
                  <Link
                    href={href}
                    title={isCollapsible ? t(name) : undefined}
                    onClick={onNavigate}
                    aria-current={isCurrent ? 'page' : undefined}
                    className={cn(
                      'flex items-center gap-2.5 rounded-md px-2.5 transition-colors duration-100',
                      isCollapsible ? 'h-8 max-lg:justify-center max-lg:px-0' : 'h-10',
                      isCurrent
                        ? 'bg-accent-soft font-medium text-accent'
                        : 'text-text-muted hover:bg-sunken hover:text-text',
                    )}
                  >
                    <Icon aria-hidden className="size-4 shrink-0" />
                    <span className={cn('truncate', hiddenWhenNarrow)}>{t(name)}</span>
                  </Link>
                </li>
              )
            })}
          </ul>
        </div>
      ))}
    </nav>
  )
}
