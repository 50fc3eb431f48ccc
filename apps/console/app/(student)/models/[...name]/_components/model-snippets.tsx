'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { SnippetTabs } from '@/components/snippet-tabs'
import { Input } from '@/components/ui/input'
import { createEmbeddingSnippets, createSnippets } from '@/lib/key-snippets'

const LONGEST_KEY = 200
/** What a key consists of: nothing else is put into text that is meant for a shell. */
const KEY = /^[\w.-]+$/

export interface ModelSnippetsProps {
  publicUrl: string
  modelName: string
  /** It talks; else it makes vectors. */
  canTalk: boolean
}

/** Ready to paste with a key of one's own, which stays in this page: nothing is sent anywhere. */
export function ModelSnippets({ publicUrl, modelName, canTalk }: ModelSnippetsProps) {
  const t = useTranslations('models')
  const id = useId()
  const [key, setKey] = useState('')
  const create = canTalk ? createSnippets : createEmbeddingSnippets
  const secret = KEY.test(key.trim()) ? key.trim() : 'YOUR_KEY'
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex max-w-md flex-col gap-1">
        <label htmlFor={id} className="text-[13px] text-text-muted">
          {t('pasteKey')}
        </label>
        <Input
          id={id}
          value={key}
          onChange={({ target }) => setKey(target.value)}
          maxLength={LONGEST_KEY}
          placeholder="sk-…"
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-[13px]"
        />
      </div>
      <SnippetTabs snippets={create({ publicUrl, secret, modelName })} />
    </div>
  )
}
