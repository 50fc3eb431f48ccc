'use client'
import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { copyText } from '@/lib/copy-text'
import { Button } from './button'
import { IconButton } from './icon-button'
import { useToast } from './toast'

const CONFIRM_MS = 2_000

export interface CopyButtonProps {
  /** A function where building the text is work. */
  text: string | (() => string)
  label?: string
  /** With words beside the icon. */
  isWide?: boolean
}

/** Copies, then says so in place. */
export function CopyButton({ text, label, isWide }: CopyButtonProps) {
  const t = useTranslations('common')
  const toast = useToast()
  const [copied, setCopied] = useState<{ text: string }>()
  useEffect(() => {
    if (copied === undefined) return
    const timer = setTimeout(() => setCopied(undefined), CONFIRM_MS)
    return () => clearTimeout(timer)
  }, [copied])
  async function copy() {
    const wanted = typeof text === 'function' ? text() : text
    if (await copyText(wanted)) setCopied({ text: wanted })
    else toast({ text: t('copyFailed') })
  }
  // of another text than the one that stands there now, nothing is said
  const isCopied = copied !== undefined && (typeof text === 'function' || copied.text === text)
  const Icon = isCopied ? Check : Copy
  const words = isCopied ? t('copied') : (label ?? t('copy'))
  if (!isWide) return <IconButton icon={Icon} label={words} onClick={copy} />
  return (
    <Button size="small" onClick={copy}>
      <Icon aria-hidden />
      <span aria-live="polite">{words}</span>
    </Button>
  )
}
