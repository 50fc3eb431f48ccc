import { redirect } from 'next/navigation'
import type { Role } from '@/gql/graphql'
import { requireUser } from '@/lib/admin-api/session'

/** The first screen of each role is what it came for. */
const LANDING: Record<Role, string> = {
  STUDENT: '/playground',
  FINANCE: '/finance/spend',
  ADMIN: '/admin/dashboard',
  ROOT: '/admin/dashboard',
}

export default async function LandingPage() {
  const { me } = await requireUser()
  redirect(me.mustChangePassword ? '/account' : LANDING[me.role])
}
