'use client'
import { useLocale, useTranslations } from 'next-intl'
import { type ExportWords, toJson, toMarkdown } from '@/lib/chat/export-talk'
import { fileNameOf } from '@/lib/chat/file-name-of'
import type { Talk } from '@/lib/chat/talk'
import { formatCount, formatDuration } from '@/lib/format'
import { formatMoney } from '@/lib/money'
import { saveFile } from '@/lib/save-file'

/** Hands the conversation to the browser as a file, named after its title. */
export function useExport(talk: Talk, { title, currency }: { title: string; currency: string }) {
  const t = useTranslations('playground')
  const locale = useLocale()
  const words: ExportWords = {
    you: t('you'),
    model: (model) => t('answerOf', { model }),
    systemPrompt: t('systemPrompt'),
    reasoning: t('thinking'),
    image: (number) => t('image', { number }),
    omittedImages: (count) => t('imagesOmitted', { count }),
    stopped: t('stopped'),
    failed: (code) => t('failedWith', { code }),
    facts: ({ usage = {}, cost, durationMs }) =>
      [
        usage.inputTokens !== undefined && t('tokensIn', { count: formatCount(usage.inputTokens, locale) }),
        usage.outputTokens !== undefined && t('tokensOut', { count: formatCount(usage.outputTokens, locale) }),
        cost !== undefined && t('costIs', { cost: formatMoney(cost, { currency, locale, precision: 'exact' }) }),
        durationMs !== undefined && t('total', { time: formatDuration(durationMs) }),
      ]
        .filter((part) => part !== false)
        .join(' · '),
  }
  return {
    asMarkdown: () => saveFile(fileNameOf(title, 'md'), toMarkdown(talk, { title, exportedAt: new Date() }, words)),
    asJson: () => saveFile(fileNameOf(title, 'json'), toJson(talk, { title, exportedAt: new Date() })),
  }
}
