import type { Turn } from './conversation'
import type { LaneState, Talk } from './talk'

/** Larger pictures are made smaller before they are kept, as data URLs. */
export const KEPT_PICTURE_CHARACTERS = 300_000

const imagesOf = ({ lanes }: Talk): string[] =>
  lanes.flatMap(({ turns }) => turns.flatMap((turn) => (turn.role === 'user' ? turn.images : [])))

/** The pictures that are too large to be kept as they are. */
export const largePictures = (talk: Talk): readonly string[] => [
  ...new Set(imagesOf(talk).filter(({ length }) => length > KEPT_PICTURE_CHARACTERS)),
]

/**
 * The talk as it is kept: large pictures by their smaller twins, and where all of it is larger than it may be, the oldest
 * pictures left out and counted.
 * @param twins smaller pictures by the original
 */
export function fitPictures(
  talk: Talk,
  { maxBytes, twins }: { maxBytes: number; twins: ReadonlyMap<string, string> },
): Talk {
  const smaller = mapImages(talk, (image) => twins.get(image) ?? image)
  let excess = byteLength(JSON.stringify(smaller)) - maxBytes
  if (excess <= 0) return smaller
  return mapImages(smaller, (image) => {
    if (excess <= 0) return image
    excess -= image.length
    return undefined
  })
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length

function mapImages(talk: Talk, change: (image: string) => string | undefined): Talk {
  const ofTurn = (turn: Turn): Turn => {
    if (turn.role !== 'user' || turn.images.length === 0) return turn
    const images = turn.images.map(change).filter((image) => image !== undefined)
    const omitted = (turn.omittedImageCount ?? 0) + turn.images.length - images.length
    return { ...turn, images, ...(omitted > 0 && { omittedImageCount: omitted }) }
  }
  const ofLane = (lane: LaneState): LaneState => ({ ...lane, turns: lane.turns.map(ofTurn) })
  return { ...talk, lanes: talk.lanes.map(ofLane) }
}
