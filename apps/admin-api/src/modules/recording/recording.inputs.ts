import { Field, ID, InputType } from '@nestjs/graphql'
import { RECORDING_SCOPE_KIND, type RecordingScopeKind } from './recording.types.js'

@InputType({ description: 'Consent of the caller to recording in one place.' })
export class ConsentToRecordingInput {
  @Field(() => RECORDING_SCOPE_KIND, { description: 'What it is given for.' })
  kind!: RecordingScopeKind

  @Field(() => ID, { description: 'Which group, course or key.' })
  scopeId!: string

  @Field(() => String, { description: 'Version of the text that was shown; another one in force gives CONFLICT.' })
  textVersion!: string
}

@InputType({ description: 'Takes a consent back.' })
export class WithdrawRecordingConsentInput {
  @Field(() => RECORDING_SCOPE_KIND, { description: 'What it was given for.' })
  kind!: RecordingScopeKind

  @Field(() => ID, { description: 'Which group, course or key; also one that the caller has left.' })
  scopeId!: string
}
