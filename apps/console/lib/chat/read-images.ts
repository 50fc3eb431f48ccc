/** What vision models take. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const
/** A picture's size; the gateway's body limit leaves room for several. */
export const LARGEST_IMAGE_BYTES = 6 * 1024 * 1024
export const MOST_IMAGES = 4

export interface ReadImages {
  /** As data URLs. */
  images: string[]
  /** How many were refused for their type or size. */
  refusedCount: number
}

/** Files by paste, drop or choice → pictures that can be sent. */
export async function readImages(files: readonly File[], room: number): Promise<ReadImages> {
  const fitting = files.filter(({ type, size }) => isImageType(type) && size <= LARGEST_IMAGE_BYTES).slice(0, room)
  const images = await Promise.all(fitting.map(readDataUrl))
  return { images, refusedCount: files.length - fitting.length }
}

const isImageType = (type: string): boolean => IMAGE_TYPES.some((known) => known === type)

function readDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
