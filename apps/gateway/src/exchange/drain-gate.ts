/** Answers that are read on for clients who have gone; more are cancelled. */
const MAX_DRAINS = 64

/** @returns takes a place and gives the function that frees it; `undefined` where none is free */
export function createDrainGate(places = MAX_DRAINS): () => (() => void) | undefined {
  let taken = 0
  return () => {
    if (taken >= places) return undefined
    taken++
    let isInside = true
    return () => {
      if (isInside) taken--
      isInside = false
    }
  }
}
