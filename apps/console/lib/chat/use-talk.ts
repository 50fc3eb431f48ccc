'use client'
import { useMemo, useState } from 'react'
import type { ChatParameters } from './chat-request'
import { withoutRunning } from './conversation'
import { deleteConversations, getConversation, type Outcome } from './conversation-api'
import { isEmptyTalk, type KeptPlace, type LaneState, type Talk } from './talk'
import { useDraft } from './use-draft'
import { useKeeping } from './use-keeping'
import { type Lane, type LaneOptions, type Question, useLane } from './use-lane'

const EMPTY_LANE: LaneState = { model: null, turns: [] }

export interface TalkOptions extends LaneOptions {
  userId: string
  untitled: string
}

/** What this tab works on: one lane or two that are compared, with their settings, in the browser and on the server. */
export function useTalk({ userId, untitled, ...laneOptions }: TalkOptions) {
  const left = useLane(laneOptions)
  const right = useLane(laneOptions)
  const [parameters, setParameters] = useState<ChatParameters>({})
  const [isComparing, setComparing] = useState(false)
  const [isLoaded, setLoaded] = useState(false)
  const lanes: readonly Lane[] = isComparing ? [left, right] : [left]
  const isBusy = lanes.some((lane) => lane.isBusy)
  const talk = useMemo<Talk>(() => {
    const states = [{ model: left.model, turns: left.turns }]
    if (isComparing) states.push({ model: right.model, turns: right.turns })
    return { parameters, lanes: states }
  }, [parameters, isComparing, left.model, left.turns, right.model, right.turns])
  const keeper = useKeeping({ talk, isBusy, isLoaded, untitled })

  function lay(next: Talk) {
    left.show(next.lanes[0] ?? EMPTY_LANE)
    right.show(next.lanes[1] ?? EMPTY_LANE)
    setComparing(next.lanes.length > 1)
    setParameters(next.parameters)
  }

  useDraft(userId, { talk, place: keeper.place, isDirty: keeper.isDirty }, (draft) => {
    if (draft !== undefined) {
      lay(draft.talk)
      keeper.adopt(draft.talk, { place: draft.place, isSaved: !draft.isDirty })
    }
    setLoaded(true)
  })

  /** Shows another conversation. @returns a function that brings this one back, to be kept once more if `isGone` */
  function show(next: Talk, place: KeptPlace | null, isGone = false): () => Promise<void> {
    const { place: at, isDirty } = keeper
    const flushed = isGone ? Promise.resolve(undefined) : keeper.flush()
    const before = { ...talk, lanes: talk.lanes.map((lane) => ({ ...lane, turns: withoutRunning(lane.turns) })) }
    lay(next)
    keeper.adopt(next, { place, isSaved: place !== null })
    return async () => {
      const kept = await flushed
      lay(before)
      keeper.adopt(before, {
        place: isGone ? null : (kept ?? at),
        isSaved: !isGone && (kept !== undefined || !isDirty),
        ...(at !== null && { title: at.title }),
      })
    }
  }

  const emptyTalk = (): Talk => ({ parameters, lanes: lanes.map(({ model }) => ({ model, turns: [] })) })

  return {
    lanes,
    talk,
    keeper,
    parameters,
    setParameters,
    isComparing,
    isBusy,
    isLoaded,
    isEmpty: isEmptyTalk(talk),
    /** Every lane is asked the same at once. */
    send(question: Question, models: readonly string[]) {
      for (const [index, lane] of lanes.entries()) {
        const model = models[index]
        if (model !== undefined) lane.send(question, { model, parameters })
      }
    },
    stop() {
      for (const lane of lanes) lane.stop()
    },
    /** The second model begins with what was said so far. */
    compareWith(model: string) {
      right.show({ model, turns: withoutRunning(left.turns) })
      setComparing(true)
    },
    /** Goes on with one of the two. @returns a function that brings both back */
    goOnWith(index: number): () => void {
      const before = talk.lanes.map((lane) => ({ ...lane, turns: withoutRunning(lane.turns) }))
      left.show(before[index] ?? EMPTY_LANE)
      right.show(EMPTY_LANE)
      setComparing(false)
      return () => {
        left.show(before[0] ?? EMPTY_LANE)
        right.show(before[1] ?? EMPTY_LANE)
        setComparing(true)
      }
    },
    /** What was shown is gone for good. */
    leave() {
      const next = emptyTalk()
      lay(next)
      keeper.adopt(next, { place: null, isSaved: false })
    },
    /** An empty one in its place; a kept one stays kept. */
    beginNew: () => show(emptyTalk(), null),
    /** Deletes all of it, on the server too. */
    async clear(): Promise<Outcome<null> & { undo?: () => void }> {
      const { place } = keeper
      const outcome: Outcome<null> =
        place === null ? { type: 'done', value: null } : await deleteConversations([place.id])
      if (outcome.type !== 'done') return outcome
      if (place !== null) keeper.listChanged()
      return { ...outcome, undo: show(emptyTalk(), null, true) }
    },
    async open(id: string): Promise<Outcome<null> & { undo?: () => void }> {
      const outcome = await getConversation(id)
      if (outcome.type !== 'done') return outcome
      return { type: 'done', value: null, undo: show(outcome.value.talk, outcome.value.place) }
    },
  }
}

export type TalkDesk = ReturnType<typeof useTalk>
