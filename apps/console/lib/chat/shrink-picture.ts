/** The longer edge of a kept picture, in pixels: enough to see what the talk is about. */
const LONGEST_EDGE_PX = 1_024
const QUALITY = 0.8

/** A smaller twin of a picture. @returns the picture itself where the browser cannot draw it */
export async function shrinkPicture(url: string): Promise<string> {
  const image = new Image()
  image.src = url
  try {
    await image.decode()
  } catch {
    return url
  }
  const factor = Math.min(1, LONGEST_EDGE_PX / Math.max(image.naturalWidth, image.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.naturalWidth * factor))
  canvas.height = Math.max(1, Math.round(image.naturalHeight * factor))
  const context = canvas.getContext('2d')
  if (context === null) return url
  context.fillStyle = '#fff' // where it was see-through, which JPEG cannot be
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const smaller = canvas.toDataURL('image/jpeg', QUALITY)
  return smaller.startsWith('data:image/jpeg') && smaller.length < url.length ? smaller : url
}
