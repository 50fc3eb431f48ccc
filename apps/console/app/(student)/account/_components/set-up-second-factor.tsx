'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type ShownSetup, startSecondFactor, submitFirstCode } from '../second-factor-actions'
import { OwnPassword } from './own-password'
import { RecoveryCodes } from './recovery-codes'

type Step = { name: 'password' } | { name: 'scan'; setup: ShownSetup } | { name: 'codes'; codes: readonly string[] }

/** Password, then the picture for the app, then its first code, then the recovery codes. */
export function SetUpSecondFactor({ isEnabled, hasPassword }: { isEnabled: boolean; hasPassword: boolean }) {
  const t = useTranslations('secondFactor')
  const [step, setStep] = useState<Step>()
  return (
    <>
      {!isEnabled && <Button onClick={() => setStep({ name: 'password' })}>{t('setUp')}</Button>}
      <Dialog
        isOpen={step !== undefined}
        onOpenChange={(isOpen) => !isOpen && setStep(undefined)}
        title={t('setUp')}
        isSticky={step?.name === 'codes'}
      >
        {step?.name === 'password' && (
          <AskPassword hasPassword={hasPassword} onDone={(setup) => setStep({ name: 'scan', setup })} />
        )}
        {step?.name === 'scan' && <Scan setup={step.setup} onDone={(codes) => setStep({ name: 'codes', codes })} />}
        {step?.name === 'codes' && <RecoveryCodes codes={step.codes} onClose={() => setStep(undefined)} />}
      </Dialog>
    </>
  )
}

function AskPassword({ hasPassword, onDone }: { hasPassword: boolean; onDone: (setup: ShownSetup) => void }) {
  const t = useTranslations('secondFactor')
  const account = useTranslations('account')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      password: z.string().check(z.minLength(hasPassword ? 1 : 0, account('currentPasswordMissing'))),
    }),
    defaultValues: { password: '' },
    submit: ({ password }) => startSecondFactor(password),
    onDone,
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <p className="text-text-muted">{t('setUpText')}</p>
      <FormError message={errors.root?.message} />
      <OwnPassword
        hasPassword={hasPassword}
        registration={form.register('password')}
        error={errors.password?.message}
        autoFocus
      />
      <DialogActions>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {t('next')}
        </Button>
      </DialogActions>
    </form>
  )
}

function Scan({ setup, onDone }: { setup: ShownSetup; onDone: (codes: readonly string[]) => void }) {
  const t = useTranslations('secondFactor')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ code: z.string().check(z.trim(), z.minLength(1, t('codeMissing'))) }),
    defaultValues: { code: '' },
    submit: ({ code }) => submitFirstCode(code),
    onDone,
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <p className="text-text-muted">{t('scan')}</p>
      {/* dark on white in every theme: cameras want it so */}
      {/* biome-ignore lint/performance/noImgElement: a data address that our own server made */}
      <img
        src={setup.picture}
        alt={t('picture')}
        width={208}
        height={208}
        className="self-center rounded-md bg-white p-2"
      />
      <div className="flex items-center justify-center gap-1">
        <code className="break-all font-mono text-[13px]">{setup.secret}</code>
        <CopyButton text={setup.secret} label={t('copySecret')} />
      </div>
      <FormError message={errors.root?.message} />
      <Field label={t('firstCode')} error={errors.code?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('code')}
            autoComplete="one-time-code"
            inputMode="numeric"
            className="font-mono"
            autoFocus
          />
        )}
      </Field>
      <DialogActions>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {t('turnOn')}
        </Button>
      </DialogActions>
    </form>
  )
}
