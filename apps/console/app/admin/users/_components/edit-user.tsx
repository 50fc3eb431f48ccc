'use client'
import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { GroupChoice } from '@/components/forms/group-choice'
import { useActionForm } from '@/components/forms/use-action-form'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input, Select } from '@/components/ui/input'
import type { Role, UserState } from '@/gql/graphql'
import { ROLES, rolesGivenBy, USER_STATES } from '@/lib/roles'
import { submitUpdateUser } from '../actions'

export interface EditUserProps {
  user: {
    id: string
    version: number
    username: string
    displayName?: string | null
    role: Role
    state: UserState
    /** Null: the default one. */
    tier?: string | null
    groups: readonly { id: string }[]
  }
  groups: readonly { id: string; name: string }[]
  /** Names of all tiers; absent: none is chosen here. */
  tiers?: readonly string[]
  myRole: Role
}

/** State, role, tier and groups. A change that somebody else made meanwhile is refused, not overwritten. */
export function EditUser(props: EditUserProps) {
  const t = useTranslations('admin.users')
  const [isOpen, setOpen] = useState(false)
  const title = t('editNamed', { username: props.user.username })
  return (
    <>
      <IconButton icon={Pencil} label={title} onClick={() => setOpen(true)} />
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
        <UserForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function UserForm({ user, groups, tiers = [], myRole, onClose }: EditUserProps & { onClose: () => void }) {
  const t = useTranslations('admin.users')
  const roles = useTranslations('roles')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      displayName: z.string().check(z.trim(), z.maxLength(100, t('displayNameLong'))),
      role: z.enum(ROLES),
      state: z.enum(USER_STATES),
      groupIds: z.array(z.string()),
      tier: z.string(),
    }),
    values: {
      displayName: user.displayName ?? '',
      role: user.role,
      state: user.state,
      groupIds: user.groups.map(({ id }) => id),
      tier: tiers.includes(user.tier ?? '') ? (user.tier ?? '') : '',
    },
    submit: ({ tier, ...values }) =>
      submitUpdateUser({
        ...{ id: user.id, version: user.version },
        ...values,
        ...(tiers.length > 0 && { tier: tier || null }),
      }),
    onDone: onClose,
  })
  const choices = rolesGivenBy(myRole)
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy}>
      <Field label={t('displayName')} error={errors.displayName?.message}>
        {(control) => <Input {...control} {...form.register('displayName')} autoComplete="off" />}
      </Field>
      <Field label={t('state')} error={errors.state?.message}>
        {(control) => (
          <Select {...control} {...form.register('state')}>
            {USER_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`states.${state}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('role')} error={errors.role?.message}>
        {(control) => (
          <Select {...control} {...form.register('role')}>
            {[...new Set([...choices, user.role])].map((role) => (
              <option key={role} value={role}>
                {roles(role)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {tiers.length > 0 && (
        <Field label={t('tier')} hint={t('tierHint')} error={errors.tier?.message}>
          {(control) => (
            <Select {...control} {...form.register('tier')}>
              <option value="">{t('tierDefault')}</option>
              {tiers.map((tier) => (
                <option key={tier}>{tier}</option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <GroupChoice
        legend={t('groups')}
        groups={groups}
        registration={form.register('groupIds')}
        error={errors.groupIds?.message}
      />
    </DialogForm>
  )
}
