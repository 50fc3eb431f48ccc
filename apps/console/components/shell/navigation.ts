import {
  Boxes,
  ChartColumn,
  CircleUser,
  Coins,
  GraduationCap,
  Group,
  KeyRound,
  LayoutGrid,
  type LucideIcon,
  MessagesSquare,
  Network,
  Scale,
  ScrollText,
  Settings,
  Ticket,
  Users,
} from 'lucide-react'
import type { Role } from '@/gql/graphql'

export type PageName =
  | 'playground'
  | 'models'
  | 'keys'
  | 'usage'
  | 'account'
  | 'users'
  | 'channels'
  | 'catalog'
  | 'groups'
  | 'courses'
  | 'redeemCodes'
  | 'audit'
  | 'settings'
  | 'spend'
  | 'corrections'

export interface NavigationSection {
  name: 'student' | 'admin' | 'finance'
  pages: readonly { name: PageName; href: string; icon: LucideIcon }[]
}

const STUDENT: NavigationSection = {
  name: 'student',
  pages: [
    { name: 'playground', href: '/playground', icon: MessagesSquare },
    { name: 'models', href: '/models', icon: LayoutGrid },
    { name: 'keys', href: '/keys', icon: KeyRound },
    { name: 'usage', href: '/usage', icon: ChartColumn },
    { name: 'account', href: '/account', icon: CircleUser },
  ],
}
const ADMIN: NavigationSection = {
  name: 'admin',
  pages: [
    { name: 'users', href: '/admin/users', icon: Users },
    { name: 'channels', href: '/admin/channels', icon: Network },
    { name: 'catalog', href: '/admin/models', icon: Boxes },
    { name: 'groups', href: '/admin/groups', icon: Group },
    { name: 'courses', href: '/admin/courses', icon: GraduationCap },
    { name: 'redeemCodes', href: '/admin/redeem-codes', icon: Ticket },
    { name: 'audit', href: '/admin/audit', icon: ScrollText },
    { name: 'settings', href: '/admin/settings', icon: Settings },
  ],
}
const FINANCE: NavigationSection = {
  name: 'finance',
  pages: [
    { name: 'spend', href: '/finance/spend', icon: Coins },
    { name: 'corrections', href: '/finance/corrections', icon: Scale },
  ],
}

/** Only what the role may use and what exists. */
export const NAVIGATION: Record<Role, readonly NavigationSection[]> = {
  STUDENT: [STUDENT],
  FINANCE: [FINANCE, STUDENT],
  ADMIN: [STUDENT, ADMIN, FINANCE],
  ROOT: [STUDENT, ADMIN, FINANCE],
}
