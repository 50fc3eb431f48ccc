'use client'
import { Switch as RadixSwitch } from 'radix-ui'
import type { ComponentProps } from 'react'

/** On or off, at once. Give it `aria-label` or an `id` with a label. */
export function Switch(props: ComponentProps<typeof RadixSwitch.Root>) {
  return (
    <RadixSwitch.Root
      {...props}
      className="inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-border-strong bg-sunken transition-colors duration-100 disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <RadixSwitch.Thumb className="size-4 translate-x-px rounded-full bg-text-muted transition-transform duration-100 data-[state=checked]:translate-x-[17px] data-[state=checked]:bg-on-accent" />
    </RadixSwitch.Root>
  )
}
