import { Args, Mutation, Query, Resolver } from '@nestjs/graphql'
import { CurrentCaller } from '../../graphql/context.js'
import { toPayload } from '../../graphql/problem.js'
import { withCurrent } from '../../graphql/with-current.js'
import type { Caller } from '../../identity/caller.js'
import { ConsentToRecordingInput, WithdrawRecordingConsentInput } from './recording.inputs.js'
import { RecordingService } from './recording.service.js'
import { RecordingScope, RecordingScopePayload } from './recording.types.js'

@Resolver(() => RecordingScope)
export class RecordingResolver {
  constructor(private readonly recording: RecordingService) {}

  @Query(() => [RecordingScope], {
    name: 'myRecording',
    description:
      "Where the caller is asked for consent to recording, and where he ever answered. Nobody else's answers are shown here or anywhere.",
  })
  list(@CurrentCaller() caller: Caller) {
    return this.recording.list(caller)
  }

  @Mutation(() => RecordingScopePayload, {
    description: 'Consents to recording in one place, kept with the version of the text and the time.',
  })
  async consentToRecording(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Where, and to which text.' }) input: ConsentToRecordingInput,
  ) {
    const result = await this.recording.consent(caller, input)
    return withCurrent(toPayload('scope', result, caller.locale), 'scope', () => this.recording.current(caller, input))
  }

  @Mutation(() => RecordingScopePayload, { description: 'Takes consent to recording back; from now on it is none.' })
  async withdrawRecordingConsent(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Where.' }) input: WithdrawRecordingConsentInput,
  ) {
    return toPayload('scope', await this.recording.withdraw(caller, input), caller.locale)
  }
}
