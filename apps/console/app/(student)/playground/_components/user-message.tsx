'use client'
import { Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as RadixDialog } from 'radix-ui'
import { memo, useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import type { UserTurn } from '@/lib/chat/conversation'
import { MessageEditor } from './message-editor'

export interface UserMessageProps {
  turn: UserTurn
  isBusy: boolean
  onDelete: (id: string) => void
  onEdit: (id: string, text: string) => void
}

export const UserMessage = memo(function UserMessage({ turn, isBusy, onDelete, onEdit }: UserMessageProps) {
  const t = useTranslations('playground')
  const [isEditing, setEditing] = useState(false)
  const [wasEdited, setEdited] = useState(false)
  if (isEditing)
    return (
      <MessageEditor
        text={turn.text}
        canBeEmpty={turn.images.length > 0}
        onCancel={() => {
          setEditing(false)
          setEdited(true)
        }}
        onSubmit={(text) => {
          setEditing(false)
          onEdit(turn.id, text)
        }}
      />
    )
  return (
    <article aria-label={t('you')} className="group flex flex-col items-end gap-1">
      <div className="max-w-[85%] rounded-lg bg-accent-soft px-4 py-2.5">
        {turn.images.length > 0 && (
          <div className="mb-2 flex flex-wrap gap-2">
            {turn.images.map((url, index) => (
              <Thumbnail key={url} url={url} label={t('image', { number: index + 1 })} />
            ))}
          </div>
        )}
        <p className="whitespace-pre-wrap break-words">{turn.text}</p>
        {turn.omittedImageCount !== undefined && (
          <p className="text-[13px] text-text-muted">{t('imagesOmitted', { count: turn.omittedImageCount })}</p>
        )}
      </div>
      <div className="flex opacity-60 focus-within:opacity-100 group-hover:opacity-100">
        <CopyButton text={turn.text} label={t('copyMessage')} />
        <IconButton
          icon={Pencil}
          label={t('edit')}
          disabled={isBusy}
          autoFocus={wasEdited} // where the key press that cancelled came from
          onClick={() => setEditing(true)}
        />
        <IconButton icon={Trash2} label={t('delete')} onClick={() => onDelete(turn.id)} />
      </div>
    </article>
  )
})

/** A small picture that opens at full size. */
function Thumbnail({ url, label }: { url: string; label: string }) {
  return (
    <RadixDialog.Root>
      <RadixDialog.Trigger className="rounded-md" aria-label={label}>
        {/* biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise */}
        <img src={url} alt={label} className="h-24 max-w-48 rounded-md border object-cover" />
      </RadixDialog.Trigger>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-black/70" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="fixed inset-4 z-50 flex items-center justify-center"
        >
          <RadixDialog.Title className="sr-only">{label}</RadixDialog.Title>
          <RadixDialog.Close className="max-h-full">
            {/* biome-ignore lint/performance/noImgElement: as above */}
            <img src={url} alt={label} className="max-h-[calc(100dvh-2rem)] max-w-full rounded-lg object-contain" />
          </RadixDialog.Close>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}
