'use client'
import { Upload } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { ImportedRoster, RosterPreview } from '@/lib/admin-api/course-people'
import { ApplyRoster } from './apply-roster'
import { ChooseRoster, type ChosenFile } from './choose-roster'
import { RosterOutcome } from './roster-outcome'
import { useImportProgress } from './use-import-progress'

export interface ImportRosterProps {
  courseId: string
  hasPool: boolean
  currency: string
  timeZone: string
}

type Step =
  | { name: 'choose' }
  | { name: 'look'; file: ChosenFile; preview: RosterPreview }
  | { name: 'done'; imported: ImportedRoster }

/** A file, then what it would do, then what was done with the codes of the new ones. */
export function ImportRoster(props: ImportRosterProps) {
  const t = useTranslations('course.roster')
  const [step, setStep] = useState<Step>()
  const { progress, follow } = useImportProgress(props.courseId)
  const close = () => setStep(undefined)
  return (
    <>
      <Button variant="primary" onClick={() => setStep({ name: 'choose' })}>
        <Upload aria-hidden />
        {t('import')}
      </Button>
      <Dialog
        isOpen={step !== undefined}
        onOpenChange={(isOpen) => !isOpen && close()}
        title={t('import')}
        className="max-w-3xl"
        isSticky={step?.name === 'done' && step.imported.codes.length > 0}
      >
        {step?.name === 'choose' && (
          <ChooseRoster
            courseId={props.courseId}
            onLooked={(file, preview) => setStep({ name: 'look', file, preview })}
          />
        )}
        {step?.name === 'look' && (
          <ApplyRoster
            {...props}
            file={step.file}
            preview={step.preview}
            onBack={() => setStep({ name: 'choose' })}
            onDone={(imported) => {
              follow(imported)
              setStep({ name: 'done', imported })
            }}
          />
        )}
        {step?.name === 'done' && progress && (
          <RosterOutcome imported={step.imported} progress={progress} onClose={close} />
        )}
      </Dialog>
    </>
  )
}
