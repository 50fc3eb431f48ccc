import Form from 'next/form'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/input'

/** Filters of a table without a search; they end up in the address. */
export function Filters({ action, children }: { action: string; children: ReactNode }) {
  const t = useTranslations('common')
  return (
    <Form action={action} className="flex flex-wrap items-center gap-2">
      {children}
      <Button type="submit">{t('apply')}</Button>
    </Form>
  )
}

export interface ChoiceFilterProps<Choice extends string> {
  name: string
  label: string
  /** What no choice is called. */
  any: string
  choices: readonly Choice[]
  value: Choice | undefined
  wordOf: (choice: Choice) => string
}

export function ChoiceFilter<Choice extends string>(props: ChoiceFilterProps<Choice>) {
  const { name, label, any, choices, value, wordOf } = props
  return (
    <Select key={value ?? ''} name={name} defaultValue={value ?? ''} aria-label={label} className="w-auto">
      <option value="">{any}</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {wordOf(choice)}
        </option>
      ))}
    </Select>
  )
}
