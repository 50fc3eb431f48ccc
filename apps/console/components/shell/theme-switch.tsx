'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { Button } from '@/components/ui/button'
import { LazyMenu } from './lazy-menu'

const THEMES = [
  { name: 'light', icon: Sun },
  { name: 'dark', icon: Moon },
  { name: 'system', icon: Monitor },
] as const

export function ThemeSwitch() {
  const t = useTranslations('theme')
  const { setTheme } = useTheme()
  return (
    <LazyMenu
      entries={THEMES.map(({ name, icon }) => ({ label: t(name), icon, onSelect: () => setTheme(name) }))}
      trigger={
        <Button variant="ghost" size="iconSmall" aria-label={t('label')} title={t('label')}>
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </Button>
      }
    />
  )
}
