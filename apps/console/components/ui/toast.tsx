'use client'
import { useTranslations } from 'next-intl'
import { Toast as RadixToast } from 'radix-ui'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { Button } from './button'

const DEFAULT_MS = 5_000
const MOST_AT_ONCE = 3

export interface Toast {
  text: string
  /** How long it stays, in ms. */
  durationMs?: number
  action?: { label: string; run: () => void }
}

const ToastContext = createContext<(toast: Toast) => void>(() => undefined)

/** Says in passing what happened, with at most one thing to do about it. */
export const useToast = () => useContext(ToastContext)

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('common')
  const [toasts, setToasts] = useState<readonly (Toast & { id: number })[]>([])
  const show = useCallback((toast: Toast) => {
    setToasts((shown) => [...shown.slice(1 - MOST_AT_ONCE), { ...toast, id: Date.now() + Math.random() }])
  }, [])
  const remove = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id))
  return (
    <RadixToast.Provider label={t('notification')} swipeDirection="right">
      <ToastContext value={show}>{children}</ToastContext>
      {toasts.map(({ id, text, action, durationMs = DEFAULT_MS }) => (
        <RadixToast.Root
          key={id}
          duration={durationMs}
          onOpenChange={(isOpen) => !isOpen && remove(id)}
          className="animate-overlay flex items-center justify-between gap-3 rounded-lg border bg-raised px-4 py-2.5 shadow-overlay"
        >
          <RadixToast.Description>{text}</RadixToast.Description>
          {action && (
            <RadixToast.Action asChild altText={action.label}>
              <Button variant="secondary" size="small" onClick={action.run}>
                {action.label}
              </Button>
            </RadixToast.Action>
          )}
        </RadixToast.Root>
      ))}
      <RadixToast.Viewport
        label={t('notifications', { hotkey: '{hotkey}' })}
        className="fixed top-30 right-4 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none"
      />
    </RadixToast.Provider>
  )
}
