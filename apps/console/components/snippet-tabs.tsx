'use client'
import { useTranslations } from 'next-intl'
import { Tabs } from 'radix-ui'
import { CopyButton } from '@/components/ui/copy-button'
import { SNIPPET_NAMES, type Snippets } from '@/lib/key-snippets'

/** What can be pasted right away, by program. */
export function SnippetTabs({ snippets }: { snippets: Snippets }) {
  const t = useTranslations('keys')
  const texts = SNIPPET_NAMES.flatMap((name) => (snippets[name] === undefined ? [] : [{ name, text: snippets[name] }]))
  return (
    <Tabs.Root defaultValue="curl">
      <Tabs.List aria-label={t('snippets')} className="flex gap-1 overflow-x-auto border-b">
        {texts.map(({ name }) => (
          <Tabs.Trigger
            key={name}
            value={name}
            className="-mb-px whitespace-nowrap border-transparent border-b-2 px-3 py-2 text-text-muted data-[state=active]:border-accent data-[state=active]:text-text"
          >
            {t(`snippet.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {texts.map(({ name, text }) => (
        <Tabs.Content key={name} value={name} className="relative mt-3">
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways, so the keyboard must reach it
            tabIndex={0}
            data-testid={`snippet-${name}`}
            className="overflow-x-auto rounded-md bg-sunken p-3 pr-12 font-mono text-xs leading-5"
          >
            {text}
          </pre>
          <div className="absolute top-1.5 right-1.5 rounded-md bg-sunken">
            <CopyButton text={text} label={t('copySnippet')} />
          </div>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  )
}
