'use client'
import { Tags } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { FormError } from '@/components/forms/form-error'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { UpdateTaggedChannelsInput } from '@/gql/graphql'
import type { TaggedChange } from '@/lib/admin-api/channel-work'
import { submitTagged } from '../actions'

/** One change of every channel with a tag: shown first, then made on all or none. */
export function TagEdit({ tags }: { tags: readonly string[] }) {
  const t = useTranslations('admin.channels')
  const [isOpen, setOpen] = useState(false)
  if (tags.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Tags aria-hidden />
        {t('editByTag')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('editByTag')} description={t('editByTagText')}>
        <TagForm tags={tags} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

interface Wanted {
  tag: string
  isActive: string
  schedulable: string
  priority: string
}

const toFlag = (text: string): boolean | null => (text === '' ? null : text === 'on')

const toInput = (wanted: Wanted, dryRun: boolean): UpdateTaggedChannelsInput => ({
  tag: wanted.tag,
  dryRun,
  isActive: toFlag(wanted.isActive),
  schedulable: toFlag(wanted.schedulable),
  priority: wanted.priority.trim() === '' ? null : Math.round(Number(wanted.priority)),
})

function TagForm({ tags, onClose }: { tags: readonly string[]; onClose: () => void }) {
  const t = useTranslations('admin.channels')
  const common = useTranslations('common')
  const words = useFailureWords()
  const toast = useToast()
  const [wanted, setWanted] = useState<Wanted>({ tag: tags[0] ?? '', isActive: '', schedulable: '', priority: '' })
  const [changes, setChanges] = useState<readonly TaggedChange[] | null>(null)
  const [failure, setFailure] = useState<string>()
  const [isBusy, startTransition] = useTransition()
  function change(part: Partial<Wanted>): void {
    setChanges(null)
    setWanted((before) => ({ ...before, ...part }))
  }
  const ask = (dryRun: boolean, onDone: (changes: readonly TaggedChange[]) => void) =>
    startTransition(async () => {
      setFailure(undefined)
      const result = await submitTagged(toInput(wanted, dryRun)).catch(
        () => ({ type: 'failed', code: 'OFFLINE' }) as const,
      )
      if (result.type === 'done') onDone(result.value)
      else if (result.type === 'failed') setFailure(words(result.code))
      else setFailure(result.problems.map(({ message }) => message).join(' '))
    })
  const changed = changes?.filter(({ details }) => details.length > 0) ?? []
  return (
    <div className="flex flex-col gap-4">
      <FormError message={failure} />
      <Field label={t('tag')}>
        {(control) => (
          <Select {...control} value={wanted.tag} onChange={(event) => change({ tag: event.target.value })}>
            {tags.map((tag) => (
              <option key={tag}>{tag}</option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        {(['isActive', 'schedulable'] as const).map((name) => (
          <Field key={name} label={t(name === 'isActive' ? 'active' : 'schedulable')}>
            {(control) => (
              <Select {...control} value={wanted[name]} onChange={(event) => change({ [name]: event.target.value })}>
                <option value="">{t('unchanged')}</option>
                <option value="on">{t('on')}</option>
                <option value="off">{t('off')}</option>
              </Select>
            )}
          </Field>
        ))}
        <Field label={t('priority')}>
          {(control) => (
            <Input
              {...control}
              type="number"
              value={wanted.priority}
              placeholder={t('unchanged')}
              onChange={(event) => change({ priority: event.target.value })}
            />
          )}
        </Field>
      </div>
      {changes !== null && (
        <ul className="max-h-60 divide-y overflow-y-auto rounded-md border text-[13px]">
          {changed.length === 0 && <li className="px-3 py-2">{t('tagNothing')}</li>}
          {changed.map(({ channelId, name, details }) => (
            <li key={channelId} className="px-3 py-2">
              <span className="font-medium">{name}</span>
              <span className="block break-all font-mono text-text-muted text-xs">{details.join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        {changes === null ? (
          <Button variant="primary" isBusy={isBusy} onClick={() => ask(true, setChanges)}>
            {t('tagPreview')}
          </Button>
        ) : (
          <Button
            variant="primary"
            isBusy={isBusy}
            disabled={changed.length === 0}
            onClick={() =>
              ask(false, () => {
                toast({ text: t('tagDone') })
                onClose()
              })
            }
          >
            {t('tagDo', { count: changed.length })}
          </Button>
        )}
      </DialogActions>
    </div>
  )
}
