'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { Turn } from '@/lib/chat/conversation'
import { takeSentences } from '@/lib/chat/sentences'

/** Reads the running answer aloud by sentence, politely; the visible text itself is silent while it grows. */
export function Announcer({ turns }: { turns: readonly Turn[] }) {
  const t = useTranslations('playground')
  const [said, setSaid] = useState('')
  const place = useRef({ id: '', next: 0 })
  const last = turns.at(-1)
  useEffect(() => {
    if (last?.role !== 'assistant') return
    if (place.current.id !== last.id) {
      // one that was there before this page opened is not read again
      place.current = {
        id: last.id,
        next: last.state === 'waiting' || last.state === 'streaming' ? 0 : last.text.length,
      }
    }
    if (last.state === 'failed') return // the error is an alert of its own
    const isOver = last.state === 'done' || last.state === 'stopped'
    const { sentences, next } = isOver
      ? { sentences: last.text.slice(place.current.next), next: last.text.length }
      : takeSentences(last.text, place.current.next)
    if (next === place.current.next) return
    place.current.next = next
    setSaid(sentences)
  }, [last])
  return (
    <p className="sr-only" role="status" aria-live="polite" aria-label={t('answer')}>
      {said}
    </p>
  )
}
