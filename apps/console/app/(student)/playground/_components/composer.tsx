'use client'
import { ImagePlus, SendHorizontal, Square, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { IMAGE_TYPES, MOST_IMAGES, readImages } from '@/lib/chat/read-images'
import type { Question } from '@/lib/chat/use-lane'
import { cn } from '@/lib/class-names'

/** Tells `keydown` of an input method: the Enter that takes a candidate is no Enter of ours. */
const IME_KEY_CODE = 229

/** Of the field that one writes in: where the next key press is expected when something was chosen elsewhere. */
export const MESSAGE_FIELD_ID = 'playground-message'

export interface ComposerProps {
  canSend: boolean
  canSee: boolean
  isBusy: boolean
  onSend: (question: Question) => void
  onStop: () => void
}

export function Composer({ canSend, canSee, isBusy, onSend, onStop }: ComposerProps) {
  const t = useTranslations('playground')
  const toast = useToast()
  const [text, setText] = useState('')
  const [images, setImages] = useState<readonly string[]>([])
  const [isDropping, setDropping] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const fileInput = useRef<HTMLInputElement>(null)
  const isSendable = canSend && !isBusy && (text.trim() !== '' || images.length > 0)

  function send() {
    if (!isSendable) return
    onSend({ text, images })
    setText('')
    setImages([])
    input.current?.focus()
  }

  async function attach(files: readonly File[]) {
    if (files.length === 0) return
    if (!canSee) {
      toast({ text: t('cannotSee') })
      return
    }
    const read = await readImages(files, MOST_IMAGES - images.length)
    setImages((attached) => [...attached, ...read.images].slice(0, MOST_IMAGES))
    if (read.refusedCount > 0) toast({ text: t('imagesRefused', { most: MOST_IMAGES }) })
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const isComposing = event.nativeEvent.isComposing || event.keyCode === IME_KEY_CODE
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return
    event.preventDefault()
    send()
  }

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    void attach(files)
  }

  function onDrop(event: DragEvent) {
    event.preventDefault()
    setDropping(false)
    void attach([...event.dataTransfer.files])
  }

  return (
    <form
      aria-label={t('composer')}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onDragOver={(event) => {
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={onDrop}
      className={cn(
        'rounded-lg border border-border-strong bg-raised focus-within:border-accent',
        isDropping && 'border-accent border-dashed bg-accent-soft',
      )}
    >
      {images.length > 0 && (
        <ul className="flex flex-wrap gap-2 p-3 pb-0">
          {images.map((url, index) => (
            <li key={url} className="relative">
              {/* biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise */}
              <img
                src={url}
                alt={t('image', { number: index + 1 })}
                className="size-16 rounded-md border object-cover"
              />
              <Button
                size="icon"
                className="-top-2 -right-2 absolute size-6 rounded-full"
                aria-label={t('removeImage', { number: index + 1 })}
                onClick={() => setImages(images.filter((_, other) => other !== index))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={input}
        id={MESSAGE_FIELD_ID}
        rows={1}
        aria-label={t('message')}
        placeholder={t('placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="field-sizing-content block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-3.5 pt-3 outline-none placeholder:text-text-muted max-sm:text-[16px]"
      />
      <div className="flex items-center gap-1 p-2 pt-0">
        <input
          ref={fileInput}
          type="file"
          accept={IMAGE_TYPES.join(',')}
          multiple
          hidden
          aria-label={t('attach')}
          onChange={({ target }) => {
            void attach([...(target.files ?? [])])
            target.value = '' // the same file can be chosen again
          }}
        />
        <IconButton
          icon={ImagePlus}
          label={canSee ? t('attach') : t('cannotSee')}
          disabled={!canSee}
          onClick={() => fileInput.current?.click()}
        />
        <span className="ml-auto text-text-muted text-xs max-sm:hidden">{t('keys')}</span>
        {isBusy ? (
          <Button size="small" className="ml-auto sm:ml-2" onClick={onStop}>
            <Square aria-hidden className="fill-current" />
            {t('stop')}
          </Button>
        ) : (
          <Button type="submit" size="small" variant="primary" className="ml-auto sm:ml-2" disabled={!isSendable}>
            <SendHorizontal aria-hidden />
            {t('submit')}
          </Button>
        )}
      </div>
    </form>
  )
}
