'use client'
import { cjk } from '@streamdown/cjk'
import { code } from '@streamdown/code'
import { math } from '@streamdown/math'
import { useTranslations } from 'next-intl'
import { memo, useMemo } from 'react'
import { Streamdown } from 'streamdown'
import 'katex/dist/katex.min.css'
import { normaliseMaths } from '@/lib/chat/normalise-maths'
import { Code } from './code'
import { Picture } from './picture'

const PLUGINS = { cjk, code, math }
const COMPONENTS = { code: Code, img: Picture }

export interface MarkdownProps {
  text: string
  isStreaming: boolean
}

/** A model's answer: repaired while it grows, sanitised, code with its own copy button. */
export const Markdown = memo(function Markdown({ text, isStreaming }: MarkdownProps) {
  const t = useTranslations('markdown')
  const translations = useMemo(
    () => ({
      close: t('close'),
      copyLink: t('copyLink'),
      externalLinkWarning: t('externalLinkWarning'),
      imageNotAvailable: t('imageNotAvailable'),
      openExternalLink: t('openExternalLink'),
      openLink: t('openLink'),
      copied: t('copied'),
    }),
    [t],
  )
  return (
    <Streamdown
      mode={isStreaming ? 'streaming' : 'static'}
      plugins={PLUGINS}
      components={COMPONENTS}
      controls={{ table: false, image: false, code: false, mermaid: false }}
      translations={translations}
      lineNumbers={false}
      codeBlockMaxHeight={0}
      tableMaxHeight={0}
      className="min-w-0 break-words leading-6"
    >
      {normaliseMaths(text)}
    </Streamdown>
  )
})
