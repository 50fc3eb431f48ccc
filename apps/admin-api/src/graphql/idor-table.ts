/** Who asks: a visitor, a student, an assistant of another course, finance, and an admin who meets what is root's. */
export const ROLES = ['visitor', 'student', 'assistant', 'finance', 'admin'] as const
export type RoleName = (typeof ROLES)[number]

/** What somebody is answered; all but the last two are the same for what is somebody else's and what is not there. */
export type IdorAnswer =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'BAD_USER_INPUT'
  /** Answered without an error, as for what is not there. */
  | 'nothing'
  /** FORBIDDEN: he sees the object, and may not do this to it. */
  | 'visible'
  /** His role may see or do it. */
  | 'may'

/** Variables beside the id, where any valid value will not do; `own` is an object of the asker. */
type More = (own: (kind: string) => string) => Readonly<Record<string, unknown>>

/** What whoever names an object of somebody else at one place of the schema is answered. */
export type IdorRow = Record<RoleName, IdorAnswer> & {
  /** Kind of the object. */
  of: string
  more?: More
}

const row = (of: string, [student, assistant, finance, admin]: readonly IdorAnswer[], more?: More): IdorRow => ({
  of,
  visitor: 'UNAUTHENTICATED',
  student: student ?? 'may',
  assistant: assistant ?? 'may',
  finance: finance ?? 'may',
  admin: admin ?? 'may',
  ...(more !== undefined && { more }),
})

/** Its owner's alone; of keys also admins', but not of root's. */
const owners = (of: string, more?: More): IdorRow => row(of, ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'], more)
/** Staff looks at everybody's; for others it does not exist. */
const readable = (of: string, more?: More): IdorRow => row(of, ['NOT_FOUND', 'NOT_FOUND', 'may', 'may'], more)
/** A filter beside the rule that only one's own is listed. */
const filtered = (of: string): IdorRow => row(of, ['nothing', 'nothing', 'may', 'may'])
/** A name that the caller gives his own things: it refers to nothing. */
const ownName = (of: string): IdorRow => row(of, ['may', 'may', 'may', 'may'])
/** Run by its assistants and admins. */
const managed = (of: string, more?: More): IdorRow => row(of, ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'may'], more)
/** A reference in something of one's own: what is not the owner's is no value there. */
const reference = (of: string, more?: More): IdorRow =>
  row(of, ['BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT'], more)
/** An act of staff, or of admins: others are refused before anything is looked at. */
const actOfStaff = (of: string): IdorRow => row(of, ['FORBIDDEN', 'FORBIDDEN', 'may', 'may'])
const actOfAdmins = (of: string): IdorRow => row(of, ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'may'])
/** An act of admins, but not upon root. */
const actBelowRoot = (of: string): IdorRow => row(of, ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'visible'])

/** Every place of the schema that takes an id; a new one fails the test until it stands here. */
export const IDOR_TABLE: Readonly<Record<string, IdorRow>> = {
  'accountHistory.accountId': readable('account'),
  'accountLots.accountId': readable('account'),
  'apiKeys.filter.userId': readable('user'),
  'auditLog.filter.actorId': actOfAdmins('user'),
  'channel.id': actOfAdmins('channel'),
  'channelTests.channelId': actOfAdmins('channel'),
  'corrections.filter.accountId': actOfStaff('account'),
  'corrections.filter.requestId': actOfStaff('request'),
  'course.id': readable('course'),
  'courseMembers.courseId': readable('course'),
  'deadLetters.filter.requestId': actOfStaff('request'),
  'exportCatalog.input.channelIds': actOfAdmins('channel'),
  'ledgerAccount.accountId': readable('account'),
  'ledgerAccounts.filter.courseId': actOfStaff('course'),
  'ledgerTransactions.accountId': readable('account'),
  'logIns.userId': actOfAdmins('user'),
  'pool.id': readable('pool'),
  'pools.filter.courseId': filtered('course'),
  'receipt.requestId': readable('request'),
  'redeemBatch.id': actOfStaff('batch'),
  'redeemCodes.batchId': actOfStaff('batch'),
  'rosterImport.id': readable('import'),
  'rosterImports.courseId': readable('course'),
  'usage.filter.apiKeyId': filtered('key'),
  'usage.filter.requestId': filtered('request'),
  'usage.filter.userId': readable('user'),
  'usageSummary.filter.apiKeyId': filtered('key'),
  'usageSummary.filter.requestId': reference('request'),
  'usageSummary.filter.userId': readable('user'),
  'user.id': readable('user'),
  'users.filter.courseId': actOfStaff('course'),
  'users.filter.groupId': actOfStaff('group'),
  'waysInOf.userId': readable('user'),
  'whyModel.input.apiKeyId': readable('key'),
  'whyModel.input.groupId': readable('group'),
  'whyModel.input.userId': readable('user'),
  'addChannelKeys.input.channelId': actOfAdmins('channel'),
  'addChannelWithModels.input.channel.groupIds': actOfAdmins('group'),
  'addChannelWithModels.input.models.groupIds': actOfAdmins('group'),
  'adjustAccount.input.accountId': actOfAdmins('account'),
  'adjustAccount.input.secondPersonId': actOfAdmins('user'),
  'changeChannelKeys.input.channelId': actOfAdmins('channel'),
  'changeChannelKeys.input.keyIds': actOfAdmins('channelKey'),
  'createApiKey.input.groupId': reference('group'),
  'createApiKey.input.payerId': reference('pool'),
  'createApiKey.input.userId': actBelowRoot('user'),
  'createChannel.input.groupIds': actOfAdmins('group'),
  'createCourse.input.poolId': actOfAdmins('pool'),
  'createCourseMemberCode.courseId': managed('course'),
  'createCourseMemberCode.userId': {
    ...managed('user', (own) => ({ courseId: own('course') })),
    assistant: 'BAD_USER_INPUT',
  },
  'createModel.input.groupIds': actOfAdmins('group'),
  'createOneTimeCode.userId': actBelowRoot('user'),
  'createUser.input.groupIds': actOfAdmins('group'),
  'decideCorrection.input.id': actOfAdmins('correction'),
  'deleteChannel.id': actOfAdmins('channel'),
  'deleteGroup.id': actOfAdmins('group'),
  'deleteModel.id': actOfAdmins('model'),
  'endCourses.courseIds': actOfAdmins('course'),
  'forceCloseGatewayNode.input.id': actOfAdmins('node'),
  'grant.input.poolId': actOfAdmins('pool'),
  'grant.input.userId': actOfAdmins('user'),
  'grantCourseMembers.input.courseId': managed('course'),
  'grantCourseMembers.input.userIds': {
    ...managed('user', (own) => ({ input: { courseId: own('course') } })),
    assistant: 'BAD_USER_INPUT',
  },
  'importRoster.input.courseId': managed('course'),
  'moveMoney.input.fromAccountId': actOfAdmins('account'),
  'moveMoney.input.secondPersonId': actOfAdmins('user'),
  'moveMoney.input.toAccountId': actOfAdmins('account'),
  'openPool.input.courseId': actOfAdmins('course'),
  'openPool.input.ownerId': actOfAdmins('user'),
  'previewRoster.input.courseId': managed('course'),
  'probeCapabilities.input.channelId': actOfAdmins('channel'),
  'pullModels.input.channelId': actOfAdmins('channel'),
  'refundCall.input.requestId': actOfAdmins('request'),
  'refundCall.input.secondPersonId': actOfAdmins('user'),
  'removeCourseMembers.input.courseId': managed('course'),
  'removeCourseMembers.input.userIds': {
    ...managed('user', (own) => ({ input: { courseId: own('course') } })),
    assistant: 'nothing',
  },
  'replayDeadLetter.input.id': actOfAdmins('letter'),
  'resetOidcConnection.userId': actBelowRoot('user'),
  'resetSecondFactor.userId': actBelowRoot('user'),
  'revokeApiKey.input.id': owners('key'),
  'revokePersonalAccessToken.id': owners('token'),
  'revokeRedeemBatch.input.id': actOfAdmins('batch'),
  'revokeSession.id': owners('session'),
  'rotateJoinCode.input.courseId': managed('course'),
  'setCourseMember.input.courseId': actOfAdmins('course'),
  'setCourseMember.input.userId': actOfAdmins('user'),
  'setPoolState.input.id': actOfAdmins('pool'),
  'setPrice.input.modelId': actOfAdmins('model'),
  'setSpendLimit.input.courseId': actOfAdmins('course'),
  'setSpendLimit.input.id': reference('limit'),
  'setSpendLimit.input.keyId': owners('key'),
  'setSpendLimit.input.parentId': reference('limit'),
  'testChannel.input.channelId': actOfAdmins('channel'),
  'testChannel.input.channelKeyId': actOfAdmins('channelKey'),
  'updateApiKey.input.id': owners('key'),
  'updateApiKey.input.payerId': reference('pool', (own) => ({ input: { id: own('key') } })),
  'updateChannel.input.groupIds': actOfAdmins('group'),
  'updateChannel.input.id': actOfAdmins('channel'),
  'updateCourse.input.id': actOfAdmins('course'),
  'updateCourse.input.poolId': actOfAdmins('pool'),
  'updateGroup.input.id': actOfAdmins('group'),
  'updateModel.input.groupIds': actOfAdmins('group'),
  'updateModel.input.id': actOfAdmins('model'),
  'updateTaggedChannels.input.addGroupIds': actOfAdmins('group'),
  'updateTaggedChannels.input.removeGroupIds': actOfAdmins('group'),
  'updateUser.input.groupIds': actOfAdmins('group'),
  'updateUser.input.id': actBelowRoot('user'),
  'accountStatement.accountId': readable('account', () => ({ period: '2026-09' })),
  'conversation.id': owners('talk'),
  'deleteConversations.input.ids': row('talk', ['nothing', 'nothing', 'nothing', 'nothing']),
  'consentToRecording.input.scopeId': owners('group', () => ({ input: { kind: 'GROUP' } })),
  'withdrawRecordingConsent.input.scopeId': owners('course', () => ({ input: { kind: 'COURSE' } })),
  'modelProviders.filter.groupId': filtered('group'),
  'models.filter.groupId': filtered('group'),
  'renameConversation.input.id': owners('talk'),
  'saveConversation.input.id': owners('talk', () => ({ input: { version: 1, lanes: [{ messages: [] }] } })),
  'saveConversation.input.lanes.messages.facts.requestId': ownName('request'),
  'saveConversation.input.lanes.messages.id': ownName('talk'),
  'traffic.filter.apiKeyId': actOfStaff('key'),
  'traffic.filter.channelId': actOfStaff('channel'),
  'traffic.filter.courseId': actOfStaff('course'),
  'traffic.filter.modelId': actOfStaff('model'),
  'traffic.filter.userId': actOfStaff('user'),
  'trafficBy.filter.apiKeyId': actOfStaff('key'),
  'trafficBy.filter.channelId': actOfStaff('channel'),
  'trafficBy.filter.courseId': actOfStaff('course'),
  'trafficBy.filter.modelId': actOfStaff('model'),
  'trafficBy.filter.userId': actOfStaff('user'),
  'limitChannelKeys.input.channelId': actOfAdmins('channel'),
  'limitChannelKeys.input.keyIds': actOfAdmins('channelKey'),
  'changeUsers.input.userIds': actOfAdmins('user'),
  'changeUsers.input.addGroupIds': actOfAdmins('group'),
  'changeUsers.input.removeGroupIds': actOfAdmins('group'),
  'changeUsers.input.addToCourseId': actOfAdmins('course'),
  'deleteUser.input.id': actBelowRoot('user'),
  'margins.channelId': actOfStaff('channel'),
  'setChannelCost.input.channelId': actOfAdmins('channel'),
}
