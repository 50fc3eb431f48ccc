import { useTranslations } from 'next-intl'
import type { CorrectionFormWords } from './correction-form-schema'

export function useCorrectionWords(): CorrectionFormWords {
  const t = useTranslations('corrections')
  return {
    accountMissing: t('accountMissing'),
    sameAccount: t('sameAccount'),
    amountWrong: t('amountWrong'),
    moreThanLeft: t('moreThanLeft'),
    reasonMissing: t('reasonMissing'),
    reasonLong: t('reasonLong'),
    secondMissing: t('secondMissing'),
    noteLong: t('noteLong'),
  }
}
