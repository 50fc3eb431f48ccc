'use client'
import { Check, ChevronsUpDown, Search } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { Popover } from 'radix-ui'
import { useRef, useState } from 'react'
import { Abilities } from '@/components/abilities'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { cn } from '@/lib/class-names'
import { formatMoney } from '@/lib/money'
import { MESSAGE_FIELD_ID } from './composer'
import type { ModelChoice } from './model-choice'

export interface ModelPickerProps {
  models: readonly ModelChoice[]
  chosen: ModelChoice | null
  currency: string
  state: 'loading' | 'ready' | 'failed'
  onChoose: (name: string) => void
}

/** Which model answers next: by name or provider, with abilities and price. */
export function ModelPicker({ models, chosen, currency, state, onChoose }: ModelPickerProps) {
  const t = useTranslations('playground')
  const [isOpen, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const wasChosen = useRef(false)
  const wanted = search.trim().toLowerCase()
  const found = models.filter(({ name, provider }) => `${name} ${provider}`.toLowerCase().includes(wanted))
  function choose(name: string) {
    onChoose(name)
    wasChosen.current = true
    setOpen(false)
    setSearch('')
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button
          className="min-w-0 max-w-[70%] shrink"
          aria-label={t('modelIs', { model: chosen?.name ?? t('none') })}
          aria-busy={state === 'loading'}
          data-testid="model-picker"
        >
          <span className="truncate">{chosen?.name ?? t('none')}</span>
          <ChevronsUpDown aria-hidden className="text-text-muted" />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          onCloseAutoFocus={(event) => {
            if (!wasChosen.current) return
            wasChosen.current = false
            event.preventDefault() // the next thing to do is to write
            document.getElementById(MESSAGE_FIELD_ID)?.focus()
          }}
          aria-label={t('chooseModel')}
          className="animate-overlay z-50 flex max-h-[min(26rem,70dvh)] w-[min(26rem,calc(100vw-2rem))] flex-col rounded-lg border bg-raised shadow-overlay"
        >
          <div className="relative border-b p-2">
            <Search aria-hidden className="absolute top-4.5 left-4.5 size-4 text-text-muted" />
            <Input
              aria-label={t('searchModels')}
              placeholder={t('searchModels')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.nativeEvent.isComposing && found[0]) choose(found[0].name)
              }}
              className="pl-8"
            />
          </div>
          <ul className="overflow-y-auto p-1">
            {found.map((model) => (
              <li key={model.name}>
                <button
                  type="button"
                  onClick={() => choose(model.name)}
                  aria-current={model.name === chosen?.name ? 'true' : undefined}
                  className="flex w-full items-start gap-2 rounded-md px-2 py-2 text-left hover:bg-sunken"
                >
                  <Check
                    aria-hidden
                    className={cn('mt-1 size-4 shrink-0 text-accent', model.name !== chosen?.name && 'invisible')}
                  />
                  <span className="flex min-w-0 flex-1 flex-col gap-1">
                    <span className="break-all font-medium">{model.name}</span>
                    <ModelFacts model={model} currency={currency} />
                  </span>
                </button>
              </li>
            ))}
            {found.length === 0 && <li className="px-3 py-6 text-center text-text-muted">{t('noneFound')}</li>}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function ModelFacts({ model, currency }: { model: ModelChoice; currency: string }) {
  const t = useTranslations('playground')
  const locale = useLocale()
  const price = (text: string) => formatMoney(text, { currency, locale, precision: 'exact' })
  return (
    <span className="flex flex-wrap items-center gap-1.5 text-text-muted text-xs">
      {model.provider && <span>{model.provider}</span>}
      <Abilities names={model.abilities} />
      <span className="tabular-nums">
        {model.price
          ? t('price', { input: price(model.price.input), output: price(model.price.output) })
          : t('noPrice')}
      </span>
    </span>
  )
}
