import { Field, InputType } from '@nestjs/graphql'

@InputType({ description: 'A new password, by the code that an admin, an assistant or a roster gave.' })
export class SetPasswordWithCodeInput {
  @Field(() => String, { description: 'User name; upper and lower case are the same.' })
  username!: string

  @Field(() => String, { description: 'The code; case, spaces and hyphens do not matter.' })
  code!: string

  @Field(() => String, { description: 'The new password, 8 to 200 characters.' })
  newPassword!: string
}
