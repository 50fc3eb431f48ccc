import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { logInPathFor } from '@/lib/next-path'

/** Sends the visitor to the log-in page, from where they come back to the page they wanted. */
export async function redirectToLogIn(): Promise<never> {
  redirect(logInPathFor((await headers()).get('x-path')))
}
