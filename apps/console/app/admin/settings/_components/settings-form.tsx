'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { SettingsView } from '@/lib/admin-api/settings'
import { submitSettings } from '../actions'
import { SettingSwitch } from './setting-switch'

const STRATEGIES = ['USAGE', 'WEIGHTED'] as const
/** 30 days. */
const MAX_PROBE_MINUTES = 43_200

/** Every setting with what it does, but for private addresses, which ask for a password each. */
export function SettingsForm({ settings }: { settings: SettingsView }) {
  const t = useTranslations('admin.settings')
  const common = useTranslations('common')
  const toast = useToast()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      currency: z.string().check(z.trim(), z.minLength(1, t('currencyMissing')), z.maxLength(8, t('currencyMissing'))),
      timeZone: z.string().check(z.trim(), z.refine(isTimeZone, t('timeZoneWrong'))),
      usernamePattern: z.string().check(z.trim(), z.refine(isPattern, t('patternWrong'))),
      notice: z.string().check(z.trim(), z.maxLength(2_000)),
      contact: z.string().check(z.trim(), z.maxLength(300)),
      termsText: z.string().check(z.trim(), z.maxLength(20_000)),
      termsVersion: z.string().check(z.trim(), z.maxLength(64)),
      secondFactorRequired: z.boolean(),
      maxRetries: z.int(t('retriesWrong')).check(z.minimum(0, t('retriesWrong')), z.maximum(5, t('retriesWrong'))),
      cooldown: z.boolean(),
      autoDisable: z.boolean(),
      routingStrategy: z.enum(STRATEGIES),
      affinity: z.boolean(),
      limitsEnabled: z.boolean(),
      probeMinutes: z
        .int(t('probeMinutesWrong'))
        .check(z.minimum(0, t('probeMinutesWrong')), z.maximum(MAX_PROBE_MINUTES, t('probeMinutesWrong'))),
    }),
    values: {
      ...settings,
      notice: settings.notice ?? '',
      contact: settings.contact ?? '',
      termsText: settings.termsText ?? '',
      termsVersion: settings.termsVersion ?? '',
    },
    submit: ({ notice, ...values }) =>
      submitSettings({
        version: settings.version,
        currency: values.currency,
        timeZone: values.timeZone,
        usernamePattern: values.usernamePattern,
        maxRetries: values.maxRetries,
        cooldown: values.cooldown,
        autoDisable: values.autoDisable,
        routingStrategy: values.routingStrategy,
        affinity: values.affinity,
        limitsEnabled: values.limitsEnabled,
        probeMinutes: values.probeMinutes,
        notice: notice || null,
        contact: values.contact || null,
        termsText: values.termsText || null,
        termsVersion: values.termsVersion || null,
        secondFactorRequired: values.secondFactorRequired,
      }),
    onDone: () => toast({ text: common('saved') }),
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex max-w-3xl flex-col gap-4">
      <FormError message={errors.root?.message} />
      <Card title={t('general')}>
        <div className="flex flex-col gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('currency')} hint={t('currencyHint')} error={errors.currency?.message}>
              {(control) => <Input {...control} {...form.register('currency')} />}
            </Field>
            <Field label={t('timeZone')} hint={t('timeZoneHint')} error={errors.timeZone?.message}>
              {(control) => <Input {...control} {...form.register('timeZone')} />}
            </Field>
          </div>
          <Field label={t('pattern')} hint={t('patternHint')} error={errors.usernamePattern?.message}>
            {(control) => (
              <Input {...control} {...form.register('usernamePattern')} className="font-mono text-[13px]" />
            )}
          </Field>
          <Field label={t('notice')} hint={t('noticeHint')} error={errors.notice?.message}>
            {(control) => <Textarea {...control} {...form.register('notice')} rows={3} />}
          </Field>
        </div>
      </Card>
      <Card title={t('people')}>
        <div className="flex flex-col gap-4">
          <Field label={t('contact')} hint={t('contactHint')} error={errors.contact?.message}>
            {(control) => <Input {...control} {...form.register('contact')} />}
          </Field>
          <Field label={t('termsVersion')} hint={t('termsVersionHint')} error={errors.termsVersion?.message}>
            {(control) => <Input {...control} {...form.register('termsVersion')} className="max-w-48" />}
          </Field>
          <Field label={t('termsText')} hint={t('termsTextHint')} error={errors.termsText?.message}>
            {(control) => <Textarea {...control} {...form.register('termsText')} rows={6} />}
          </Field>
          <SettingSwitch
            form={form}
            name="secondFactorRequired"
            label={t('secondFactor')}
            hint={t('secondFactorHint')}
          />
        </div>
      </Card>
      <Card title={t('routing')}>
        <div className="flex flex-col gap-4">
          <Field label={t('maxRetries')} hint={t('maxRetriesHint')} error={errors.maxRetries?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('maxRetries', { valueAsNumber: true })}
                type="number"
                className="w-28"
              />
            )}
          </Field>
          <Field label={t('strategy')} hint={t('strategyHint')} error={errors.routingStrategy?.message}>
            {(control) => (
              <Select {...control} {...form.register('routingStrategy')} className="max-w-60">
                {STRATEGIES.map((strategy) => (
                  <option key={strategy} value={strategy}>
                    {t(`strategies.${strategy}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <SettingSwitch form={form} name="affinity" label={t('affinity')} hint={t('affinityHint')} />
          <SettingSwitch form={form} name="cooldown" label={t('cooldown')} hint={t('cooldownHint')} />
          <SettingSwitch form={form} name="autoDisable" label={t('autoDisable')} hint={t('autoDisableHint')} />
          <SettingSwitch form={form} name="limitsEnabled" label={t('limits')} hint={t('limitsHint')} />
          <Field label={t('probeMinutes')} hint={t('probeMinutesHint')} error={errors.probeMinutes?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('probeMinutes', { valueAsNumber: true })}
                type="number"
                min={0}
                className="w-28"
              />
            )}
          </Field>
        </div>
      </Card>
      <Button type="submit" variant="primary" className="self-start" isBusy={isBusy}>
        {common('save')}
      </Button>
    </form>
  )
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone !== ''
  } catch {
    return false
  }
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return pattern !== ''
  } catch {
    return false
  }
}
