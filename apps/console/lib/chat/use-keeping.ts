'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { getKeeping, type Keeping, type Outcome, saveConversation, setKeeping } from './conversation-api'
import { fitPictures, largePictures } from './fit-pictures'
import { shrinkPicture } from './shrink-picture'
import { EMPTY_TALK, isEmptyTalk, isSameTalk, type KeptPlace, type Talk } from './talk'
import type { ConversationSummary } from './talk-wire'
import { titleOf } from './title-of'

const SAVE_AFTER_MS = 800
/** Of the room of a conversation: what is around the texts takes some as well. */
const ROOM = 0.9

/**
 * `local`: in this browser alone, for nobody chose to keep it. `conflict`: changed elsewhere, `current` is absent where it
 * was deleted there; nothing is written until the person decides.
 */
export type SaveState =
  | { type: 'local' }
  | { type: 'saved' }
  | { type: 'saving' }
  | { type: 'conflict'; current?: ConversationSummary }
  | { type: 'refused'; message: string }
  | { type: 'failed'; code: string }

export interface KeepingOptions {
  talk: Talk
  isBusy: boolean
  /** The draft is there. */
  isLoaded: boolean
  /** Of a conversation that begins without words. */
  untitled: string
}

/** Keeps the conversation on the server as it grows, if that is what the person chose. */
export function useKeeping({ talk, isBusy, isLoaded, untitled }: KeepingOptions) {
  const [keeping, setKnown] = useState<Keeping | null>(null)
  const [place, setPlace] = useState<KeptPlace | null>(null)
  const [saved, setSaved] = useState<Talk>(EMPTY_TALK)
  const [state, setState] = useState<SaveState>({ type: 'local' })
  /** Grows whenever the list of conversations is another one. */
  const [revision, setRevision] = useState(0)
  const latest = useRef({ talk, place })
  latest.current = { talk, place }
  const round = useRef(0)
  /** One after the other: each needs the version that the one before made. */
  const queue = useRef<Promise<ConversationSummary | undefined>>(Promise.resolve(undefined))
  const lastKept = useRef<{ round: number; place: KeptPlace } | undefined>(undefined)
  /** What could not be saved is not tried again by itself until it changes. */
  const refused = useRef<Talk | undefined>(undefined)
  const title = useRef<string | undefined>(undefined)
  const twins = useRef(new Map<string, string>())

  const isDirty = !isEmptyTalk(talk) && !isSameTalk(talk, saved)
  const maxBytes = (keeping?.maxConversationBytes ?? 0) * ROOM

  useEffect(() => {
    void getKeeping().then((outcome) => outcome.type === 'done' && setKnown(outcome.value))
  }, [])

  /** What is shown now, after whatever is being saved. @returns where it is kept then */
  const save = useCallback((): Promise<ConversationSummary | undefined> => {
    const begun = round.current
    const { talk: sent, place: seen } = latest.current
    const name = title.current ?? (titleOf(sent.lanes[0]?.turns ?? []) || untitled)
    setState({ type: 'saving' })
    const work = async () => {
      const at = lastKept.current?.round === begun ? lastKept.current.place : seen
      await shrinkAll(largePictures(sent), twins.current)
      const outcome = await saveConversation(fitPictures(sent, { maxBytes, twins: twins.current }), {
        place: at,
        ...(at === null && { title: name }),
      })
      if (outcome.type === 'done') {
        lastKept.current = { round: begun, place: outcome.value }
        setRevision((count) => count + 1)
      }
      if (begun === round.current) {
        refused.current = outcome.type === 'done' ? undefined : sent
        setState(outcome.type === 'done' ? { type: 'saved' } : outcome)
        if (outcome.type === 'done') {
          setPlace(outcome.value)
          setSaved(sent)
        }
      }
      return outcome.type === 'done' ? outcome.value : undefined
    }
    queue.current = queue.current.then(work, work)
    return queue.current
  }, [maxBytes, untitled])

  const isOn = keeping?.isOn === true
  const isBlocked = state.type === 'conflict' || refused.current === talk || state.type === 'saving'
  useEffect(() => {
    if (!isLoaded || !isOn || isBusy || !isDirty || isBlocked) return
    const timer = setTimeout(() => void save(), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isLoaded, isOn, isBusy, isDirty, isBlocked, save])

  return {
    keeping,
    place,
    revision,
    isDirty,
    state: isOn || state.type === 'conflict' ? state : ({ type: 'local' } as const),
    retry: save,
    listChanged: () => setRevision((count) => count + 1),
    /** Saves before another conversation is shown. @returns where it is kept; nothing where it is not to be */
    flush: (): Promise<ConversationSummary | undefined> =>
      isOn && isDirty && state.type !== 'conflict' ? save() : Promise.resolve(undefined),
    renamed(summary: ConversationSummary) {
      if (place?.id !== summary.id) return
      lastKept.current = { round: round.current, place: summary }
      setPlace(summary)
    },
    /** Another conversation is shown. @param isSaved the server has it as it is */
    adopt(
      next: Talk,
      { place: at, isSaved, title: name }: { place: KeptPlace | null; isSaved: boolean; title?: string },
    ) {
      round.current += 1
      refused.current = undefined
      title.current = name
      setPlace(at)
      setSaved(isSaved ? next : EMPTY_TALK)
      setState({ type: isSaved && at !== null ? 'saved' : 'local' })
    },
    /** Leaves what is on the server as it is: this one is kept beside it. */
    keepAsCopy() {
      round.current += 1
      refused.current = undefined
      title.current = undefined
      setPlace(null)
      setSaved(EMPTY_TALK)
      setState({ type: 'local' })
    },
    async choose(isWanted: boolean): Promise<Outcome<Keeping>> {
      const outcome = await setKeeping(isWanted)
      if (outcome.type === 'done') {
        setKnown(outcome.value)
        refused.current = undefined
      }
      return outcome
    },
  }
}

export type Keeper = ReturnType<typeof useKeeping>

async function shrinkAll(pictures: readonly string[], twins: Map<string, string>): Promise<void> {
  for (const picture of pictures) if (!twins.has(picture)) twins.set(picture, await shrinkPicture(picture))
}
