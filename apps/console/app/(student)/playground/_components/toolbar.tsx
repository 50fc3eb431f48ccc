'use client'
import {
  Braces,
  Columns2,
  Ellipsis,
  FileBraces,
  FileText,
  PanelLeft,
  SlidersHorizontal,
  SquarePen,
  Trash2,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LazyMenu } from '@/components/shell/lazy-menu'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'

export interface ToolbarProps {
  isListOpen: boolean
  onToggleList: () => void
  isSettingsOpen: boolean
  onToggleSettings: () => void
  /** How many settings are sent. */
  setCount: number
  isComparing: boolean
  canCompare: boolean
  isEmpty: boolean
  onCompare: () => void
  onNew: () => void
  onClear: () => void
  onShowCode: () => void
  onExportMarkdown: () => void
  onExportJson: () => void
  /** The model picker, unless two models are compared. */
  children: ReactNode
}

/** What can be done with the conversation as a whole. What there is no room for on phones is in the menu at the end. */
export function Toolbar(props: ToolbarProps) {
  const t = useTranslations('playground')
  const lists = useTranslations('conversations')
  const { isListOpen, isSettingsOpen, isComparing, isEmpty, setCount } = props
  const compareWords = isComparing ? t('endCompare') : t('compare')
  const settingsWords = setCount === 0 ? t('settings') : t('settingsSet', { count: setCount })
  return (
    <div className="sticky top-14 z-20 -mx-4 flex items-center gap-1 bg-surface px-4 py-2">
      <IconButton
        icon={PanelLeft}
        label={isListOpen ? lists('close') : lists('open')}
        aria-expanded={isListOpen}
        className="-ml-1.5"
        onClick={props.onToggleList}
      />
      {props.children}
      <div className="ml-auto flex items-center gap-0.5">
        <IconButton icon={SquarePen} label={t('newConversation')} onClick={props.onNew} />
        <IconButton
          icon={Columns2}
          label={compareWords}
          aria-pressed={isComparing}
          disabled={!props.canCompare && !isComparing}
          className="max-md:hidden"
          onClick={props.onCompare}
        />
        <IconButton icon={Braces} label={t('showCode')} className="max-md:hidden" onClick={props.onShowCode} />
        <IconButton icon={Trash2} label={t('clear')} onClick={props.onClear} disabled={isEmpty} />
        <LazyMenu
          entries={[
            ...(props.canCompare || isComparing
              ? [{ label: compareWords, icon: Columns2, onSelect: props.onCompare }]
              : []),
            { label: t('showCode'), icon: Braces, onSelect: props.onShowCode },
            ...(isEmpty
              ? []
              : [
                  { label: t('exportMarkdown'), icon: FileText, onSelect: props.onExportMarkdown },
                  { label: t('exportJson'), icon: FileBraces, onSelect: props.onExportJson },
                ]),
          ]}
          trigger={
            <Button variant="ghost" size="iconSmall" aria-label={t('more')} title={t('more')}>
              <Ellipsis aria-hidden />
            </Button>
          }
        />
        <span className="relative">
          <IconButton
            icon={SlidersHorizontal}
            label={settingsWords}
            aria-expanded={isSettingsOpen}
            onClick={props.onToggleSettings}
          />
          {setCount > 0 && (
            <span aria-hidden className="pointer-events-none absolute top-1 right-1 size-2 rounded-full bg-accent" />
          )}
        </span>
      </div>
    </div>
  )
}
