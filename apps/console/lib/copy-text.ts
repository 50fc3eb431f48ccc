/**
 * Copies exactly this text, line breaks included. Plain http has no `navigator.clipboard`; there a hidden text area and
 * the old command do the same.
 * @returns whether the text is on the clipboard
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // refused (no permission, window without focus): the old way may still work
    }
  }
  return copyByCommand(text)
}

function copyByCommand(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('aria-hidden', 'true')
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // inside an open dialog, whose focus trap takes the focus back from anything outside it
  const host = document.querySelector('[role="dialog"]') ?? document.body
  const focused = document.activeElement
  host.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } finally {
    area.remove()
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  }
}
