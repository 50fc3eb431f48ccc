'use client'
import { ListPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Callout, EmptyState } from '@/components/ui/states'
import type { PullModelsInput } from '@/gql/graphql'
import type { ListedModel } from '@/lib/admin-api/channel-work'
import { submitPull } from '../actions'
import { AddressWaits } from './address-waits'

export interface PullModelsProps {
  /** Asked for at the click: a form may still be open. */
  input: () => PullModelsInput
  /** The upstream's names that were chosen. */
  onTake: (names: readonly string[]) => void
  isRoot: boolean
}

/** Why there is no list: an address that root would have to allow, or what the upstream said. */
type PullObstacle = { hostPort: string } | { text: string }

const STATES = { NEW: 'pullNew', SERVED: 'pullServed', GONE: 'pullGone' } as const

/** Asks the upstream what it serves, side by side with what the channel does; one chooses. */
export function PullModels({ input, onTake, isRoot }: PullModelsProps) {
  const t = useTranslations('admin.channels')
  const words = useFailureWords()
  const [isBusy, startTransition] = useTransition()
  const [listed, setListed] = useState<readonly ListedModel[] | null>(null)
  const [obstacle, setObstacle] = useState<PullObstacle>()
  const run = () =>
    startTransition(async () => {
      const result = await submitPull(input()).catch(() => ({ type: 'failed', code: 'OFFLINE' }) as const)
      const hostPort = result.type === 'done' ? result.value.blockedHostPort : null
      if (result.type === 'failed') setObstacle({ text: words(result.code) })
      else if (result.type === 'refused') setObstacle({ text: result.problems.map(({ message }) => message).join(' ') })
      else if (hostPort != null) setObstacle({ hostPort })
      else {
        setObstacle(undefined)
        setListed(result.value.models)
      }
    })
  return (
    <>
      <Button size="small" onClick={run} isBusy={isBusy}>
        {!isBusy && <ListPlus aria-hidden />}
        {t('pull')}
      </Button>
      {obstacle !== undefined && (
        <div className="basis-full">
          {'hostPort' in obstacle ? (
            <AddressWaits hostPort={obstacle.hostPort} isRoot={isRoot} onAllowed={() => setObstacle(undefined)}>
              {t('pullWaits', { hostPort: obstacle.hostPort })}
            </AddressWaits>
          ) : (
            <Callout tone="danger" role="alert">
              {obstacle.text}
            </Callout>
          )}
        </div>
      )}
      <Dialog
        isOpen={listed !== null}
        onOpenChange={(isOpen) => !isOpen && setListed(null)}
        title={t('pullTitle')}
        description={t('pullText')}
      >
        {listed !== null && (
          <Choice
            listed={listed}
            onCancel={() => setListed(null)}
            onTake={(names) => {
              onTake(names)
              setListed(null)
            }}
          />
        )}
      </Dialog>
    </>
  )
}

function Choice({
  listed,
  onCancel,
  onTake,
}: {
  listed: readonly ListedModel[]
  onCancel: () => void
  onTake: (names: readonly string[]) => void
}) {
  const t = useTranslations('admin.channels')
  const common = useTranslations('common')
  const [chosen, setChosen] = useState(
    () => new Set(listed.filter(({ state }) => state === 'SERVED').map(({ name }) => name)),
  )
  const [filter, setFilter] = useState('')
  function toggle(name: string): void {
    const next = new Set(chosen)
    if (!next.delete(name)) next.add(name)
    setChosen(next)
  }
  if (listed.length === 0) return <EmptyState icon={ListPlus} title={t('pullNone')} />
  return (
    <div className="flex flex-col gap-3">
      <Input
        type="search"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        aria-label={t('pullFilter')}
        placeholder={t('pullFilter')}
      />
      <ul className="max-h-80 divide-y overflow-y-auto rounded-md border">
        {listed
          .filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()))
          .map(({ name, state }) => (
            <li key={name}>
              <label className="flex cursor-pointer items-center gap-3 px-3 py-2 hover:bg-sunken">
                <input
                  type="checkbox"
                  checked={chosen.has(name)}
                  onChange={() => toggle(name)}
                  className="size-4 accent-accent"
                />
                <span className="min-w-0 flex-1 break-all font-mono text-[13px]">{name}</span>
                <span className="text-[13px] text-text-muted">{t(STATES[state])}</span>
              </label>
            </li>
          ))}
      </ul>
      <DialogActions>
        <Button onClick={onCancel}>{common('cancel')}</Button>
        <Button variant="primary" disabled={chosen.size === 0} onClick={() => onTake([...chosen])}>
          {t('pullTake')}
        </Button>
      </DialogActions>
    </div>
  )
}
