'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useSubmit } from '@/components/forms/use-submit'
import { GrantForm } from '@/components/grants/grant-form'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import type { OneTimeCode } from '@/lib/admin-api/sign-in'
import { formatDateTime } from '@/lib/format'
import { makeMemberCode, submitMemberGrants, submitRemoval } from '../actions'

export interface MemberActionsProps {
  courseId: string
  member: { userId: string; username: string; isNew: boolean }
  mayGrant: boolean
  currency: string
  timeZone: string
}

type Open = { name: 'grant' } | { name: 'remove' } | { name: 'code'; code: OneTimeCode }

/** What is done with one student: money, a code for his first password, off the course. */
export function MemberActions({ courseId, member, mayGrant, currency, timeZone }: MemberActionsProps) {
  const t = useTranslations('course')
  const grants = useTranslations('finance.grants')
  const common = useTranslations('common')
  const locale = useLocale()
  const [open, setOpen] = useState<Open>()
  const { submit, isBusy } = useSubmit()
  const { userId, username: name } = member
  const close = () => setOpen(undefined)
  const makeCode = () =>
    submit(async () => {
      const result = await makeMemberCode(courseId, userId)
      if (result.type === 'done') setOpen({ name: 'code', code: result.value })
      return result
    })
  const remove = () =>
    submit(async () => {
      const result = await submitRemoval(courseId, userId)
      close()
      return result
    })
  const titles = { grant: t('grantTo', { name }), remove: t('removeNamed', { name }), code: t('codeFor', { name }) }
  return (
    <span className="flex justify-end gap-2">
      {member.isNew && (
        <Button size="small" isBusy={isBusy} onClick={makeCode} aria-label={titles.code}>
          {t('code')}
        </Button>
      )}
      {mayGrant && (
        <Button size="small" onClick={() => setOpen({ name: 'grant' })} aria-label={titles.grant}>
          {t('grant')}
        </Button>
      )}
      <Button size="small" variant="ghost" onClick={() => setOpen({ name: 'remove' })} aria-label={titles.remove}>
        {t('remove')}
      </Button>
      <Dialog
        isOpen={open !== undefined}
        onOpenChange={(isOpen) => !isOpen && close()}
        title={open && titles[open.name]}
        isSticky={open?.name === 'code'}
      >
        {open?.name === 'grant' && (
          <GrantForm
            target={{ courseId, userIds: [userId] }}
            note={<p className="text-text-muted">{t('grantText')}</p>}
            currency={currency}
            timeZone={timeZone}
            submit={submitMemberGrants}
            wordsOf={() => grants('granted', { name })}
            onClose={close}
          />
        )}
        {open?.name === 'remove' && (
          <>
            <p className="whitespace-normal text-left">{t('removeText', { name })}</p>
            <DialogActions>
              <Button onClick={close}>{common('cancel')}</Button>
              <Button variant="danger" isBusy={isBusy} onClick={remove}>
                {t('remove')}
              </Button>
            </DialogActions>
          </>
        )}
        {open?.name === 'code' && (
          <>
            <p className="flex items-center justify-center gap-1">
              <code className="select-all font-mono text-lg">{open.code.code}</code>
              <CopyButton text={open.code.code} />
            </p>
            <p className="whitespace-normal text-center text-[13px] text-text-muted">
              {t('codeOnce', { at: formatDateTime(open.code.expiresAt, { locale, timeZone }) })}
            </p>
            <DialogActions>
              <Button variant="primary" onClick={close}>
                {common('close')}
              </Button>
            </DialogActions>
          </>
        )}
      </Dialog>
    </span>
  )
}
