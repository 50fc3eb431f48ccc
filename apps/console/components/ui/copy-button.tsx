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
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), CONFIRM_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  async function copy() {
    const wasCopied = await copyText(typeof text === 'function' ? text() : text)
    if (wasCopied) setCopied(true)
    else toast({ text: t('copyFailed') })
  }
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
