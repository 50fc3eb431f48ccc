import { Field, InputType } from '@nestjs/graphql'
import { DateTime } from '../graphql/scalars.js'

@InputType({ description: 'A new account, made by the person himself.' })
export class RegisterInput {
  @Field(() => String, { description: 'The student ID, of the form that `installation.usernamePattern` asks for.' })
  username!: string

  @Field(() => String, { description: '8 to 200 characters.' })
  password!: string

  @Field(() => String, { nullable: true, description: 'Name to show; at most 64 characters.' })
  displayName?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Join code of a course; without it the account waits for an admin.',
  })
  joinCode?: string | null

  @Field(() => String, { nullable: true, description: 'zh-CN or en; null follows the browser.' })
  locale?: string | null
}

@InputType({ description: 'User name and password.' })
export class LogInInput {
  @Field(() => String, { description: 'User name; upper and lower case are the same.' })
  username!: string

  @Field(() => String, { description: 'The password.' })
  password!: string
}

@InputType({ description: 'A new password for oneself.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password until now.' })
  currentPassword!: string

  @Field(() => String, { description: 'The new one, 8 to 200 characters.' })
  newPassword!: string
}

@InputType({ description: 'A new personal access token.' })
export class CreatePersonalAccessTokenInput {
  @Field(() => String, { description: 'What to call it, 1 to 64 characters.' })
  name!: string

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it stops working, within a year; absent: after 90 days, null: after a year.',
  })
  expiresAt?: Date | null
}
