import Form from 'next/form'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { ABILITY_NAMES, type WhyQuestion } from '@/lib/why-question'
import { Labelled } from './labelled'

/** Asks about one call; what was asked stands in the address. */
export async function WhyForm({
  action,
  question,
  children,
}: {
  action: string
  question: WhyQuestion
  children?: ReactNode
}) {
  const [t, abilities] = await Promise.all([getTranslations('why'), getTranslations('abilities')])
  return (
    <Form action={action} className="flex flex-col gap-4 rounded-lg border bg-raised p-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Labelled label={t('model')}>
          <Input
            name="model"
            required
            maxLength={256}
            defaultValue={question.model}
            autoComplete="off"
            className="font-mono text-[13px]"
          />
        </Labelled>
        {children}
      </div>
      <fieldset>
        <legend className="font-medium">{t('needs')}</legend>
        <div className="mt-1 flex flex-wrap gap-4">
          {ABILITY_NAMES.map((ability) => (
            <label key={ability} className="flex items-center gap-2">
              <input
                type="checkbox"
                name="needs"
                value={ability}
                defaultChecked={question.needs.includes(ability)}
                className="size-4 accent-accent"
              />
              {abilities(ability)}
            </label>
          ))}
        </div>
      </fieldset>
      <Button type="submit" variant="primary" className="self-start">
        {t('ask')}
      </Button>
    </Form>
  )
}
