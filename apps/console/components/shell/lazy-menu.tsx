'use client'
import { Slot } from 'radix-ui'
import { type ComponentType, type ReactNode, useState } from 'react'
import type { EntryMenuProps } from './entry-menu'

const load = async () => (await import('./entry-menu')).EntryMenu

/**
 * A button of every page that opens a menu. The menu itself is fetched when somebody is about to open it: pages are usable
 * without it. The button is replaced when it is there; the open menu has the focus by then.
 */
export function LazyMenu(props: Omit<EntryMenuProps, 'trigger'> & { trigger: ReactNode }) {
  const [Menu, setMenu] = useState<ComponentType<EntryMenuProps>>()
  if (Menu !== undefined) return <Menu {...props} />
  const open = async () => {
    const loaded = await load()
    setMenu(() => loaded)
  }
  return (
    <Slot.Root aria-haspopup="menu" aria-expanded={false} onClick={open} onPointerEnter={load} onFocus={load}>
      {props.trigger}
    </Slot.Root>
  )
}
