'use client'
import { Boxes, FileText, type LucideIcon, Network, ReceiptText, Search, User } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { navigationOf } from '@/components/shell/navigation'
import { controlStyles } from '@/components/ui/input'
import type { Role } from '@/gql/graphql'
import { cn } from '@/lib/class-names'
import { type JumpKind, type JumpTarget, targetsHere } from './jump-target'
import { useTargets } from './use-targets'

export interface JumpDialogProps {
  role: Role
  /** That the person helps to run. */
  courses: readonly { id: string; name: string }[]
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

const ICONS: Record<JumpKind, LucideIcon> = {
  page: FileText,
  receipt: ReceiptText,
  model: Boxes,
  user: User,
  channel: Network,
}

export function JumpDialog({ isOpen, onOpenChange, ...person }: JumpDialogProps) {
  const t = useTranslations('jump')
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Dialog.Content
          aria-describedby={undefined}
          className="animate-overlay fixed inset-x-4 top-[12dvh] z-50 mx-auto flex max-h-[70dvh] max-w-lg flex-col rounded-lg border bg-raised shadow-overlay"
        >
          <Dialog.Title className="sr-only">{t('open')}</Dialog.Title>
          <JumpList {...person} onClose={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** A field and what it finds; the arrow keys move through it while one goes on typing. */
function JumpList({ role, courses, onClose }: Pick<JumpDialogProps, 'role' | 'courses'> & { onClose: () => void }) {
  const t = useTranslations('jump')
  const id = useId()
  const router = useRouter()
  const pages = usePages(role, courses)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = useTargets(text)
  const targets = [...targetsHere(text, pages), ...found.targets]
  const at = Math.min(chosen, targets.length - 1)
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at])
  const go = (target: JumpTarget | undefined) => {
    if (target === undefined) return
    onClose()
    router.push(target.href)
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && targets.length > 0) setChosen((at + step + targets.length) % targets.length)
    else if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    else go(targets[at])
    event.preventDefault()
  }
  return (
    <>
      <div className="relative border-b p-2">
        <Search aria-hidden className="absolute top-4.5 left-4.5 size-4 text-text-muted" />
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={targets.length > 0 ? `${id}-${at}` : undefined}
          aria-label={t('field')}
          placeholder={t('field')}
          value={text}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
          className={cn(controlStyles, 'h-9 pl-8')}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('field')} className="overflow-y-auto p-1">
        {targets.map((target, index) => (
          <Option key={target.href} id={`${id}-${index}`} target={target} isChosen={index === at} onGo={go} />
        ))}
      </div>
      <p aria-live="polite" className="px-3 py-2 text-[13px] text-text-muted empty:hidden">
        {found.state === 'searching' ? t('searching') : found.state === 'failed' ? t('failed') : null}
        {found.state === 'idle' && targets.length === 0 ? t('nothing') : null}
      </p>
    </>
  )
}

interface OptionProps {
  id: string
  target: JumpTarget
  isChosen: boolean
  onGo: (target: JumpTarget) => void
}

function Option({ id, target, isChosen, onGo }: OptionProps) {
  const t = useTranslations('jump')
  const Icon = ICONS[target.kind]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      onClick={() => onGo(target)}
      className="flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-2 hover:bg-sunken aria-selected:bg-accent-soft aria-selected:text-accent"
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 break-all">{target.label}</span>
      {target.detail && <span className="min-w-0 truncate text-[13px] text-text-muted">{target.detail}</span>}
      <span className="ml-auto shrink-0 text-text-muted text-xs">{t(`kinds.${target.kind}`)}</span>
    </div>
  )
}

function usePages(role: Role, courses: JumpDialogProps['courses']): readonly JumpTarget[] {
  const t = useTranslations('navigation')
  return navigationOf(role, courses).flatMap(({ name: section, title, pages }) =>
    pages.map(({ name, href }) => ({ kind: 'page' as const, label: t(name), detail: title ?? t(section), href })),
  )
}
