import type { ReactNode } from 'react'

/** A control of a plain form with its name above. */
export function Labelled({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="flex min-w-0 flex-col gap-1.5">
      <span className="font-medium">{label}</span>
      {children}
    </label>
  )
}
