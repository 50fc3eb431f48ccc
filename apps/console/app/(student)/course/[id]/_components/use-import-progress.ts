'use client'
import { useEffect, useState } from 'react'
import type { FollowedImport, ImportedRoster } from '@/lib/admin-api/course-people'
import { askImport } from '../actions'

const ASK_EVERY_MS = 1_000

/** How far the grants of an import are. */
export interface ImportProgress {
  done: number
  /** Why some got nothing, each reason once. */
  refusals: readonly string[]
  isRunning: boolean
}

interface Followed {
  id: string
  progress: ImportProgress
}

/**
 * Asks until all grants of the import that `follow` named have an answer; the last answer brings the page up to date. It belongs
 * to what stays when the dialog is closed: the list must show what was granted to those who did not wait for it, too.
 */
export function useImportProgress(courseId: string) {
  const [followed, setFollowed] = useState<Followed>()
  useEffect(() => {
    if (!followed?.progress.isRunning) return
    const { id } = followed
    const timer = setTimeout(async () => {
      const result = await askImport(courseId, id).catch(() => undefined)
      setFollowed((latest) => {
        if (latest?.id !== id) return latest // another import was begun meanwhile
        return result?.type === 'done' ? { id, progress: toProgress(result.value) } : { ...latest } // asked again
      })
    }, ASK_EVERY_MS)
    return () => clearTimeout(timer)
  }, [courseId, followed])
  const follow = ({ id, isRunning, rowCount }: ImportedRoster) =>
    setFollowed({ id, progress: { done: isRunning ? 0 : rowCount, refusals: [], isRunning } })
  return { progress: followed?.progress, follow }
}

function toProgress({ state, doneCount, rows }: FollowedImport): ImportProgress {
  const refusals = rows.filter(({ grant }) => grant === 'REFUSED').flatMap(({ problem }) => problem?.message ?? [])
  return { done: doneCount, refusals: [...new Set(refusals)], isRunning: state === 'RUNNING' }
}
