'use client'
import { useTranslations } from 'next-intl'
import { useToast } from '@/components/ui/toast'
import type { CorrectionState } from '@/gql/graphql'

/** Says whether the money has moved or waits for the second person. */
export function useOutcomeToast(): (state: CorrectionState) => void {
  const t = useTranslations('corrections')
  const toast = useToast()
  return (state) => toast({ text: t(`outcomes.${state}`) })
}
