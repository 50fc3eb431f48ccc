'use client'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { GroupChoice } from '@/components/forms/group-choice'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import type { Role } from '@/gql/graphql'
import { SHORTEST_PASSWORD } from '@/lib/password-rule'
import { ROLES, rolesGivenBy } from '@/lib/roles'
import { submitCreateUser } from '../actions'

export interface CreateUserProps {
  groups: readonly { id: string; name: string; isDefault: boolean }[]
  myRole: Role
}

export function CreateUser(props: CreateUserProps) {
  const t = useTranslations('admin.users')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <UserPlus aria-hidden />
        {t('create')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('create')} description={t('createText')}>
        <CreateUserForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function CreateUserForm({ groups, myRole, onClose }: CreateUserProps & { onClose: () => void }) {
  const t = useTranslations('admin.users')
  const roles = useTranslations('roles')
  const common = useTranslations('common')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      username: z.string().check(z.trim(), z.minLength(1, t('usernameMissing')), z.maxLength(64, t('usernameLong'))),
      displayName: z.string().check(z.trim(), z.maxLength(100, t('displayNameLong'))),
      role: z.enum(ROLES),
      password: z.string().check(z.minLength(SHORTEST_PASSWORD, t('passwordShort', { count: SHORTEST_PASSWORD }))),
      groupIds: z.array(z.string()),
    }),
    defaultValues: {
      username: '',
      displayName: '',
      role: 'STUDENT' as Role,
      password: '',
      groupIds: groups.filter(({ isDefault }) => isDefault).map(({ id }) => id),
    },
    submit: submitCreateUser,
    onDone: onClose,
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy} verb={t('create')}>
      <Field label={t('username')} error={errors.username?.message}>
        {(control) => <Input {...control} {...form.register('username')} autoComplete="off" autoFocus />}
      </Field>
      <Field label={t('displayName')} isOptional={common('optional')} error={errors.displayName?.message}>
        {(control) => <Input {...control} {...form.register('displayName')} autoComplete="off" />}
      </Field>
      <Field label={t('role')} error={errors.role?.message}>
        {(control) => (
          <Select {...control} {...form.register('role')}>
            {rolesGivenBy(myRole).map((role) => (
              <option key={role} value={role}>
                {roles(role)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('password')} hint={t('passwordHint')} error={errors.password?.message}>
        {(control) => <Input {...control} {...form.register('password')} type="password" autoComplete="new-password" />}
      </Field>
      <GroupChoice
        legend={t('groups')}
        groups={groups}
        registration={form.register('groupIds')}
        error={errors.groupIds?.message}
      />
    </DialogForm>
  )
}
