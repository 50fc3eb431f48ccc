import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql'
import { Payload } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'

export const RECORDING_SCOPE_KIND = { KEY: 'key', GROUP: 'group', COURSE: 'course' } as const
export type RecordingScopeKind = (typeof RECORDING_SCOPE_KIND)[keyof typeof RECORDING_SCOPE_KIND]
registerEnumType(RECORDING_SCOPE_KIND, {
  name: 'RecordingScopeKind',
  description: 'Where an administrator can ask for consent to recording.',
  valuesMap: {
    KEY: { description: 'One key.' },
    GROUP: { description: 'Everybody who uses an access group.' },
    COURSE: { description: 'Everybody in a course.' },
  },
})

@ObjectType({ description: 'A consent to recording as it was given, and taken back.' })
export class RecordingConsent {
  @Field(() => String, { description: 'Version of the text that was consented to.' })
  textVersion!: string

  @Field(() => DateTime, { description: 'When.' })
  consentedAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it was taken back; null: it was not.' })
  withdrawnAt!: Date | null
}

@ObjectType({
  description:
    'A group, course or key whose administrators ask the caller for consent to recording, or that he answered once. This release records nothing: it asks, and keeps the answers.',
})
export class RecordingScope {
  @Field(() => RECORDING_SCOPE_KIND, { description: 'What it is.' })
  kind!: RecordingScopeKind

  @Field(() => ID, { description: 'Id of the group, course or key.' })
  id!: string

  @Field(() => String, { description: 'Its name.' })
  name!: string

  @Field(() => Boolean, { description: 'Whether consent is asked for now; only then can it be given.' })
  isAsked!: boolean

  @Field(() => String, { nullable: true, description: 'Version of the text; null: consent is not asked for.' })
  textVersion!: string | null

  @Field(() => String, { nullable: true, description: 'The text, plain; null: consent is not asked for.' })
  text!: string | null

  @Field(() => RecordingConsent, { nullable: true, description: 'The last consent; null: never given.' })
  consent!: RecordingConsent | null

  @Field(() => Boolean, {
    description: 'Whether the caller consents to the present text: not after he took it back, nor to another version.',
  })
  isConsenting!: boolean
}

@ObjectType({ description: 'Outcome of giving consent, or of taking it back.' })
export class RecordingScopePayload extends Payload {
  @Field(() => RecordingScope, { nullable: true, description: 'As it is now.' })
  scope?: RecordingScope | undefined
}
