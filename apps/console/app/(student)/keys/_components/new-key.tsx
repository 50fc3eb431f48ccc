'use client'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Tabs } from 'radix-ui'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { DialogActions } from '@/components/ui/dialog'
import { createEnvFile, createSnippets, SNIPPET_NAMES } from '@/lib/key-snippets'

export interface NewKeyProps {
  secret: string
  publicUrl: string
  modelName: string
  onKept: () => void
}

/** The key itself, this once, with what can be pasted right away. */
export function NewKey({ secret, publicUrl, modelName, onKept }: NewKeyProps) {
  const t = useTranslations('keys')
  const snippets = createSnippets({ publicUrl, secret, modelName })
  const envFile = `data:text/plain;charset=utf-8,${encodeURIComponent(createEnvFile({ publicUrl, secret }))}`
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-2 rounded-md border border-border-strong bg-sunken py-1 pr-1 pl-3">
        <code data-testid="new-key" className="min-w-0 flex-1 break-all font-mono text-[13px]">
          {secret}
        </code>
        <CopyButton text={secret} label={t('copyKey')} isWide />
      </div>
      <Tabs.Root defaultValue="curl">
        <Tabs.List aria-label={t('snippets')} className="flex gap-1 overflow-x-auto border-b">
          {SNIPPET_NAMES.map((name) => (
            <Tabs.Trigger
              key={name}
              value={name}
              className="-mb-px whitespace-nowrap border-transparent border-b-2 px-3 py-2 text-text-muted data-[state=active]:border-accent data-[state=active]:text-text"
            >
              {t(`snippet.${name}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {SNIPPET_NAMES.map((name) => (
          <Tabs.Content key={name} value={name} className="relative mt-3">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways, so the keyboard must reach it */}
            <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-3 pr-12 font-mono text-xs leading-5">
              {snippets[name]}
            </pre>
            <div className="absolute top-1.5 right-1.5">
              <CopyButton text={snippets[name]} label={t('copySnippet')} />
            </div>
          </Tabs.Content>
        ))}
      </Tabs.Root>
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
