'use client'
import { SlidersHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import type { ChannelTestRun } from '@/lib/admin-api/channel-test-run'
import type { ChannelDetail } from '@/lib/admin-api/channels'
import { submitUpdateChannel } from '../actions'
import {
  ABORT_POLICIES,
  type ChannelSettingsForm,
  createChannelSettingsSchema,
  DIALECTS,
  toSettingsForm,
  toSettingsInput,
} from './channel-settings-schema'
import { TestResult } from './test-result'
import { TraitControls } from './trait-controls'

export interface ChannelSettingsProps {
  channel: Pick<ChannelDetail, 'id' | 'version' | 'name' | 'settings'>
  hasDeployments: boolean
  isRoot: boolean
}

type CountName = 'rpm' | 'tpm' | 'concurrency' | 'keyRpm' | 'keyTpm' | 'queueLength'
type SecondsName = 'queueSeconds' | 'headerSeconds' | 'idleSeconds' | 'totalSeconds'

/** How calls through a channel are made: limits, times, what is set on each call, the way out, quirks. */
export function ChannelSettings(props: ChannelSettingsProps) {
  const t = useTranslations('admin.channelSettings')
  const channels = useTranslations('admin.channels')
  const [isOpen, setOpen] = useState(false)
  const [test, setTest] = useState<ChannelTestRun | null>(null)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal aria-hidden />
        {t('open')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('title', { name: props.channel.name })}
        description={t('text')}
        className="max-w-2xl"
      >
        <SettingsForm
          {...props}
          onClose={() => setOpen(false)}
          onDone={(found) => {
            setOpen(false)
            setTest(found)
          }}
        />
      </Dialog>
      <Dialog isOpen={test !== null} onOpenChange={(open) => !open && setTest(null)} title={channels('savedTested')}>
        {test !== null && <TestResult test={test} isRoot={props.isRoot} />}
      </Dialog>
    </>
  )
}

function SettingsForm({
  channel,
  hasDeployments,
  onClose,
  onDone,
}: ChannelSettingsProps & { onClose: () => void; onDone: (test: ChannelTestRun | null) => void }) {
  const t = useTranslations('admin.channelSettings')
  const channels = useTranslations('admin.channels')
  const common = useTranslations('common')
  const { form, onSubmit, errors, isBusy } = useActionForm<ChannelSettingsForm, ChannelTestRun | null>({
    schema: createChannelSettingsSchema({
      countWrong: channels('countWrong'),
      secondsWrong: t('secondsWrong'),
      headersWrong: t('headersWrong'),
      parametersWrong: t('parametersWrong'),
      proxyWrong: t('proxyWrong'),
      apiVersionWrong: channels('apiVersionWrong'),
    }),
    values: toSettingsForm(channel.settings),
    submit: (values) =>
      submitUpdateChannel({
        id: channel.id,
        version: channel.version,
        settings: toSettingsInput(values, channel.settings),
      }),
    onDone,
  })
  const control = (name: CountName | SecondsName, label: string, placeholder: string) => (
    <Field label={label} error={errors[name]?.message}>
      {(given) => (
        <Input
          {...given}
          {...form.register(name)}
          inputMode="decimal"
          autoComplete="off"
          placeholder={placeholder}
          className="tabular-nums"
        />
      )}
    </Field>
  )
  const count = (name: CountName) => control(name, t(name), t('noLimit'))
  const seconds = (name: SecondsName) => control(name, t(name), t('byDefault'))
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5 text-left">
      <FormError message={errors.root?.message} />
      <Section title={t('limits')} hint={t('limitsHint')}>
        {count('rpm')}
        {count('tpm')}
        {count('concurrency')}
      </Section>
      <Section title={t('keyLimits')} hint={t('keyLimitsHint')}>
        {count('keyRpm')}
        {count('keyTpm')}
      </Section>
      <Section title={t('queue')} hint={t('queueHint')}>
        {count('queueLength')}
        {seconds('queueSeconds')}
      </Section>
      <Section title={t('times')} hint={t('timesHint')}>
        {seconds('headerSeconds')}
        {seconds('idleSeconds')}
        {seconds('totalSeconds')}
      </Section>
      <Field label={t('onClientAbort')} hint={t('onClientAbortHint')} error={errors.onClientAbort?.message}>
        {(given) => (
          <Select {...given} {...form.register('onClientAbort')}>
            {ABORT_POLICIES.map((policy) => (
              <option key={policy} value={policy}>
                {t(`abort.${policy}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={t('proxyUrl')}
        isOptional={common('optional')}
        hint={t('proxyHint')}
        error={errors.proxyUrl?.message}
      >
        {(given) => (
          <Input
            {...given}
            {...form.register('proxyUrl')}
            inputMode="url"
            autoComplete="off"
            placeholder="http://proxy.example.edu:3128"
          />
        )}
      </Field>
      <Field
        label={t('headers')}
        isOptional={common('optional')}
        hint={t('headersHint')}
        error={errors.headers?.message}
      >
        {(given) => (
          <Textarea
            {...given}
            {...form.register('headers')}
            rows={2}
            className="font-mono text-[13px]"
            spellCheck={false}
          />
        )}
      </Field>
      <Field
        label={t('parameters')}
        isOptional={common('optional')}
        hint={t('parametersHint')}
        error={errors.parameters?.message}
      >
        {(given) => (
          <Textarea
            {...given}
            {...form.register('parameters')}
            rows={3}
            className="font-mono text-[13px]"
            placeholder={'{"service_tier": "flex"}'}
            spellCheck={false}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('dialect')} hint={t('dialectHint')} error={errors.dialect?.message}>
          {(given) => (
            <Select {...given} {...form.register('dialect')}>
              <option value="">{t('byVendor')}</option>
              {DIALECTS.map((dialect) => (
                <option key={dialect} value={dialect}>
                  {t(`dialects.${dialect}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {hasDeployments && (
          <Field label={channels('apiVersion')} hint={channels('apiVersionHint')} error={errors.apiVersion?.message}>
            {(given) => <Input {...given} {...form.register('apiVersion')} autoComplete="off" />}
          </Field>
        )}
      </div>
      <TraitControls form={form} />
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {common('save')}
        </Button>
      </DialogActions>
    </form>
  )
}

function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">{title}</legend>
      <p className="mb-3 text-[13px] text-text-muted">{hint}</p>
      <div className="grid gap-4 sm:grid-cols-3">{children}</div>
    </fieldset>
  )
}
