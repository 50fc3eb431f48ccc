import { redirect } from 'next/navigation'

/** The form that asks for a receipt by its request id. What is no id leads to a page that says so. */
export function GET(request: Request) {
  const requestId = new URL(request.url).searchParams.get('requestId')?.trim() ?? ''
  redirect(requestId === '' ? '/usage' : `/usage/${encodeURIComponent(requestId)}`)
}
