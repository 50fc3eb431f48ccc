'use client'
import type { LucideIcon } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu'

export interface MenuEntry {
  label: string
  icon: LucideIcon
  /** Where it leads; without one `onSelect` is done. */
  href?: string
  onSelect?: () => void
}

export interface EntryMenuProps {
  trigger: ReactNode
  /** Above the entries. */
  label?: string
  entries: readonly MenuEntry[]
}

/** Open at first: it is fetched by whoever opens it. */
export function EntryMenu({ trigger, label, entries }: EntryMenuProps) {
  return (
    <Menu trigger={trigger} isOpenAtFirst>
      {label !== undefined && (
        <>
          <MenuLabel>{label}</MenuLabel>
          <MenuSeparator />
        </>
      )}
      {entries.map(({ label: words, icon: Icon, href, onSelect }) =>
        href === undefined ? (
          <MenuItem key={words} onSelect={onSelect}>
            <Icon aria-hidden />
            {words}
          </MenuItem>
        ) : (
          <MenuItem key={words} asChild>
            <Link href={href}>
              <Icon aria-hidden />
              {words}
            </Link>
          </MenuItem>
        ),
      )}
    </Menu>
  )
}
