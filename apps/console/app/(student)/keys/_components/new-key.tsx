'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { SnippetTabs } from '@/components/snippet-tabs'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { DialogActions } from '@/components/ui/dialog'
import { Callout } from '@/components/ui/states'
import { createEnvFile, createSnippets } from '@/lib/key-snippets'

export interface NewKeyProps {
  secret: string
  publicUrl: string
  modelName: string
  /** What has to be said beside it. */
  note?: string | undefined
  onKept: () => void
}

/** The key itself, this once, with what can be pasted right away. */
export function NewKey({ secret, publicUrl, modelName, note, onKept }: NewKeyProps) {
  const t = useTranslations('keys')
  const snippets = createSnippets({ publicUrl, secret, modelName })
  const envFile = `data:text/plain;charset=utf-8,${encodeURIComponent(createEnvFile({ publicUrl, secret }))}`
  return (
    <div className="flex flex-col gap-4">
      {note && <Callout tone="warning">{note}</Callout>}
      <div className="flex items-center gap-2 rounded-md border border-border-strong bg-sunken py-1 pr-1 pl-3">
        <code data-testid="new-key" className="min-w-0 flex-1 break-all font-mono text-[13px]">
          {secret}
        </code>
        <CopyButton text={secret} label={t('copyKey')} isWide />
      </div>
      <SnippetTabs snippets={snippets} />
      <DialogActions>
        <Button asChild>
          <a href={envFile} download="tollgate.env">
            <Download aria-hidden />
            {t('downloadEnv')}
          </a>
        </Button>
        <Button variant="primary" onClick={onKept}>
          {t('kept')}
        </Button>
      </DialogActions>
    </div>
  )
}
