import { Search } from 'lucide-react'
import Form from 'next/form'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { type SearchParameters, textOf } from '@/lib/table-address'

/** Search and filters of a table; they end up in the address. */
export function Toolbar(props: {
  action: string
  parameters: SearchParameters
  placeholder: string
  children?: ReactNode
}) {
  const t = useTranslations('common')
  return (
    <Form action={props.action} className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-0 flex-1 sm:max-w-xs">
        <Search aria-hidden className="absolute top-2.5 left-2.5 size-4 text-text-muted" />
        <Input
          key={textOf(props.parameters, 'search')}
          name="search"
          type="search"
          maxLength={100}
          defaultValue={textOf(props.parameters, 'search')}
          aria-label={props.placeholder}
          placeholder={props.placeholder}
          className="pl-8"
        />
      </div>
      {props.children}
      <Button type="submit">{t('search')}</Button>
    </Form>
  )
}
