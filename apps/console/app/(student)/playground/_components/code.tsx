'use client'
import { WrapText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { CodeBlock, type ExtraProps, useIsCodeFenceIncomplete } from 'streamdown'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import { codeTextOf, languageOf } from '@/lib/chat/code-text'
import { cn } from '@/lib/class-names'

type CodeProps = ComponentProps<'code'> & ExtraProps & { 'data-block'?: string }

/** Inline code, or a fenced block with its language, a copy button that keeps line breaks, and wrapping. */
export function Code({ node, className, children, 'data-block': block, ...props }: CodeProps) {
  if (block === undefined)
    return (
      <code className={cn('rounded-sm bg-sunken px-1 py-0.5 font-mono text-[0.9em]', className)} {...props}>
        {children}
      </code>
    )
  return <FencedCode text={codeTextOf(children)} language={languageOf(className)} />
}

function FencedCode({ text, language }: { text: string; language: string }) {
  const t = useTranslations('playground')
  const isIncomplete = useIsCodeFenceIncomplete()
  const [isWrapped, setWrapped] = useState(false)
  return (
    <div className={cn('relative', isWrapped && '[&_code]:whitespace-pre-wrap [&_code]:break-words')}>
      <CodeBlock code={text} language={language} isIncomplete={isIncomplete} lineNumbers={false} />
      <div className="absolute top-1 right-1 flex rounded-md bg-sunken">
        <IconButton icon={WrapText} label={t('wrap')} aria-pressed={isWrapped} onClick={() => setWrapped(!isWrapped)} />
        <CopyButton text={text} label={t('copyCode')} />
      </div>
    </div>
  )
}
