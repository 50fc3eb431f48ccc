/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query AccountChoices($search: String!, $first: Int!) {\n    users(first: $first, filter: { search: $search }) {\n      nodes { username displayName wallet { id available } }\n    }\n    pools(first: $first, filter: { search: $search }) {\n      nodes { id name account { available } }\n    }\n  }\n": typeof types.AccountChoicesDocument,
    "\n  query Accounts($first: Int, $after: String, $filter: LedgerAccountFilter, $sort: LedgerAccountSort) {\n    ledgerAccounts(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id kind state name balance held available createdAt\n        owner { id username displayName }\n        course { id name }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.AccountsDocument,
    "\n  query LedgerAccount($accountId: ID) {\n    ledgerAccount(accountId: $accountId) {\n      id kind state name balance held available createdAt\n      owner { id username displayName state }\n      course { id name }\n      holds { id amount state keyName nodeId since expiresAt }\n      limits { id kind name period amount spent held endsAt }\n      forecast { perDay basedOnDays daysLeft emptyOn }\n    }\n  }\n": typeof types.LedgerAccountDocument,
    "\n  query Alerts($first: Int, $after: String, $filter: AlertFilter) {\n    alerts(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind subjectId limitName openedAt seenAt closedAt\n        account { id kind name owner { username } }\n        facts { name value }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.AlertsDocument,
    "\n  query Audit($first: Int, $after: String, $filter: AuditFilter) {\n    auditLog(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id at actorKind action targetKind targetId targetName before after reason address\n        actor { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.AuditDocument,
    "\n  query Catalog($first: Int, $after: String, $filter: ModelFilter) {\n    models(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name provider abilities contextTokens maxOutputTokens isActive version\n        groups { id name }\n        price { id inputPerMillion outputPerMillion cacheReadPerMillion perRequest validFrom }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.CatalogDocument,
    "\n  query ModelDetail($name: String!) {\n    model(name: $name) {\n      id name provider description abilities contextTokens maxOutputTokens isActive version\n      groups { id name }\n      traits {\n        maxOutputTokens defaultMaxOutputTokens outputLimitField takesSampling takesTemperatureWithTopP isTopPBelowOne\n        takesTopK thinking thinkingBudgetMin thinkingBudgetMax mayDisableThinking reasoningField\n        takesParallelToolCallsFlag takesJsonSchema takesJsonWithTools takesPlainJsonSchema takesMediaInToolResults\n        takesMediaUrls takesDeveloperRole takesSystemAmidMessages takesStreamOptions takesServiceFields\n      }\n      price { id }\n      prices {\n        id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion\n        cacheWritePerMillion reasoningPerMillion perRequest\n      }\n    }\n  }\n": typeof types.ModelDetailDocument,
    "\n  mutation SetPrice($input: SetPriceInput!) {\n    setPrice(input: $input) { model { id } problems { code message path } }\n  }\n": typeof types.SetPriceDocument,
    "\n  mutation UpdateModel($input: UpdateModelInput!) {\n    updateModel(input: $input) { model { id } problems { code message path } }\n  }\n": typeof types.UpdateModelDocument,
    "\n  fragment ChannelTestRun on ChannelTest {\n    id channelId channelKeyId at cause isOk isAccessDenied status latencyMs text code blockedHostPort modelName inputTokens outputTokens\n  }\n": typeof types.ChannelTestRunFragmentDoc,
    "\n  query ChannelTests($id: ID!, $first: Int, $after: String) {\n    channelTests(channelId: $id, first: $first, after: $after) {\n      nodes { ...ChannelTestRun }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.ChannelTestsDocument,
    "\n  mutation TestChannel($input: TestChannelInput!) {\n    testChannel(input: $input) {\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n": typeof types.TestChannelDocument,
    "\n  mutation ProbeCapabilities($input: ProbeCapabilitiesInput!) {\n    probeCapabilities(input: $input) {\n      test { ...ChannelTestRun }\n      facts { capability verdict note }\n      problems { code message path }\n    }\n  }\n": typeof types.ProbeCapabilitiesDocument,
    "\n  mutation PullModels($input: PullModelsInput!) {\n    pullModels(input: $input) { models { name state publicNames } blockedHostPort problems { code message path } }\n  }\n": typeof types.PullModelsDocument,
    "\n  mutation AddChannelKeys($input: AddChannelKeysInput!) {\n    addChannelKeys(input: $input) { addedCount repeatedLines problems { code message path } }\n  }\n": typeof types.AddChannelKeysDocument,
    "\n  mutation ChangeChannelKeys($input: ChangeChannelKeysInput!) {\n    changeChannelKeys(input: $input) { channel { id } problems { code message path } }\n  }\n": typeof types.ChangeChannelKeysDocument,
    "\n  mutation LimitChannelKeys($input: LimitChannelKeysInput!) {\n    limitChannelKeys(input: $input) { channel { id } problems { code message path } }\n  }\n": typeof types.LimitChannelKeysDocument,
    "\n  mutation UpdateTaggedChannels($input: UpdateTaggedChannelsInput!) {\n    updateTaggedChannels(input: $input) { changes { channelId name details } problems { code message path } }\n  }\n": typeof types.UpdateTaggedChannelsDocument,
    "\n  query Channels($first: Int, $after: String, $filter: ChannelFilter, $sort: ChannelSort) {\n    channels(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id name description type baseUrl settings { apiVersion } models modelMapping { publicName upstreamName }\n        priority weight tags isActive schedulable version deniedModels\n        keys { id lastFour isActive health healthNote healthUntil }\n        groups { id name }\n        lastTest { ...ChannelTestRun }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n    channelTags\n  }\n": typeof types.ChannelsDocument,
    "\n  query Channel($id: ID!) {\n    channel(id: $id) {\n      id name description type baseUrl models modelMapping { publicName upstreamName }\n      priority weight tags isActive schedulable version deniedModels\n      settings {\n        limits { rpm tpm concurrency } keyLimits { rpm tpm } queueLength queueTimeoutMs\n        onClientAbort headerTimeoutMs idleTimeoutMs timeoutMs dialects apiVersion\n        headers { name value } parameters proxyUrl\n        traits {\n          outputLimitField defaultMaxOutputTokens maxOutputTokens takesStreamOptions takesDeveloperRole\n          takesSystemAmidMessages takesSampling takesTemperatureWithTopP isTopPBelowOne takesTopK takesParallelToolCallsFlag takesServiceFields\n          takesJsonSchema takesPlainJsonSchema takesJsonWithTools takesMediaUrls takesMediaInToolResults\n          thinking thinkingBudgetMin thinkingBudgetMax mayDisableThinking reasoningField\n        }\n      }\n      lacks { modelName abilities }\n      keys { id lastFour isActive rpm tpm health healthNote healthUntil }\n      costs {\n        modelName currency exchangeRate inputPerMillion outputPerMillion cacheReadPerMillion perRequest\n      }\n      groups { id name }\n      lastTest { ...ChannelTestRun }\n    }\n  }\n": typeof types.ChannelDocument,
    "\n  mutation AddChannelWithModels($input: AddChannelWithModelsInput!) {\n    addChannelWithModels(input: $input) {\n      channel { id }\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n": typeof types.AddChannelWithModelsDocument,
    "\n  mutation UpdateChannel($input: UpdateChannelInput!) {\n    updateChannel(input: $input) {\n      channel { id }\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n": typeof types.UpdateChannelDocument,
    "\n  query Vendors {\n    vendors { type label defaultBaseUrl hasDeployments }\n  }\n": typeof types.VendorsDocument,
    "\n  query Corrections($first: Int, $after: String, $filter: CorrectionFilter) {\n    corrections(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind state amount reason requestId createdAt decidedAt decisionNote canDecide\n        account { id kind name owner { username } }\n        toAccount { id kind name owner { username } }\n        actor { id username }\n        secondPerson { id username }\n        decidedBy { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.CorrectionsDocument,
    "\n  query SecondPeople {\n    admins: users(first: 100, filter: { role: ADMIN, state: ACTIVE }) { nodes { id username displayName } }\n    roots: users(first: 100, filter: { role: ROOT, state: ACTIVE }) { nodes { id username displayName } }\n  }\n": typeof types.SecondPeopleDocument,
    "\n  mutation AdjustAccount($input: AdjustAccountInput!) {\n    adjustAccount(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n": typeof types.AdjustAccountDocument,
    "\n  mutation RefundCall($input: RefundCallInput!) {\n    refundCall(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n": typeof types.RefundCallDocument,
    "\n  mutation MoveMoney($input: MoveMoneyInput!) {\n    moveMoney(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n": typeof types.MoveMoneyDocument,
    "\n  mutation DecideCorrection($input: DecideCorrectionInput!) {\n    decideCorrection(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n": typeof types.DecideCorrectionDocument,
    "\n  query Margins($from: Date!, $to: Date!, $channelId: ID) {\n    margins(from: $from, to: $to, channelId: $channelId) {\n      channelId channelName modelName calls uncostedCalls charged cost margin\n    }\n  }\n": typeof types.MarginsDocument,
    "\n  mutation SetChannelCost($input: SetChannelCostInput!) {\n    setChannelCost(input: $input) { cost { modelName } problems { code message path } }\n  }\n": typeof types.SetChannelCostDocument,
    "\n  query Course($id: ID!) {\n    course(id: $id) {\n      id name joinCode startsOn endsOn memberCount poolAccountId allowance costCentre endedAt myRole version\n    }\n  }\n": typeof types.CourseDocument,
    "\n  query CoursePool($id: ID!) { pool(id: $id) { id name state account { balance held available } } }\n": typeof types.CoursePoolDocument,
    "\n  query CourseMembers($courseId: ID!, $first: Int, $after: String, $filter: CourseMemberFilter) {\n    courseMembers(courseId: $courseId, first: $first, after: $after, filter: $filter) {\n      nodes { userId username displayName state role section granted spent isNew codeExpiresAt joinedAt leftAt }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.CourseMembersDocument,
    "\n  mutation GrantCourseMembers($input: GrantCourseMembersInput!) {\n    grantCourseMembers(input: $input) {\n      outcomes { userId isGranted problem { code message path } } problems { code message path }\n    }\n  }\n": typeof types.GrantCourseMembersDocument,
    "\n  mutation RemoveCourseMembers($input: RemoveCourseMembersInput!) {\n    removeCourseMembers(input: $input) { count problems { code message path } }\n  }\n": typeof types.RemoveCourseMembersDocument,
    "\n  mutation CreateCourseMemberCode($courseId: ID!, $userId: ID!) {\n    createCourseMemberCode(courseId: $courseId, userId: $userId) { code expiresAt problems { code message path } }\n  }\n": typeof types.CreateCourseMemberCodeDocument,
    "\n  mutation RotateJoinCode($input: RotateJoinCodeInput!) {\n    rotateJoinCode(input: $input) { course { id } problems { code message path } }\n  }\n": typeof types.RotateJoinCodeDocument,
    "\n  mutation EndCourses($courseIds: [ID!]!) { endCourses(courseIds: $courseIds) { courseIds problems { code message path } } }\n": typeof types.EndCoursesDocument,
    "\n  mutation PreviewRoster($input: PreviewRosterInput!) {\n    previewRoster(input: $input) {\n      encoding token\n      counts { create activate join update none leave refuse }\n      rows { line username displayName section action problem { code message path } }\n      problems { code message path }\n    }\n  }\n": typeof types.PreviewRosterDocument,
    "\n  mutation ImportRoster($input: ImportRosterInput!) {\n    importRoster(input: $input) {\n      import { id state rowCount doneCount } codes { username code expiresAt } problems { code message path }\n    }\n  }\n": typeof types.ImportRosterDocument,
    "\n  query RosterImport($id: ID!) {\n    rosterImport(id: $id) { id state rowCount doneCount rows { username grant problem { code message path } } }\n  }\n": typeof types.RosterImportDocument,
    "\n  query Courses($first: Int, $after: String) {\n    courses(first: $first, after: $after) {\n      nodes {\n        id name joinCode startsOn endsOn memberCount poolAccountId allowance costCentre endedAt version\n        recordingEnabled recordingTextVersion recordingText\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.CoursesDocument,
    "\n  mutation CreateCourse($input: CreateCourseInput!) {\n    createCourse(input: $input) { course { id } problems { code message path } }\n  }\n": typeof types.CreateCourseDocument,
    "\n  mutation UpdateCourse($input: UpdateCourseInput!) {\n    updateCourse(input: $input) { course { id } problems { code message path } }\n  }\n": typeof types.UpdateCourseDocument,
    "\n  query DeadLetters($first: Int, $after: String, $filter: DeadLetterFilter) {\n    deadLetters(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind reason requestId stream sequence text attempts createdAt resolvedAt replayedAt\n        replayedBy { id username }\n        call { modelName admittedAt inputTokens outputTokens user { id username } apiKey { id name } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.DeadLettersDocument,
    "\n  mutation ReplayDeadLetter($input: ReplayDeadLetterInput!) {\n    replayDeadLetter(input: $input) { isRepeat problems { code message path } }\n  }\n": typeof types.ReplayDeadLetterDocument,
    "\n  query GatewayNodes {\n    gatewayNodes { id startedAt leases expiredLeases held }\n  }\n": typeof types.GatewayNodesDocument,
    "\n  mutation ForceCloseGatewayNode($input: ForceCloseGatewayNodeInput!) {\n    forceCloseGatewayNode(input: $input) { gatewayNode { id } problems { code message path } }\n  }\n": typeof types.ForceCloseGatewayNodeDocument,
    "\n  query Groups($first: Int, $after: String) {\n    groups(first: $first, after: $after) {\n      nodes { id name description ratio isDefault recordingEnabled recordingTextVersion recordingText version }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.GroupsDocument,
    "\n  mutation CreateGroup($input: CreateGroupInput!) {\n    createGroup(input: $input) { group { id } problems { code message path } }\n  }\n": typeof types.CreateGroupDocument,
    "\n  mutation UpdateGroup($input: UpdateGroupInput!) {\n    updateGroup(input: $input) { group { id } problems { code message path } }\n  }\n": typeof types.UpdateGroupDocument,
    "\n  mutation DeleteGroup($id: ID!, $version: Int!) {\n    deleteGroup(id: $id, version: $version) { group { id } problems { code message path } }\n  }\n": typeof types.DeleteGroupDocument,
    "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) { user { id locale } obstacle problems { code message path } }\n  }\n": typeof types.LogInDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { user { id state } problems { code message path } }\n  }\n": typeof types.RegisterDocument,
    "\n  mutation LogOut { logOut }\n": typeof types.LogOutDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) { user { id } problems { code message path } }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation UpdateMyAccount($input: UpdateMyAccountInput!) {\n    updateMyAccount(input: $input) { user { id } problems { code message path } }\n  }\n": typeof types.UpdateMyAccountDocument,
    "\n  query MySessions { mySessions { id createdAt lastSeenAt address userAgent isCurrent } }\n": typeof types.MySessionsDocument,
    "\n  mutation RevokeSession($id: ID!) { revokeSession(id: $id) }\n": typeof types.RevokeSessionDocument,
    "\n  query Jump($text: String!, $withUsers: Boolean!, $withChannels: Boolean!) {\n    models(first: 5, filter: { search: $text }) { nodes { id name provider } }\n    users(first: 5, filter: { search: $text }) @include(if: $withUsers) { nodes { id username displayName wallet { id } } }\n    channels(first: 5, filter: { search: $text }) @include(if: $withChannels) { nodes { id name } }\n  }\n": typeof types.JumpDocument,
    "\n  query Keys($first: Int, $after: String, $userId: ID) {\n    apiKeys(first: $first, after: $after, filter: { kind: SECRET, userId: $userId }) {\n      nodes {\n        id name prefix lastFour state stateReason modelNames allowedAddresses expiresAt lastUsedAt createdAt version\n        caps { id period amount spent held endsAt }\n        limits { rpm tpm concurrency } recordingEnabled recordingTextVersion recordingText\n        group { id name ratio }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.KeysDocument,
    "\n  mutation CreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) { apiKey { id } secret problems { code message path } }\n  }\n": typeof types.CreateKeyDocument,
    "\n  mutation RevokeKey($input: RevokeApiKeyInput!) {\n    revokeApiKey(input: $input) { apiKey { id } problems { code message path } }\n  }\n": typeof types.RevokeKeyDocument,
    "\n  mutation UpdateKey($input: UpdateApiKeyInput!) {\n    updateApiKey(input: $input) { apiKey { id } problems { code message path } }\n  }\n": typeof types.UpdateKeyDocument,
    "\n  mutation SetKeyCap($input: SetSpendLimitInput!) {\n    setSpendLimit(input: $input) { limitId problems { code message path } }\n  }\n": typeof types.SetKeyCapDocument,
    "\n  query AccountHistory($first: Int, $after: String, $accountId: ID, $kind: String) {\n    accountHistory(first: $first, after: $after, accountId: $accountId, kind: $kind) {\n      nodes {\n        id transactionId kind amount balanceAfter requestId correctedRequestId reason occurredOn period createdAt\n        actor { id username }\n        secondPerson { id username }\n        counterpart { id kind name owner { username } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.AccountHistoryDocument,
    "\n  query AccountLots($accountId: ID) {\n    accountLots(accountId: $accountId) { id kind reason amount rest expired expiresAt createdAt }\n  }\n": typeof types.AccountLotsDocument,
    "\n  mutation RedeemCode($input: RedeemCodeInput!) {\n    redeemCode(input: $input) {\n      amount isRepeat\n      account { balance }\n      problems { code message path }\n    }\n  }\n": typeof types.RedeemCodeDocument,
    "\n  query MyLimits {\n    myLimits { isEnabled tier limits { modelName rpm tpm concurrency } }\n  }\n": typeof types.MyLimitsDocument,
    "\n  query LogIns($userId: ID!, $first: Int, $after: String) {\n    logIns(userId: $userId, first: $first, after: $after) {\n      nodes { id at method hasSecondFactor address userAgent lastSeenAt isOpen }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.LogInsDocument,
    "\n  query Market($first: Int, $after: String, $filter: ModelFilter, $sort: ModelSort, $groupId: ID) {\n    models(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion }\n        myPrice(groupId: $groupId) { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        measured { at facts { capability verdict } }\n        activity { calls completedCalls firstByte { samples p50Ms p95Ms } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n    modelProviders(filter: { usable: true })\n  }\n": typeof types.MarketDocument,
    "\n  query MarketModel($name: String!) {\n    model(name: $name) {\n      id name provider description abilities contextTokens maxOutputTokens isActive\n      groups { id name ratio }\n      price { id }\n      prices { id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion cacheWritePerMillion reasoningPerMillion perRequest }\n      measured { at facts { capability verdict } }\n      activity { calls completedCalls duration { samples p50Ms p95Ms } firstByte { samples p50Ms p95Ms } }\n      activityDays { date calls completedCalls }\n    }\n  }\n": typeof types.MarketModelDocument,
    "\n  query GroupPrice($name: String!, $groupId: ID!) {\n    model(name: $name) {\n      myPrice(groupId: $groupId) { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n    }\n  }\n": typeof types.GroupPriceDocument,
    "\n  query UsableModels($first: Int, $after: String, $groupId: ID) {\n    models(first: $first, after: $after, filter: { usable: true }) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        myPrice(groupId: $groupId) { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.UsableModelsDocument,
    "\n  query LogInProvider { installation { logInProvider } }\n": typeof types.LogInProviderDocument,
    "\n  mutation BeginOidcLogIn($input: BeginOidcLogInInput!) {\n    beginOidcLogIn(input: $input) { url problems { code message path } }\n  }\n": typeof types.BeginOidcLogInDocument,
    "\n  mutation CompleteOidcLogIn($input: CompleteOidcLogInInput!) {\n    completeOidcLogIn(input: $input) { user { id locale } obstacle next isConnected problems { code message path } }\n  }\n": typeof types.CompleteOidcLogInDocument,
    "\n  query MyWaysIn { installation { logInProvider } myWaysIn { hasPassword connectedAt lastLogInAt } }\n": typeof types.MyWaysInDocument,
    "\n  query WaysInOf($userId: ID!) { installation { logInProvider } waysInOf(userId: $userId) { hasPassword connectedAt lastLogInAt } }\n": typeof types.WaysInOfDocument,
    "\n  mutation BeginOidcConnection($password: String!) {\n    beginOidcConnection(password: $password) { url problems { code message path } }\n  }\n": typeof types.BeginOidcConnectionDocument,
    "\n  mutation RemoveOidcConnection($password: String!) {\n    removeOidcConnection(password: $password) { problems { code message path } }\n  }\n": typeof types.RemoveOidcConnectionDocument,
    "\n  mutation ResetOidcConnection($userId: ID!, $reason: String!) {\n    resetOidcConnection(userId: $userId, reason: $reason) { problems { code message path } }\n  }\n": typeof types.ResetOidcConnectionDocument,
    "\n  query ProviderLogOutUrl { providerLogOutUrl }\n": typeof types.ProviderLogOutUrlDocument,
    "\n  query Operations {\n    operations {\n      at isBusConnected deadLetters ledgerOutbox openAlerts isRecovering\n      gateways {\n        nodeId state startedAt inflightCalls streams queuedCalls gossipPeers leases\n        journalPending journalOldestSeconds journalUnsettled journalsAdopted projectionStaleSeconds\n      }\n    }\n  }\n": typeof types.OperationsDocument,
    "\n  mutation CreatePlaygroundTicket {\n    createPlaygroundTicket { ticket expiresAt problems { code message path } }\n  }\n": typeof types.CreatePlaygroundTicketDocument,
    "\n  query CallCost($requestId: ID!) {\n    receipt(requestId: $requestId) { amount }\n    me { wallet { balance } }\n  }\n": typeof types.CallCostDocument,
    "\n  query Pools($first: Int, $after: String, $filter: PoolFilter) {\n    pools(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name state keyCount createdAt\n        account { balance held available owner { id username } course { id name memberCount } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.PoolsDocument,
    "\n  mutation OpenPool($input: OpenPoolInput!) {\n    openPool(input: $input) { pool { id } isRepeat problems { code message path } }\n  }\n": typeof types.OpenPoolDocument,
    "\n  mutation SetPoolState($input: SetPoolStateInput!) {\n    setPoolState(input: $input) { isRepeat problems { code message path } }\n  }\n": typeof types.SetPoolStateDocument,
    "\n  query PriceList($first: Int, $after: String, $filter: ModelFilter) {\n    models(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name provider\n        price { id }\n        prices {\n          id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion\n          cacheWritePerMillion reasoningPerMillion perRequest\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.PriceListDocument,
    "\n  query Reconciliation {\n    reconciliation {\n      checks { id says state brokenIds checkedAt failedAt }\n      openLeaseCount overdueLeaseCount poisonCount unresolvedCount\n    }\n  }\n": typeof types.ReconciliationDocument,
    "\n  mutation Reconcile {\n    reconcile { reconciliation { checks { id state } } problems { code message path } }\n  }\n": typeof types.ReconcileDocument,
    "\n  query MyRecording {\n    myRecording { kind id name isAsked textVersion text isConsenting consent { textVersion consentedAt withdrawnAt } }\n  }\n": typeof types.MyRecordingDocument,
    "\n  mutation ConsentToRecording($input: ConsentToRecordingInput!) {\n    consentToRecording(input: $input) { scope { id } problems { code message path } }\n  }\n": typeof types.ConsentToRecordingDocument,
    "\n  mutation WithdrawRecordingConsent($input: WithdrawRecordingConsentInput!) {\n    withdrawRecordingConsent(input: $input) { scope { id } problems { code message path } }\n  }\n": typeof types.WithdrawRecordingConsentDocument,
    "\n  query RedeemBatches($first: Int, $after: String) {\n    redeemBatches(first: $first, after: $after) {\n      nodes {\n        id name amount expiresAt moneyExpiresAt revokedAt createdAt codeCount redeemedCount unusedCount redeemedAmount\n        createdBy { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.RedeemBatchesDocument,
    "\n  query RedeemBatch($id: ID!) {\n    redeemBatch(id: $id) {\n      id name amount expiresAt moneyExpiresAt revokedAt createdAt codeCount redeemedCount unusedCount redeemedAmount\n      createdBy { id username }\n    }\n  }\n": typeof types.RedeemBatchDocument,
    "\n  query RedeemCodes($batchId: ID!, $first: Int, $after: String, $state: RedeemCodeState) {\n    redeemCodes(batchId: $batchId, first: $first, after: $after, state: $state) {\n      nodes { id lastFour state redeemedAt redeemedBy { id username wallet { id } } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.RedeemCodesDocument,
    "\n  mutation CreateRedeemBatch($input: CreateRedeemBatchInput!) {\n    createRedeemBatch(input: $input) { codes isRepeat problems { code message path } }\n  }\n": typeof types.CreateRedeemBatchDocument,
    "\n  mutation RevokeRedeemBatch($input: RevokeRedeemBatchInput!) {\n    revokeRedeemBatch(input: $input) { isRepeat problems { code message path } }\n  }\n": typeof types.RevokeRedeemBatchDocument,
    "\n  query Session {\n    installation { currency timeZone usernamePattern publicUrl notice noticeVersion contact isInsecureHttp }\n    signInState { obstacle }\n    me {\n      id username displayName role locale acceptsUnpriced mustChangePassword state noticeClosed termsVersion termsAcceptedAt hasSecondFactor\n      wallet { id balance held available }\n      groups { id name ratio isDefault }\n      courses { role course { id name } }\n    }\n  }\n": typeof types.SessionDocument,
    "\n  query Settings {\n    settings {\n      currency timeZone usernamePattern maxRetries cooldown autoDisable routingStrategy affinity limitsEnabled\n      tiers { name isDefault limits { modelName rpm tpm concurrency } } egressAllow probeMinutes\n      notice contact termsText termsVersion secondFactorRequired version\n    }\n  }\n": typeof types.SettingsDocument,
    "\n  mutation UpdateSettings($input: UpdateSettingsInput!) {\n    updateSettings(input: $input) { settings { version } problems { code message path } }\n  }\n": typeof types.UpdateSettingsDocument,
    "\n  mutation AllowEgress($input: EgressEntryInput!) {\n    allowEgress(input: $input) { settings { version } problems { code message path } }\n  }\n": typeof types.AllowEgressDocument,
    "\n  mutation DisallowEgress($input: EgressEntryInput!) {\n    disallowEgress(input: $input) { settings { version } problems { code message path } }\n  }\n": typeof types.DisallowEgressDocument,
    "\n  mutation SetPasswordWithCode($input: SetPasswordWithCodeInput!) {\n    setPasswordWithCode(input: $input) { user { id locale } obstacle problems { code message path } }\n  }\n": typeof types.SetPasswordWithCodeDocument,
    "\n  mutation VerifySecondFactor($code: String!) {\n    verifySecondFactor(code: $code) { user { id locale } problems { code message path } }\n  }\n": typeof types.VerifySecondFactorDocument,
    "\n  query SignInState { signInState { obstacle } }\n": typeof types.SignInStateDocument,
    "\n  query MySecondFactor { mySecondFactor { isEnabled recoveryCodesLeft } }\n": typeof types.MySecondFactorDocument,
    "\n  mutation BeginSecondFactor($password: String!) {\n    beginSecondFactor(password: $password) { secret uri problems { code message path } }\n  }\n": typeof types.BeginSecondFactorDocument,
    "\n  mutation ConfirmSecondFactor($code: String!) {\n    confirmSecondFactor(code: $code) { recoveryCodes problems { code message path } }\n  }\n": typeof types.ConfirmSecondFactorDocument,
    "\n  mutation RemoveSecondFactor($password: String!, $code: String!) {\n    removeSecondFactor(password: $password, code: $code) { problems { code message path } }\n  }\n": typeof types.RemoveSecondFactorDocument,
    "\n  mutation RenewRecoveryCodes($password: String!, $code: String!) {\n    renewRecoveryCodes(password: $password, code: $code) { recoveryCodes problems { code message path } }\n  }\n": typeof types.RenewRecoveryCodesDocument,
    "\n  query Terms { installation { contact terms { text version } } }\n": typeof types.TermsDocument,
    "\n  mutation AcceptTerms($version: String!) {\n    acceptTerms(version: $version) { user { id } problems { code message path } }\n  }\n": typeof types.AcceptTermsDocument,
    "\n  mutation CreateOneTimeCode($userId: ID!) {\n    createOneTimeCode(userId: $userId) { code expiresAt problems { code message path } }\n  }\n": typeof types.CreateOneTimeCodeDocument,
    "\n  mutation ResetSecondFactor($userId: ID!, $reason: String!) {\n    resetSecondFactor(userId: $userId, reason: $reason) { problems { code message path } }\n  }\n": typeof types.ResetSecondFactorDocument,
    "\n  query Statement($period: String!) {\n    statement(period: $period) {\n      period isOpen calls amount\n      sections {\n        courseId courseName costCentre calls amount\n        lines { modelName calls inputTokens outputTokens amount }\n      }\n    }\n  }\n": typeof types.StatementDocument,
    "\n  query LedgerAmount($period: String!) {\n    statement(period: $period) { amount ledgerAmount }\n  }\n": typeof types.LedgerAmountDocument,
    "\n  query AccountStatement($period: String!, $accountId: ID!) {\n    accountStatement(period: $period, accountId: $accountId) {\n      period isOpen opening closing\n      lines { kind count amount }\n      account { id kind name owner { id username displayName } course { id name } }\n    }\n  }\n": typeof types.AccountStatementDocument,
    "\n  query NewestStatementPeriod { newestStatementPeriod }\n": typeof types.NewestStatementPeriodDocument,
    "\n  fragment Traffic on Traffic {\n    calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount\n    duration { samples p50Ms p95Ms }\n    firstByte { samples p50Ms p95Ms }\n    outcomes { code calls }\n    points {\n      startsAt date calls failedCalls inputTokens outputTokens amount\n      duration { samples p50Ms p95Ms }\n      firstByte { samples p50Ms p95Ms }\n    }\n  }\n": typeof types.TrafficFragmentDoc,
    "\n  query Traffic($filter: TrafficFilter!, $interval: TrafficInterval!) {\n    traffic(filter: $filter, interval: $interval) { ...Traffic }\n  }\n": typeof types.TrafficDocument,
    "\n  query TrafficBeside($filter: TrafficFilter!, $before: TrafficFilter!, $interval: TrafficInterval!) {\n    traffic(filter: $filter, interval: $interval) { ...Traffic }\n    before: traffic(filter: $before, interval: $interval) { calls amount }\n  }\n": typeof types.TrafficBesideDocument,
    "\n  query TrafficBy(\n    $dimension: TrafficDimension!, $filter: TrafficFilter!, $first: Int, $after: String, $search: String, $sort: TrafficSort\n  ) {\n    trafficBy(dimension: $dimension, filter: $filter, first: $first, after: $after, search: $search, sort: $sort) {\n      nodes {\n        id name detail calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount\n        duration { samples p50Ms p95Ms }\n        firstByte { samples p50Ms p95Ms }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.TrafficByDocument,
    "\n  mutation ImportCatalog($input: ImportCatalogInput!) {\n    importCatalog(input: $input) {\n      format\n      changes { action kind name row details waitsFor }\n      faults { row line name field message }\n      notes { message }\n      problems { code message path }\n    }\n  }\n": typeof types.ImportCatalogDocument,
    "\n  query ExportCatalog($input: ExportCatalogInput!) {\n    exportCatalog(input: $input) { text fileName }\n  }\n": typeof types.ExportCatalogDocument,
    "\n  query UsageCalls($first: Int, $after: String, $filter: UsageFilter) {\n    usage(first: $first, after: $after, filter: $filter) {\n      nodes {\n        requestId admittedAt modelName inputTokens cachedTokens outputTokens reasoningTokens\n        amount status provenance durationMs firstByteMs errorCode\n        user { id username }\n        apiKey { id name kind }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.UsageCallsDocument,
    "\n  query UsageOverview($filter: UsageFilter, $firstKeys: Int) {\n    usageSummary(filter: $filter) {\n      calls failedCalls inputTokens outputTokens amount\n      days { date modelName calls failedCalls inputTokens outputTokens amount }\n      models { modelName calls failedCalls inputTokens outputTokens amount }\n      keys(first: $firstKeys) { keyId calls failedCalls inputTokens outputTokens amount apiKey { id name kind } }\n    }\n  }\n": typeof types.UsageOverviewDocument,
    "\n  query Receipt($requestId: ID!) {\n    receipt(requestId: $requestId) {\n      requestId admittedAt occurredOn modelName channelName ratio formula\n      reserved amount refunded provenance provenanceReason leaseId nodeId status errorCode isOverrun isStreamed attempts durationMs firstByteMs\n      refusal { httpStatus sentence message }\n      user { id username displayName }\n      apiKey { id name kind prefix lastFour }\n      payer { id kind name owner { username } }\n      priceVersion { id validFrom inputPerMillion outputPerMillion perRequest }\n      lines { class tokens perMillion amount }\n      route {\n        chosen { channelId channelName keyLastFour }\n        best { channelId channelName keyLastFour }\n        excluded { reason sentence count }\n      }\n      steps { name ms }\n      transactions {\n        id kind occurredOn period createdAt reason\n        actor { id username }\n        secondPerson { id username }\n        entries { accountId isRevenue amount }\n      }\n    }\n  }\n": typeof types.ReceiptDocument,
    "\n  query Users($first: Int, $after: String, $filter: UserFilter, $sort: UserSort) {\n    users(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id username displayName role state createdAt version\n        groups { id name }\n        wallet { id balance held available }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": typeof types.UsersDocument,
    "\n  query User($id: ID!) {\n    user(id: $id) {\n      id username displayName role state tier createdAt version locale acceptsUnpriced hasSecondFactor\n      groups { id name }\n      courses { role joinedAt course { id name } }\n      wallet { id balance held available }\n    }\n  }\n": typeof types.UserDocument,
    "\n  query UserByName($search: String!) {\n    users(first: 100, filter: { search: $search }) { nodes { id username } }\n  }\n": typeof types.UserByNameDocument,
    "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) { user { id } problems { code message path } }\n  }\n": typeof types.CreateUserDocument,
    "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) { user { id } problems { code message path } }\n  }\n": typeof types.UpdateUserDocument,
    "\n  mutation ChangeUsers($input: ChangeUsersInput!) {\n    changeUsers(input: $input) {\n      rows { userId username outcome problems { message } }\n      problems { code message path }\n    }\n  }\n": typeof types.ChangeUsersDocument,
    "\n  mutation Grant($input: GrantInput!) {\n    grant(input: $input) { isRepeat account { balance } problems { code message path } }\n  }\n": typeof types.GrantDocument,
    "\n  query WhyModel($input: WhyModelInput!) {\n    whyModel(input: $input) {\n      at modelName groupName isScheduled callerReason callerSentence callerUntil candidateCount\n      counts { reason sentence count }\n      candidates {\n        channelId channelName channelKeyId keyLastFour upstreamModel priority reason sentence detail until usedShare rank\n      }\n    }\n  }\n": typeof types.WhyModelDocument,
    "\n  query FindUser($search: String!) {\n    users(first: 20, filter: { search: $search }) { nodes { id username } }\n  }\n": typeof types.FindUserDocument,
};
const documents: Documents = {
    "\n  query AccountChoices($search: String!, $first: Int!) {\n    users(first: $first, filter: { search: $search }) {\n      nodes { username displayName wallet { id available } }\n    }\n    pools(first: $first, filter: { search: $search }) {\n      nodes { id name account { available } }\n    }\n  }\n": types.AccountChoicesDocument,
    "\n  query Accounts($first: Int, $after: String, $filter: LedgerAccountFilter, $sort: LedgerAccountSort) {\n    ledgerAccounts(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id kind state name balance held available createdAt\n        owner { id username displayName }\n        course { id name }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.AccountsDocument,
    "\n  query LedgerAccount($accountId: ID) {\n    ledgerAccount(accountId: $accountId) {\n      id kind state name balance held available createdAt\n      owner { id username displayName state }\n      course { id name }\n      holds { id amount state keyName nodeId since expiresAt }\n      limits { id kind name period amount spent held endsAt }\n      forecast { perDay basedOnDays daysLeft emptyOn }\n    }\n  }\n": types.LedgerAccountDocument,
    "\n  query Alerts($first: Int, $after: String, $filter: AlertFilter) {\n    alerts(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind subjectId limitName openedAt seenAt closedAt\n        account { id kind name owner { username } }\n        facts { name value }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.AlertsDocument,
    "\n  query Audit($first: Int, $after: String, $filter: AuditFilter) {\n    auditLog(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id at actorKind action targetKind targetId targetName before after reason address\n        actor { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.AuditDocument,
    "\n  query Catalog($first: Int, $after: String, $filter: ModelFilter) {\n    models(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name provider abilities contextTokens maxOutputTokens isActive version\n        groups { id name }\n        price { id inputPerMillion outputPerMillion cacheReadPerMillion perRequest validFrom }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.CatalogDocument,
    "\n  query ModelDetail($name: String!) {\n    model(name: $name) {\n      id name provider description abilities contextTokens maxOutputTokens isActive version\n      groups { id name }\n      traits {\n        maxOutputTokens defaultMaxOutputTokens outputLimitField takesSampling takesTemperatureWithTopP isTopPBelowOne\n        takesTopK thinking thinkingBudgetMin thinkingBudgetMax mayDisableThinking reasoningField\n        takesParallelToolCallsFlag takesJsonSchema takesJsonWithTools takesPlainJsonSchema takesMediaInToolResults\n        takesMediaUrls takesDeveloperRole takesSystemAmidMessages takesStreamOptions takesServiceFields\n      }\n      price { id }\n      prices {\n        id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion\n        cacheWritePerMillion reasoningPerMillion perRequest\n      }\n    }\n  }\n": types.ModelDetailDocument,
    "\n  mutation SetPrice($input: SetPriceInput!) {\n    setPrice(input: $input) { model { id } problems { code message path } }\n  }\n": types.SetPriceDocument,
    "\n  mutation UpdateModel($input: UpdateModelInput!) {\n    updateModel(input: $input) { model { id } problems { code message path } }\n  }\n": types.UpdateModelDocument,
    "\n  fragment ChannelTestRun on ChannelTest {\n    id channelId channelKeyId at cause isOk isAccessDenied status latencyMs text code blockedHostPort modelName inputTokens outputTokens\n  }\n": types.ChannelTestRunFragmentDoc,
    "\n  query ChannelTests($id: ID!, $first: Int, $after: String) {\n    channelTests(channelId: $id, first: $first, after: $after) {\n      nodes { ...ChannelTestRun }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.ChannelTestsDocument,
    "\n  mutation TestChannel($input: TestChannelInput!) {\n    testChannel(input: $input) {\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n": types.TestChannelDocument,
    "\n  mutation ProbeCapabilities($input: ProbeCapabilitiesInput!) {\n    probeCapabilities(input: $input) {\n      test { ...ChannelTestRun }\n      facts { capability verdict note }\n      problems { code message path }\n    }\n  }\n": types.ProbeCapabilitiesDocument,
    "\n  mutation PullModels($input: PullModelsInput!) {\n    pullModels(input: $input) { models { name state publicNames } blockedHostPort problems { code message path } }\n  }\n": types.PullModelsDocument,
    "\n  mutation AddChannelKeys($input: AddChannelKeysInput!) {\n    addChannelKeys(input: $input) { addedCount repeatedLines problems { code message path } }\n  }\n": types.AddChannelKeysDocument,
    "\n  mutation ChangeChannelKeys($input: ChangeChannelKeysInput!) {\n    changeChannelKeys(input: $input) { channel { id } problems { code message path } }\n  }\n": types.ChangeChannelKeysDocument,
    "\n  mutation LimitChannelKeys($input: LimitChannelKeysInput!) {\n    limitChannelKeys(input: $input) { channel { id } problems { code message path } }\n  }\n": types.LimitChannelKeysDocument,
    "\n  mutation UpdateTaggedChannels($input: UpdateTaggedChannelsInput!) {\n    updateTaggedChannels(input: $input) { changes { channelId name details } problems { code message path } }\n  }\n": types.UpdateTaggedChannelsDocument,
    "\n  query Channels($first: Int, $after: String, $filter: ChannelFilter, $sort: ChannelSort) {\n    channels(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id name description type baseUrl settings { apiVersion } models modelMapping { publicName upstreamName }\n        priority weight tags isActive schedulable version deniedModels\n        keys { id lastFour isActive health healthNote healthUntil }\n        groups { id name }\n        lastTest { ...ChannelTestRun }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n    channelTags\n  }\n": types.ChannelsDocument,
    "\n  query Channel($id: ID!) {\n    channel(id: $id) {\n      id name description type baseUrl models modelMapping { publicName upstreamName }\n      priority weight tags isActive schedulable version deniedModels\n      settings {\n        limits { rpm tpm concurrency } keyLimits { rpm tpm } queueLength queueTimeoutMs\n        onClientAbort headerTimeoutMs idleTimeoutMs timeoutMs dialects apiVersion\n        headers { name value } parameters proxyUrl\n        traits {\n          outputLimitField defaultMaxOutputTokens maxOutputTokens takesStreamOptions takesDeveloperRole\n          takesSystemAmidMessages takesSampling takesTemperatureWithTopP isTopPBelowOne takesTopK takesParallelToolCallsFlag takesServiceFields\n          takesJsonSchema takesPlainJsonSchema takesJsonWithTools takesMediaUrls takesMediaInToolResults\n          thinking thinkingBudgetMin thinkingBudgetMax mayDisableThinking reasoningField\n        }\n      }\n      lacks { modelName abilities }\n      keys { id lastFour isActive rpm tpm health healthNote healthUntil }\n      costs {\n        modelName currency exchangeRate inputPerMillion outputPerMillion cacheReadPerMillion perRequest\n      }\n      groups { id name }\n      lastTest { ...ChannelTestRun }\n    }\n  }\n": types.ChannelDocument,
    "\n  mutation AddChannelWithModels($input: AddChannelWithModelsInput!) {\n    addChannelWithModels(input: $input) {\n      channel { id }\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n": types.AddChannelWithModelsDocument,
    "\n  mutation UpdateChannel($input: UpdateChannelInput!) {\n    updateChannel(input: $input) {\n      channel { id }\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n": types.UpdateChannelDocument,
    "\n  query Vendors {\n    vendors { type label defaultBaseUrl hasDeployments }\n  }\n": types.VendorsDocument,
    "\n  query Corrections($first: Int, $after: String, $filter: CorrectionFilter) {\n    corrections(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind state amount reason requestId createdAt decidedAt decisionNote canDecide\n        account { id kind name owner { username } }\n        toAccount { id kind name owner { username } }\n        actor { id username }\n        secondPerson { id username }\n        decidedBy { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.CorrectionsDocument,
    "\n  query SecondPeople {\n    admins: users(first: 100, filter: { role: ADMIN, state: ACTIVE }) { nodes { id username displayName } }\n    roots: users(first: 100, filter: { role: ROOT, state: ACTIVE }) { nodes { id username displayName } }\n  }\n": types.SecondPeopleDocument,
    "\n  mutation AdjustAccount($input: AdjustAccountInput!) {\n    adjustAccount(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n": types.AdjustAccountDocument,
    "\n  mutation RefundCall($input: RefundCallInput!) {\n    refundCall(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n": types.RefundCallDocument,
    "\n  mutation MoveMoney($input: MoveMoneyInput!) {\n    moveMoney(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n": types.MoveMoneyDocument,
    "\n  mutation DecideCorrection($input: DecideCorrectionInput!) {\n    decideCorrection(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n": types.DecideCorrectionDocument,
    "\n  query Margins($from: Date!, $to: Date!, $channelId: ID) {\n    margins(from: $from, to: $to, channelId: $channelId) {\n      channelId channelName modelName calls uncostedCalls charged cost margin\n    }\n  }\n": types.MarginsDocument,
    "\n  mutation SetChannelCost($input: SetChannelCostInput!) {\n    setChannelCost(input: $input) { cost { modelName } problems { code message path } }\n  }\n": types.SetChannelCostDocument,
    "\n  query Course($id: ID!) {\n    course(id: $id) {\n      id name joinCode startsOn endsOn memberCount poolAccountId allowance costCentre endedAt myRole version\n    }\n  }\n": types.CourseDocument,
    "\n  query CoursePool($id: ID!) { pool(id: $id) { id name state account { balance held available } } }\n": types.CoursePoolDocument,
    "\n  query CourseMembers($courseId: ID!, $first: Int, $after: String, $filter: CourseMemberFilter) {\n    courseMembers(courseId: $courseId, first: $first, after: $after, filter: $filter) {\n      nodes { userId username displayName state role section granted spent isNew codeExpiresAt joinedAt leftAt }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.CourseMembersDocument,
    "\n  mutation GrantCourseMembers($input: GrantCourseMembersInput!) {\n    grantCourseMembers(input: $input) {\n      outcomes { userId isGranted problem { code message path } } problems { code message path }\n    }\n  }\n": types.GrantCourseMembersDocument,
    "\n  mutation RemoveCourseMembers($input: RemoveCourseMembersInput!) {\n    removeCourseMembers(input: $input) { count problems { code message path } }\n  }\n": types.RemoveCourseMembersDocument,
    "\n  mutation CreateCourseMemberCode($courseId: ID!, $userId: ID!) {\n    createCourseMemberCode(courseId: $courseId, userId: $userId) { code expiresAt problems { code message path } }\n  }\n": types.CreateCourseMemberCodeDocument,
    "\n  mutation RotateJoinCode($input: RotateJoinCodeInput!) {\n    rotateJoinCode(input: $input) { course { id } problems { code message path } }\n  }\n": types.RotateJoinCodeDocument,
    "\n  mutation EndCourses($courseIds: [ID!]!) { endCourses(courseIds: $courseIds) { courseIds problems { code message path } } }\n": types.EndCoursesDocument,
    "\n  mutation PreviewRoster($input: PreviewRosterInput!) {\n    previewRoster(input: $input) {\n      encoding token\n      counts { create activate join update none leave refuse }\n      rows { line username displayName section action problem { code message path } }\n      problems { code message path }\n    }\n  }\n": types.PreviewRosterDocument,
    "\n  mutation ImportRoster($input: ImportRosterInput!) {\n    importRoster(input: $input) {\n      import { id state rowCount doneCount } codes { username code expiresAt } problems { code message path }\n    }\n  }\n": types.ImportRosterDocument,
    "\n  query RosterImport($id: ID!) {\n    rosterImport(id: $id) { id state rowCount doneCount rows { username grant problem { code message path } } }\n  }\n": types.RosterImportDocument,
    "\n  query Courses($first: Int, $after: String) {\n    courses(first: $first, after: $after) {\n      nodes {\n        id name joinCode startsOn endsOn memberCount poolAccountId allowance costCentre endedAt version\n        recordingEnabled recordingTextVersion recordingText\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.CoursesDocument,
    "\n  mutation CreateCourse($input: CreateCourseInput!) {\n    createCourse(input: $input) { course { id } problems { code message path } }\n  }\n": types.CreateCourseDocument,
    "\n  mutation UpdateCourse($input: UpdateCourseInput!) {\n    updateCourse(input: $input) { course { id } problems { code message path } }\n  }\n": types.UpdateCourseDocument,
    "\n  query DeadLetters($first: Int, $after: String, $filter: DeadLetterFilter) {\n    deadLetters(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind reason requestId stream sequence text attempts createdAt resolvedAt replayedAt\n        replayedBy { id username }\n        call { modelName admittedAt inputTokens outputTokens user { id username } apiKey { id name } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.DeadLettersDocument,
    "\n  mutation ReplayDeadLetter($input: ReplayDeadLetterInput!) {\n    replayDeadLetter(input: $input) { isRepeat problems { code message path } }\n  }\n": types.ReplayDeadLetterDocument,
    "\n  query GatewayNodes {\n    gatewayNodes { id startedAt leases expiredLeases held }\n  }\n": types.GatewayNodesDocument,
    "\n  mutation ForceCloseGatewayNode($input: ForceCloseGatewayNodeInput!) {\n    forceCloseGatewayNode(input: $input) { gatewayNode { id } problems { code message path } }\n  }\n": types.ForceCloseGatewayNodeDocument,
    "\n  query Groups($first: Int, $after: String) {\n    groups(first: $first, after: $after) {\n      nodes { id name description ratio isDefault recordingEnabled recordingTextVersion recordingText version }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.GroupsDocument,
    "\n  mutation CreateGroup($input: CreateGroupInput!) {\n    createGroup(input: $input) { group { id } problems { code message path } }\n  }\n": types.CreateGroupDocument,
    "\n  mutation UpdateGroup($input: UpdateGroupInput!) {\n    updateGroup(input: $input) { group { id } problems { code message path } }\n  }\n": types.UpdateGroupDocument,
    "\n  mutation DeleteGroup($id: ID!, $version: Int!) {\n    deleteGroup(id: $id, version: $version) { group { id } problems { code message path } }\n  }\n": types.DeleteGroupDocument,
    "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) { user { id locale } obstacle problems { code message path } }\n  }\n": types.LogInDocument,
    "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { user { id state } problems { code message path } }\n  }\n": types.RegisterDocument,
    "\n  mutation LogOut { logOut }\n": types.LogOutDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) { user { id } problems { code message path } }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation UpdateMyAccount($input: UpdateMyAccountInput!) {\n    updateMyAccount(input: $input) { user { id } problems { code message path } }\n  }\n": types.UpdateMyAccountDocument,
    "\n  query MySessions { mySessions { id createdAt lastSeenAt address userAgent isCurrent } }\n": types.MySessionsDocument,
    "\n  mutation RevokeSession($id: ID!) { revokeSession(id: $id) }\n": types.RevokeSessionDocument,
    "\n  query Jump($text: String!, $withUsers: Boolean!, $withChannels: Boolean!) {\n    models(first: 5, filter: { search: $text }) { nodes { id name provider } }\n    users(first: 5, filter: { search: $text }) @include(if: $withUsers) { nodes { id username displayName wallet { id } } }\n    channels(first: 5, filter: { search: $text }) @include(if: $withChannels) { nodes { id name } }\n  }\n": types.JumpDocument,
    "\n  query Keys($first: Int, $after: String, $userId: ID) {\n    apiKeys(first: $first, after: $after, filter: { kind: SECRET, userId: $userId }) {\n      nodes {\n        id name prefix lastFour state stateReason modelNames allowedAddresses expiresAt lastUsedAt createdAt version\n        caps { id period amount spent held endsAt }\n        limits { rpm tpm concurrency } recordingEnabled recordingTextVersion recordingText\n        group { id name ratio }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.KeysDocument,
    "\n  mutation CreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) { apiKey { id } secret problems { code message path } }\n  }\n": types.CreateKeyDocument,
    "\n  mutation RevokeKey($input: RevokeApiKeyInput!) {\n    revokeApiKey(input: $input) { apiKey { id } problems { code message path } }\n  }\n": types.RevokeKeyDocument,
    "\n  mutation UpdateKey($input: UpdateApiKeyInput!) {\n    updateApiKey(input: $input) { apiKey { id } problems { code message path } }\n  }\n": types.UpdateKeyDocument,
    "\n  mutation SetKeyCap($input: SetSpendLimitInput!) {\n    setSpendLimit(input: $input) { limitId problems { code message path } }\n  }\n": types.SetKeyCapDocument,
    "\n  query AccountHistory($first: Int, $after: String, $accountId: ID, $kind: String) {\n    accountHistory(first: $first, after: $after, accountId: $accountId, kind: $kind) {\n      nodes {\n        id transactionId kind amount balanceAfter requestId correctedRequestId reason occurredOn period createdAt\n        actor { id username }\n        secondPerson { id username }\n        counterpart { id kind name owner { username } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.AccountHistoryDocument,
    "\n  query AccountLots($accountId: ID) {\n    accountLots(accountId: $accountId) { id kind reason amount rest expired expiresAt createdAt }\n  }\n": types.AccountLotsDocument,
    "\n  mutation RedeemCode($input: RedeemCodeInput!) {\n    redeemCode(input: $input) {\n      amount isRepeat\n      account { balance }\n      problems { code message path }\n    }\n  }\n": types.RedeemCodeDocument,
    "\n  query MyLimits {\n    myLimits { isEnabled tier limits { modelName rpm tpm concurrency } }\n  }\n": types.MyLimitsDocument,
    "\n  query LogIns($userId: ID!, $first: Int, $after: String) {\n    logIns(userId: $userId, first: $first, after: $after) {\n      nodes { id at method hasSecondFactor address userAgent lastSeenAt isOpen }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.LogInsDocument,
    "\n  query Market($first: Int, $after: String, $filter: ModelFilter, $sort: ModelSort, $groupId: ID) {\n    models(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion }\n        myPrice(groupId: $groupId) { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        measured { at facts { capability verdict } }\n        activity { calls completedCalls firstByte { samples p50Ms p95Ms } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n    modelProviders(filter: { usable: true })\n  }\n": types.MarketDocument,
    "\n  query MarketModel($name: String!) {\n    model(name: $name) {\n      id name provider description abilities contextTokens maxOutputTokens isActive\n      groups { id name ratio }\n      price { id }\n      prices { id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion cacheWritePerMillion reasoningPerMillion perRequest }\n      measured { at facts { capability verdict } }\n      activity { calls completedCalls duration { samples p50Ms p95Ms } firstByte { samples p50Ms p95Ms } }\n      activityDays { date calls completedCalls }\n    }\n  }\n": types.MarketModelDocument,
    "\n  query GroupPrice($name: String!, $groupId: ID!) {\n    model(name: $name) {\n      myPrice(groupId: $groupId) { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n    }\n  }\n": types.GroupPriceDocument,
    "\n  query UsableModels($first: Int, $after: String, $groupId: ID) {\n    models(first: $first, after: $after, filter: { usable: true }) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        myPrice(groupId: $groupId) { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.UsableModelsDocument,
    "\n  query LogInProvider { installation { logInProvider } }\n": types.LogInProviderDocument,
    "\n  mutation BeginOidcLogIn($input: BeginOidcLogInInput!) {\n    beginOidcLogIn(input: $input) { url problems { code message path } }\n  }\n": types.BeginOidcLogInDocument,
    "\n  mutation CompleteOidcLogIn($input: CompleteOidcLogInInput!) {\n    completeOidcLogIn(input: $input) { user { id locale } obstacle next isConnected problems { code message path } }\n  }\n": types.CompleteOidcLogInDocument,
    "\n  query MyWaysIn { installation { logInProvider } myWaysIn { hasPassword connectedAt lastLogInAt } }\n": types.MyWaysInDocument,
    "\n  query WaysInOf($userId: ID!) { installation { logInProvider } waysInOf(userId: $userId) { hasPassword connectedAt lastLogInAt } }\n": types.WaysInOfDocument,
    "\n  mutation BeginOidcConnection($password: String!) {\n    beginOidcConnection(password: $password) { url problems { code message path } }\n  }\n": types.BeginOidcConnectionDocument,
    "\n  mutation RemoveOidcConnection($password: String!) {\n    removeOidcConnection(password: $password) { problems { code message path } }\n  }\n": types.RemoveOidcConnectionDocument,
    "\n  mutation ResetOidcConnection($userId: ID!, $reason: String!) {\n    resetOidcConnection(userId: $userId, reason: $reason) { problems { code message path } }\n  }\n": types.ResetOidcConnectionDocument,
    "\n  query ProviderLogOutUrl { providerLogOutUrl }\n": types.ProviderLogOutUrlDocument,
    "\n  query Operations {\n    operations {\n      at isBusConnected deadLetters ledgerOutbox openAlerts isRecovering\n      gateways {\n        nodeId state startedAt inflightCalls streams queuedCalls gossipPeers leases\n        journalPending journalOldestSeconds journalUnsettled journalsAdopted projectionStaleSeconds\n      }\n    }\n  }\n": types.OperationsDocument,
    "\n  mutation CreatePlaygroundTicket {\n    createPlaygroundTicket { ticket expiresAt problems { code message path } }\n  }\n": types.CreatePlaygroundTicketDocument,
    "\n  query CallCost($requestId: ID!) {\n    receipt(requestId: $requestId) { amount }\n    me { wallet { balance } }\n  }\n": types.CallCostDocument,
    "\n  query Pools($first: Int, $after: String, $filter: PoolFilter) {\n    pools(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name state keyCount createdAt\n        account { balance held available owner { id username } course { id name memberCount } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.PoolsDocument,
    "\n  mutation OpenPool($input: OpenPoolInput!) {\n    openPool(input: $input) { pool { id } isRepeat problems { code message path } }\n  }\n": types.OpenPoolDocument,
    "\n  mutation SetPoolState($input: SetPoolStateInput!) {\n    setPoolState(input: $input) { isRepeat problems { code message path } }\n  }\n": types.SetPoolStateDocument,
    "\n  query PriceList($first: Int, $after: String, $filter: ModelFilter) {\n    models(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name provider\n        price { id }\n        prices {\n          id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion\n          cacheWritePerMillion reasoningPerMillion perRequest\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.PriceListDocument,
    "\n  query Reconciliation {\n    reconciliation {\n      checks { id says state brokenIds checkedAt failedAt }\n      openLeaseCount overdueLeaseCount poisonCount unresolvedCount\n    }\n  }\n": types.ReconciliationDocument,
    "\n  mutation Reconcile {\n    reconcile { reconciliation { checks { id state } } problems { code message path } }\n  }\n": types.ReconcileDocument,
    "\n  query MyRecording {\n    myRecording { kind id name isAsked textVersion text isConsenting consent { textVersion consentedAt withdrawnAt } }\n  }\n": types.MyRecordingDocument,
    "\n  mutation ConsentToRecording($input: ConsentToRecordingInput!) {\n    consentToRecording(input: $input) { scope { id } problems { code message path } }\n  }\n": types.ConsentToRecordingDocument,
    "\n  mutation WithdrawRecordingConsent($input: WithdrawRecordingConsentInput!) {\n    withdrawRecordingConsent(input: $input) { scope { id } problems { code message path } }\n  }\n": types.WithdrawRecordingConsentDocument,
    "\n  query RedeemBatches($first: Int, $after: String) {\n    redeemBatches(first: $first, after: $after) {\n      nodes {\n        id name amount expiresAt moneyExpiresAt revokedAt createdAt codeCount redeemedCount unusedCount redeemedAmount\n        createdBy { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.RedeemBatchesDocument,
    "\n  query RedeemBatch($id: ID!) {\n    redeemBatch(id: $id) {\n      id name amount expiresAt moneyExpiresAt revokedAt createdAt codeCount redeemedCount unusedCount redeemedAmount\n      createdBy { id username }\n    }\n  }\n": types.RedeemBatchDocument,
    "\n  query RedeemCodes($batchId: ID!, $first: Int, $after: String, $state: RedeemCodeState) {\n    redeemCodes(batchId: $batchId, first: $first, after: $after, state: $state) {\n      nodes { id lastFour state redeemedAt redeemedBy { id username wallet { id } } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.RedeemCodesDocument,
    "\n  mutation CreateRedeemBatch($input: CreateRedeemBatchInput!) {\n    createRedeemBatch(input: $input) { codes isRepeat problems { code message path } }\n  }\n": types.CreateRedeemBatchDocument,
    "\n  mutation RevokeRedeemBatch($input: RevokeRedeemBatchInput!) {\n    revokeRedeemBatch(input: $input) { isRepeat problems { code message path } }\n  }\n": types.RevokeRedeemBatchDocument,
    "\n  query Session {\n    installation { currency timeZone usernamePattern publicUrl notice noticeVersion contact isInsecureHttp }\n    signInState { obstacle }\n    me {\n      id username displayName role locale acceptsUnpriced mustChangePassword state noticeClosed termsVersion termsAcceptedAt hasSecondFactor\n      wallet { id balance held available }\n      groups { id name ratio isDefault }\n      courses { role course { id name } }\n    }\n  }\n": types.SessionDocument,
    "\n  query Settings {\n    settings {\n      currency timeZone usernamePattern maxRetries cooldown autoDisable routingStrategy affinity limitsEnabled\n      tiers { name isDefault limits { modelName rpm tpm concurrency } } egressAllow probeMinutes\n      notice contact termsText termsVersion secondFactorRequired version\n    }\n  }\n": types.SettingsDocument,
    "\n  mutation UpdateSettings($input: UpdateSettingsInput!) {\n    updateSettings(input: $input) { settings { version } problems { code message path } }\n  }\n": types.UpdateSettingsDocument,
    "\n  mutation AllowEgress($input: EgressEntryInput!) {\n    allowEgress(input: $input) { settings { version } problems { code message path } }\n  }\n": types.AllowEgressDocument,
    "\n  mutation DisallowEgress($input: EgressEntryInput!) {\n    disallowEgress(input: $input) { settings { version } problems { code message path } }\n  }\n": types.DisallowEgressDocument,
    "\n  mutation SetPasswordWithCode($input: SetPasswordWithCodeInput!) {\n    setPasswordWithCode(input: $input) { user { id locale } obstacle problems { code message path } }\n  }\n": types.SetPasswordWithCodeDocument,
    "\n  mutation VerifySecondFactor($code: String!) {\n    verifySecondFactor(code: $code) { user { id locale } problems { code message path } }\n  }\n": types.VerifySecondFactorDocument,
    "\n  query SignInState { signInState { obstacle } }\n": types.SignInStateDocument,
    "\n  query MySecondFactor { mySecondFactor { isEnabled recoveryCodesLeft } }\n": types.MySecondFactorDocument,
    "\n  mutation BeginSecondFactor($password: String!) {\n    beginSecondFactor(password: $password) { secret uri problems { code message path } }\n  }\n": types.BeginSecondFactorDocument,
    "\n  mutation ConfirmSecondFactor($code: String!) {\n    confirmSecondFactor(code: $code) { recoveryCodes problems { code message path } }\n  }\n": types.ConfirmSecondFactorDocument,
    "\n  mutation RemoveSecondFactor($password: String!, $code: String!) {\n    removeSecondFactor(password: $password, code: $code) { problems { code message path } }\n  }\n": types.RemoveSecondFactorDocument,
    "\n  mutation RenewRecoveryCodes($password: String!, $code: String!) {\n    renewRecoveryCodes(password: $password, code: $code) { recoveryCodes problems { code message path } }\n  }\n": types.RenewRecoveryCodesDocument,
    "\n  query Terms { installation { contact terms { text version } } }\n": types.TermsDocument,
    "\n  mutation AcceptTerms($version: String!) {\n    acceptTerms(version: $version) { user { id } problems { code message path } }\n  }\n": types.AcceptTermsDocument,
    "\n  mutation CreateOneTimeCode($userId: ID!) {\n    createOneTimeCode(userId: $userId) { code expiresAt problems { code message path } }\n  }\n": types.CreateOneTimeCodeDocument,
    "\n  mutation ResetSecondFactor($userId: ID!, $reason: String!) {\n    resetSecondFactor(userId: $userId, reason: $reason) { problems { code message path } }\n  }\n": types.ResetSecondFactorDocument,
    "\n  query Statement($period: String!) {\n    statement(period: $period) {\n      period isOpen calls amount\n      sections {\n        courseId courseName costCentre calls amount\n        lines { modelName calls inputTokens outputTokens amount }\n      }\n    }\n  }\n": types.StatementDocument,
    "\n  query LedgerAmount($period: String!) {\n    statement(period: $period) { amount ledgerAmount }\n  }\n": types.LedgerAmountDocument,
    "\n  query AccountStatement($period: String!, $accountId: ID!) {\n    accountStatement(period: $period, accountId: $accountId) {\n      period isOpen opening closing\n      lines { kind count amount }\n      account { id kind name owner { id username displayName } course { id name } }\n    }\n  }\n": types.AccountStatementDocument,
    "\n  query NewestStatementPeriod { newestStatementPeriod }\n": types.NewestStatementPeriodDocument,
    "\n  fragment Traffic on Traffic {\n    calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount\n    duration { samples p50Ms p95Ms }\n    firstByte { samples p50Ms p95Ms }\n    outcomes { code calls }\n    points {\n      startsAt date calls failedCalls inputTokens outputTokens amount\n      duration { samples p50Ms p95Ms }\n      firstByte { samples p50Ms p95Ms }\n    }\n  }\n": types.TrafficFragmentDoc,
    "\n  query Traffic($filter: TrafficFilter!, $interval: TrafficInterval!) {\n    traffic(filter: $filter, interval: $interval) { ...Traffic }\n  }\n": types.TrafficDocument,
    "\n  query TrafficBeside($filter: TrafficFilter!, $before: TrafficFilter!, $interval: TrafficInterval!) {\n    traffic(filter: $filter, interval: $interval) { ...Traffic }\n    before: traffic(filter: $before, interval: $interval) { calls amount }\n  }\n": types.TrafficBesideDocument,
    "\n  query TrafficBy(\n    $dimension: TrafficDimension!, $filter: TrafficFilter!, $first: Int, $after: String, $search: String, $sort: TrafficSort\n  ) {\n    trafficBy(dimension: $dimension, filter: $filter, first: $first, after: $after, search: $search, sort: $sort) {\n      nodes {\n        id name detail calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount\n        duration { samples p50Ms p95Ms }\n        firstByte { samples p50Ms p95Ms }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.TrafficByDocument,
    "\n  mutation ImportCatalog($input: ImportCatalogInput!) {\n    importCatalog(input: $input) {\n      format\n      changes { action kind name row details waitsFor }\n      faults { row line name field message }\n      notes { message }\n      problems { code message path }\n    }\n  }\n": types.ImportCatalogDocument,
    "\n  query ExportCatalog($input: ExportCatalogInput!) {\n    exportCatalog(input: $input) { text fileName }\n  }\n": types.ExportCatalogDocument,
    "\n  query UsageCalls($first: Int, $after: String, $filter: UsageFilter) {\n    usage(first: $first, after: $after, filter: $filter) {\n      nodes {\n        requestId admittedAt modelName inputTokens cachedTokens outputTokens reasoningTokens\n        amount status provenance durationMs firstByteMs errorCode\n        user { id username }\n        apiKey { id name kind }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.UsageCallsDocument,
    "\n  query UsageOverview($filter: UsageFilter, $firstKeys: Int) {\n    usageSummary(filter: $filter) {\n      calls failedCalls inputTokens outputTokens amount\n      days { date modelName calls failedCalls inputTokens outputTokens amount }\n      models { modelName calls failedCalls inputTokens outputTokens amount }\n      keys(first: $firstKeys) { keyId calls failedCalls inputTokens outputTokens amount apiKey { id name kind } }\n    }\n  }\n": types.UsageOverviewDocument,
    "\n  query Receipt($requestId: ID!) {\n    receipt(requestId: $requestId) {\n      requestId admittedAt occurredOn modelName channelName ratio formula\n      reserved amount refunded provenance provenanceReason leaseId nodeId status errorCode isOverrun isStreamed attempts durationMs firstByteMs\n      refusal { httpStatus sentence message }\n      user { id username displayName }\n      apiKey { id name kind prefix lastFour }\n      payer { id kind name owner { username } }\n      priceVersion { id validFrom inputPerMillion outputPerMillion perRequest }\n      lines { class tokens perMillion amount }\n      route {\n        chosen { channelId channelName keyLastFour }\n        best { channelId channelName keyLastFour }\n        excluded { reason sentence count }\n      }\n      steps { name ms }\n      transactions {\n        id kind occurredOn period createdAt reason\n        actor { id username }\n        secondPerson { id username }\n        entries { accountId isRevenue amount }\n      }\n    }\n  }\n": types.ReceiptDocument,
    "\n  query Users($first: Int, $after: String, $filter: UserFilter, $sort: UserSort) {\n    users(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id username displayName role state createdAt version\n        groups { id name }\n        wallet { id balance held available }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n": types.UsersDocument,
    "\n  query User($id: ID!) {\n    user(id: $id) {\n      id username displayName role state tier createdAt version locale acceptsUnpriced hasSecondFactor\n      groups { id name }\n      courses { role joinedAt course { id name } }\n      wallet { id balance held available }\n    }\n  }\n": types.UserDocument,
    "\n  query UserByName($search: String!) {\n    users(first: 100, filter: { search: $search }) { nodes { id username } }\n  }\n": types.UserByNameDocument,
    "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) { user { id } problems { code message path } }\n  }\n": types.CreateUserDocument,
    "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) { user { id } problems { code message path } }\n  }\n": types.UpdateUserDocument,
    "\n  mutation ChangeUsers($input: ChangeUsersInput!) {\n    changeUsers(input: $input) {\n      rows { userId username outcome problems { message } }\n      problems { code message path }\n    }\n  }\n": types.ChangeUsersDocument,
    "\n  mutation Grant($input: GrantInput!) {\n    grant(input: $input) { isRepeat account { balance } problems { code message path } }\n  }\n": types.GrantDocument,
    "\n  query WhyModel($input: WhyModelInput!) {\n    whyModel(input: $input) {\n      at modelName groupName isScheduled callerReason callerSentence callerUntil candidateCount\n      counts { reason sentence count }\n      candidates {\n        channelId channelName channelKeyId keyLastFour upstreamModel priority reason sentence detail until usedShare rank\n      }\n    }\n  }\n": types.WhyModelDocument,
    "\n  query FindUser($search: String!) {\n    users(first: 20, filter: { search: $search }) { nodes { id username } }\n  }\n": types.FindUserDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountChoices($search: String!, $first: Int!) {\n    users(first: $first, filter: { search: $search }) {\n      nodes { username displayName wallet { id available } }\n    }\n    pools(first: $first, filter: { search: $search }) {\n      nodes { id name account { available } }\n    }\n  }\n"): typeof import('./graphql').AccountChoicesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Accounts($first: Int, $after: String, $filter: LedgerAccountFilter, $sort: LedgerAccountSort) {\n    ledgerAccounts(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id kind state name balance held available createdAt\n        owner { id username displayName }\n        course { id name }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').AccountsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LedgerAccount($accountId: ID) {\n    ledgerAccount(accountId: $accountId) {\n      id kind state name balance held available createdAt\n      owner { id username displayName state }\n      course { id name }\n      holds { id amount state keyName nodeId since expiresAt }\n      limits { id kind name period amount spent held endsAt }\n      forecast { perDay basedOnDays daysLeft emptyOn }\n    }\n  }\n"): typeof import('./graphql').LedgerAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Alerts($first: Int, $after: String, $filter: AlertFilter) {\n    alerts(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind subjectId limitName openedAt seenAt closedAt\n        account { id kind name owner { username } }\n        facts { name value }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').AlertsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Audit($first: Int, $after: String, $filter: AuditFilter) {\n    auditLog(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id at actorKind action targetKind targetId targetName before after reason address\n        actor { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').AuditDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Catalog($first: Int, $after: String, $filter: ModelFilter) {\n    models(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name provider abilities contextTokens maxOutputTokens isActive version\n        groups { id name }\n        price { id inputPerMillion outputPerMillion cacheReadPerMillion perRequest validFrom }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').CatalogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ModelDetail($name: String!) {\n    model(name: $name) {\n      id name provider description abilities contextTokens maxOutputTokens isActive version\n      groups { id name }\n      traits {\n        maxOutputTokens defaultMaxOutputTokens outputLimitField takesSampling takesTemperatureWithTopP isTopPBelowOne\n        takesTopK thinking thinkingBudgetMin thinkingBudgetMax mayDisableThinking reasoningField\n        takesParallelToolCallsFlag takesJsonSchema takesJsonWithTools takesPlainJsonSchema takesMediaInToolResults\n        takesMediaUrls takesDeveloperRole takesSystemAmidMessages takesStreamOptions takesServiceFields\n      }\n      price { id }\n      prices {\n        id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion\n        cacheWritePerMillion reasoningPerMillion perRequest\n      }\n    }\n  }\n"): typeof import('./graphql').ModelDetailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetPrice($input: SetPriceInput!) {\n    setPrice(input: $input) { model { id } problems { code message path } }\n  }\n"): typeof import('./graphql').SetPriceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateModel($input: UpdateModelInput!) {\n    updateModel(input: $input) { model { id } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ChannelTestRun on ChannelTest {\n    id channelId channelKeyId at cause isOk isAccessDenied status latencyMs text code blockedHostPort modelName inputTokens outputTokens\n  }\n"): typeof import('./graphql').ChannelTestRunFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChannelTests($id: ID!, $first: Int, $after: String) {\n    channelTests(channelId: $id, first: $first, after: $after) {\n      nodes { ...ChannelTestRun }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').ChannelTestsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TestChannel($input: TestChannelInput!) {\n    testChannel(input: $input) {\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n"): typeof import('./graphql').TestChannelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProbeCapabilities($input: ProbeCapabilitiesInput!) {\n    probeCapabilities(input: $input) {\n      test { ...ChannelTestRun }\n      facts { capability verdict note }\n      problems { code message path }\n    }\n  }\n"): typeof import('./graphql').ProbeCapabilitiesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PullModels($input: PullModelsInput!) {\n    pullModels(input: $input) { models { name state publicNames } blockedHostPort problems { code message path } }\n  }\n"): typeof import('./graphql').PullModelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddChannelKeys($input: AddChannelKeysInput!) {\n    addChannelKeys(input: $input) { addedCount repeatedLines problems { code message path } }\n  }\n"): typeof import('./graphql').AddChannelKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeChannelKeys($input: ChangeChannelKeysInput!) {\n    changeChannelKeys(input: $input) { channel { id } problems { code message path } }\n  }\n"): typeof import('./graphql').ChangeChannelKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LimitChannelKeys($input: LimitChannelKeysInput!) {\n    limitChannelKeys(input: $input) { channel { id } problems { code message path } }\n  }\n"): typeof import('./graphql').LimitChannelKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTaggedChannels($input: UpdateTaggedChannelsInput!) {\n    updateTaggedChannels(input: $input) { changes { channelId name details } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateTaggedChannelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Channels($first: Int, $after: String, $filter: ChannelFilter, $sort: ChannelSort) {\n    channels(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id name description type baseUrl settings { apiVersion } models modelMapping { publicName upstreamName }\n        priority weight tags isActive schedulable version deniedModels\n        keys { id lastFour isActive health healthNote healthUntil }\n        groups { id name }\n        lastTest { ...ChannelTestRun }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n    channelTags\n  }\n"): typeof import('./graphql').ChannelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Channel($id: ID!) {\n    channel(id: $id) {\n      id name description type baseUrl models modelMapping { publicName upstreamName }\n      priority weight tags isActive schedulable version deniedModels\n      settings {\n        limits { rpm tpm concurrency } keyLimits { rpm tpm } queueLength queueTimeoutMs\n        onClientAbort headerTimeoutMs idleTimeoutMs timeoutMs dialects apiVersion\n        headers { name value } parameters proxyUrl\n        traits {\n          outputLimitField defaultMaxOutputTokens maxOutputTokens takesStreamOptions takesDeveloperRole\n          takesSystemAmidMessages takesSampling takesTemperatureWithTopP isTopPBelowOne takesTopK takesParallelToolCallsFlag takesServiceFields\n          takesJsonSchema takesPlainJsonSchema takesJsonWithTools takesMediaUrls takesMediaInToolResults\n          thinking thinkingBudgetMin thinkingBudgetMax mayDisableThinking reasoningField\n        }\n      }\n      lacks { modelName abilities }\n      keys { id lastFour isActive rpm tpm health healthNote healthUntil }\n      costs {\n        modelName currency exchangeRate inputPerMillion outputPerMillion cacheReadPerMillion perRequest\n      }\n      groups { id name }\n      lastTest { ...ChannelTestRun }\n    }\n  }\n"): typeof import('./graphql').ChannelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddChannelWithModels($input: AddChannelWithModelsInput!) {\n    addChannelWithModels(input: $input) {\n      channel { id }\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n"): typeof import('./graphql').AddChannelWithModelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateChannel($input: UpdateChannelInput!) {\n    updateChannel(input: $input) {\n      channel { id }\n      test { ...ChannelTestRun }\n      problems { code message path }\n    }\n  }\n"): typeof import('./graphql').UpdateChannelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Vendors {\n    vendors { type label defaultBaseUrl hasDeployments }\n  }\n"): typeof import('./graphql').VendorsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Corrections($first: Int, $after: String, $filter: CorrectionFilter) {\n    corrections(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind state amount reason requestId createdAt decidedAt decisionNote canDecide\n        account { id kind name owner { username } }\n        toAccount { id kind name owner { username } }\n        actor { id username }\n        secondPerson { id username }\n        decidedBy { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').CorrectionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SecondPeople {\n    admins: users(first: 100, filter: { role: ADMIN, state: ACTIVE }) { nodes { id username displayName } }\n    roots: users(first: 100, filter: { role: ROOT, state: ACTIVE }) { nodes { id username displayName } }\n  }\n"): typeof import('./graphql').SecondPeopleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AdjustAccount($input: AdjustAccountInput!) {\n    adjustAccount(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').AdjustAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefundCall($input: RefundCallInput!) {\n    refundCall(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').RefundCallDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveMoney($input: MoveMoneyInput!) {\n    moveMoney(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').MoveMoneyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DecideCorrection($input: DecideCorrectionInput!) {\n    decideCorrection(input: $input) { correction { state } isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').DecideCorrectionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Margins($from: Date!, $to: Date!, $channelId: ID) {\n    margins(from: $from, to: $to, channelId: $channelId) {\n      channelId channelName modelName calls uncostedCalls charged cost margin\n    }\n  }\n"): typeof import('./graphql').MarginsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetChannelCost($input: SetChannelCostInput!) {\n    setChannelCost(input: $input) { cost { modelName } problems { code message path } }\n  }\n"): typeof import('./graphql').SetChannelCostDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Course($id: ID!) {\n    course(id: $id) {\n      id name joinCode startsOn endsOn memberCount poolAccountId allowance costCentre endedAt myRole version\n    }\n  }\n"): typeof import('./graphql').CourseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CoursePool($id: ID!) { pool(id: $id) { id name state account { balance held available } } }\n"): typeof import('./graphql').CoursePoolDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CourseMembers($courseId: ID!, $first: Int, $after: String, $filter: CourseMemberFilter) {\n    courseMembers(courseId: $courseId, first: $first, after: $after, filter: $filter) {\n      nodes { userId username displayName state role section granted spent isNew codeExpiresAt joinedAt leftAt }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').CourseMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GrantCourseMembers($input: GrantCourseMembersInput!) {\n    grantCourseMembers(input: $input) {\n      outcomes { userId isGranted problem { code message path } } problems { code message path }\n    }\n  }\n"): typeof import('./graphql').GrantCourseMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveCourseMembers($input: RemoveCourseMembersInput!) {\n    removeCourseMembers(input: $input) { count problems { code message path } }\n  }\n"): typeof import('./graphql').RemoveCourseMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateCourseMemberCode($courseId: ID!, $userId: ID!) {\n    createCourseMemberCode(courseId: $courseId, userId: $userId) { code expiresAt problems { code message path } }\n  }\n"): typeof import('./graphql').CreateCourseMemberCodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateJoinCode($input: RotateJoinCodeInput!) {\n    rotateJoinCode(input: $input) { course { id } problems { code message path } }\n  }\n"): typeof import('./graphql').RotateJoinCodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndCourses($courseIds: [ID!]!) { endCourses(courseIds: $courseIds) { courseIds problems { code message path } } }\n"): typeof import('./graphql').EndCoursesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PreviewRoster($input: PreviewRosterInput!) {\n    previewRoster(input: $input) {\n      encoding token\n      counts { create activate join update none leave refuse }\n      rows { line username displayName section action problem { code message path } }\n      problems { code message path }\n    }\n  }\n"): typeof import('./graphql').PreviewRosterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportRoster($input: ImportRosterInput!) {\n    importRoster(input: $input) {\n      import { id state rowCount doneCount } codes { username code expiresAt } problems { code message path }\n    }\n  }\n"): typeof import('./graphql').ImportRosterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RosterImport($id: ID!) {\n    rosterImport(id: $id) { id state rowCount doneCount rows { username grant problem { code message path } } }\n  }\n"): typeof import('./graphql').RosterImportDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Courses($first: Int, $after: String) {\n    courses(first: $first, after: $after) {\n      nodes {\n        id name joinCode startsOn endsOn memberCount poolAccountId allowance costCentre endedAt version\n        recordingEnabled recordingTextVersion recordingText\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').CoursesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateCourse($input: CreateCourseInput!) {\n    createCourse(input: $input) { course { id } problems { code message path } }\n  }\n"): typeof import('./graphql').CreateCourseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateCourse($input: UpdateCourseInput!) {\n    updateCourse(input: $input) { course { id } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateCourseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DeadLetters($first: Int, $after: String, $filter: DeadLetterFilter) {\n    deadLetters(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id kind reason requestId stream sequence text attempts createdAt resolvedAt replayedAt\n        replayedBy { id username }\n        call { modelName admittedAt inputTokens outputTokens user { id username } apiKey { id name } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').DeadLettersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayDeadLetter($input: ReplayDeadLetterInput!) {\n    replayDeadLetter(input: $input) { isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').ReplayDeadLetterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GatewayNodes {\n    gatewayNodes { id startedAt leases expiredLeases held }\n  }\n"): typeof import('./graphql').GatewayNodesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ForceCloseGatewayNode($input: ForceCloseGatewayNodeInput!) {\n    forceCloseGatewayNode(input: $input) { gatewayNode { id } problems { code message path } }\n  }\n"): typeof import('./graphql').ForceCloseGatewayNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Groups($first: Int, $after: String) {\n    groups(first: $first, after: $after) {\n      nodes { id name description ratio isDefault recordingEnabled recordingTextVersion recordingText version }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').GroupsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateGroup($input: CreateGroupInput!) {\n    createGroup(input: $input) { group { id } problems { code message path } }\n  }\n"): typeof import('./graphql').CreateGroupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateGroup($input: UpdateGroupInput!) {\n    updateGroup(input: $input) { group { id } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateGroupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteGroup($id: ID!, $version: Int!) {\n    deleteGroup(id: $id, version: $version) { group { id } problems { code message path } }\n  }\n"): typeof import('./graphql').DeleteGroupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) { user { id locale } obstacle problems { code message path } }\n  }\n"): typeof import('./graphql').LogInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Register($input: RegisterInput!) {\n    register(input: $input) { user { id state } problems { code message path } }\n  }\n"): typeof import('./graphql').RegisterDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogOut { logOut }\n"): typeof import('./graphql').LogOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) { user { id } problems { code message path } }\n  }\n"): typeof import('./graphql').ChangePasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateMyAccount($input: UpdateMyAccountInput!) {\n    updateMyAccount(input: $input) { user { id } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateMyAccountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MySessions { mySessions { id createdAt lastSeenAt address userAgent isCurrent } }\n"): typeof import('./graphql').MySessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSession($id: ID!) { revokeSession(id: $id) }\n"): typeof import('./graphql').RevokeSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Jump($text: String!, $withUsers: Boolean!, $withChannels: Boolean!) {\n    models(first: 5, filter: { search: $text }) { nodes { id name provider } }\n    users(first: 5, filter: { search: $text }) @include(if: $withUsers) { nodes { id username displayName wallet { id } } }\n    channels(first: 5, filter: { search: $text }) @include(if: $withChannels) { nodes { id name } }\n  }\n"): typeof import('./graphql').JumpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Keys($first: Int, $after: String, $userId: ID) {\n    apiKeys(first: $first, after: $after, filter: { kind: SECRET, userId: $userId }) {\n      nodes {\n        id name prefix lastFour state stateReason modelNames allowedAddresses expiresAt lastUsedAt createdAt version\n        caps { id period amount spent held endsAt }\n        limits { rpm tpm concurrency } recordingEnabled recordingTextVersion recordingText\n        group { id name ratio }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').KeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) { apiKey { id } secret problems { code message path } }\n  }\n"): typeof import('./graphql').CreateKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeKey($input: RevokeApiKeyInput!) {\n    revokeApiKey(input: $input) { apiKey { id } problems { code message path } }\n  }\n"): typeof import('./graphql').RevokeKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateKey($input: UpdateApiKeyInput!) {\n    updateApiKey(input: $input) { apiKey { id } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetKeyCap($input: SetSpendLimitInput!) {\n    setSpendLimit(input: $input) { limitId problems { code message path } }\n  }\n"): typeof import('./graphql').SetKeyCapDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountHistory($first: Int, $after: String, $accountId: ID, $kind: String) {\n    accountHistory(first: $first, after: $after, accountId: $accountId, kind: $kind) {\n      nodes {\n        id transactionId kind amount balanceAfter requestId correctedRequestId reason occurredOn period createdAt\n        actor { id username }\n        secondPerson { id username }\n        counterpart { id kind name owner { username } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').AccountHistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountLots($accountId: ID) {\n    accountLots(accountId: $accountId) { id kind reason amount rest expired expiresAt createdAt }\n  }\n"): typeof import('./graphql').AccountLotsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RedeemCode($input: RedeemCodeInput!) {\n    redeemCode(input: $input) {\n      amount isRepeat\n      account { balance }\n      problems { code message path }\n    }\n  }\n"): typeof import('./graphql').RedeemCodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyLimits {\n    myLimits { isEnabled tier limits { modelName rpm tpm concurrency } }\n  }\n"): typeof import('./graphql').MyLimitsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LogIns($userId: ID!, $first: Int, $after: String) {\n    logIns(userId: $userId, first: $first, after: $after) {\n      nodes { id at method hasSecondFactor address userAgent lastSeenAt isOpen }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').LogInsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Market($first: Int, $after: String, $filter: ModelFilter, $sort: ModelSort, $groupId: ID) {\n    models(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion }\n        myPrice(groupId: $groupId) { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        measured { at facts { capability verdict } }\n        activity { calls completedCalls firstByte { samples p50Ms p95Ms } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n    modelProviders(filter: { usable: true })\n  }\n"): typeof import('./graphql').MarketDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MarketModel($name: String!) {\n    model(name: $name) {\n      id name provider description abilities contextTokens maxOutputTokens isActive\n      groups { id name ratio }\n      price { id }\n      prices { id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion cacheWritePerMillion reasoningPerMillion perRequest }\n      measured { at facts { capability verdict } }\n      activity { calls completedCalls duration { samples p50Ms p95Ms } firstByte { samples p50Ms p95Ms } }\n      activityDays { date calls completedCalls }\n    }\n  }\n"): typeof import('./graphql').MarketModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupPrice($name: String!, $groupId: ID!) {\n    model(name: $name) {\n      myPrice(groupId: $groupId) { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n    }\n  }\n"): typeof import('./graphql').GroupPriceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsableModels($first: Int, $after: String, $groupId: ID) {\n    models(first: $first, after: $after, filter: { usable: true }) {\n      nodes {\n        id name provider description abilities contextTokens maxOutputTokens\n        groups { id name }\n        price { inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n        myPrice(groupId: $groupId) { group { id name ratio } inputPerMillion outputPerMillion cacheReadPerMillion perRequest }\n      }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql').UsableModelsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LogInProvider { installation { logInProvider } }\n"): typeof import('./graphql').LogInProviderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginOidcLogIn($input: BeginOidcLogInInput!) {\n    beginOidcLogIn(input: $input) { url problems { code message path } }\n  }\n"): typeof import('./graphql').BeginOidcLogInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteOidcLogIn($input: CompleteOidcLogInInput!) {\n    completeOidcLogIn(input: $input) { user { id locale } obstacle next isConnected problems { code message path } }\n  }\n"): typeof import('./graphql').CompleteOidcLogInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyWaysIn { installation { logInProvider } myWaysIn { hasPassword connectedAt lastLogInAt } }\n"): typeof import('./graphql').MyWaysInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WaysInOf($userId: ID!) { installation { logInProvider } waysInOf(userId: $userId) { hasPassword connectedAt lastLogInAt } }\n"): typeof import('./graphql').WaysInOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginOidcConnection($password: String!) {\n    beginOidcConnection(password: $password) { url problems { code message path } }\n  }\n"): typeof import('./graphql').BeginOidcConnectionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveOidcConnection($password: String!) {\n    removeOidcConnection(password: $password) { problems { code message path } }\n  }\n"): typeof import('./graphql').RemoveOidcConnectionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetOidcConnection($userId: ID!, $reason: String!) {\n    resetOidcConnection(userId: $userId, reason: $reason) { problems { code message path } }\n  }\n"): typeof import('./graphql').ResetOidcConnectionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProviderLogOutUrl { providerLogOutUrl }\n"): typeof import('./graphql').ProviderLogOutUrlDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Operations {\n    operations {\n      at isBusConnected deadLetters ledgerOutbox openAlerts isRecovering\n      gateways {\n        nodeId state startedAt inflightCalls streams queuedCalls gossipPeers leases\n        journalPending journalOldestSeconds journalUnsettled journalsAdopted projectionStaleSeconds\n      }\n    }\n  }\n"): typeof import('./graphql').OperationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePlaygroundTicket {\n    createPlaygroundTicket { ticket expiresAt problems { code message path } }\n  }\n"): typeof import('./graphql').CreatePlaygroundTicketDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CallCost($requestId: ID!) {\n    receipt(requestId: $requestId) { amount }\n    me { wallet { balance } }\n  }\n"): typeof import('./graphql').CallCostDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Pools($first: Int, $after: String, $filter: PoolFilter) {\n    pools(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name state keyCount createdAt\n        account { balance held available owner { id username } course { id name memberCount } }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').PoolsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OpenPool($input: OpenPoolInput!) {\n    openPool(input: $input) { pool { id } isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').OpenPoolDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetPoolState($input: SetPoolStateInput!) {\n    setPoolState(input: $input) { isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').SetPoolStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PriceList($first: Int, $after: String, $filter: ModelFilter) {\n    models(first: $first, after: $after, filter: $filter) {\n      nodes {\n        id name provider\n        price { id }\n        prices {\n          id validFrom createdAt inputPerMillion outputPerMillion cacheReadPerMillion\n          cacheWritePerMillion reasoningPerMillion perRequest\n        }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').PriceListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Reconciliation {\n    reconciliation {\n      checks { id says state brokenIds checkedAt failedAt }\n      openLeaseCount overdueLeaseCount poisonCount unresolvedCount\n    }\n  }\n"): typeof import('./graphql').ReconciliationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Reconcile {\n    reconcile { reconciliation { checks { id state } } problems { code message path } }\n  }\n"): typeof import('./graphql').ReconcileDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyRecording {\n    myRecording { kind id name isAsked textVersion text isConsenting consent { textVersion consentedAt withdrawnAt } }\n  }\n"): typeof import('./graphql').MyRecordingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConsentToRecording($input: ConsentToRecordingInput!) {\n    consentToRecording(input: $input) { scope { id } problems { code message path } }\n  }\n"): typeof import('./graphql').ConsentToRecordingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawRecordingConsent($input: WithdrawRecordingConsentInput!) {\n    withdrawRecordingConsent(input: $input) { scope { id } problems { code message path } }\n  }\n"): typeof import('./graphql').WithdrawRecordingConsentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RedeemBatches($first: Int, $after: String) {\n    redeemBatches(first: $first, after: $after) {\n      nodes {\n        id name amount expiresAt moneyExpiresAt revokedAt createdAt codeCount redeemedCount unusedCount redeemedAmount\n        createdBy { id username }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').RedeemBatchesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RedeemBatch($id: ID!) {\n    redeemBatch(id: $id) {\n      id name amount expiresAt moneyExpiresAt revokedAt createdAt codeCount redeemedCount unusedCount redeemedAmount\n      createdBy { id username }\n    }\n  }\n"): typeof import('./graphql').RedeemBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RedeemCodes($batchId: ID!, $first: Int, $after: String, $state: RedeemCodeState) {\n    redeemCodes(batchId: $batchId, first: $first, after: $after, state: $state) {\n      nodes { id lastFour state redeemedAt redeemedBy { id username wallet { id } } }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').RedeemCodesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRedeemBatch($input: CreateRedeemBatchInput!) {\n    createRedeemBatch(input: $input) { codes isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').CreateRedeemBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeRedeemBatch($input: RevokeRedeemBatchInput!) {\n    revokeRedeemBatch(input: $input) { isRepeat problems { code message path } }\n  }\n"): typeof import('./graphql').RevokeRedeemBatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Session {\n    installation { currency timeZone usernamePattern publicUrl notice noticeVersion contact isInsecureHttp }\n    signInState { obstacle }\n    me {\n      id username displayName role locale acceptsUnpriced mustChangePassword state noticeClosed termsVersion termsAcceptedAt hasSecondFactor\n      wallet { id balance held available }\n      groups { id name ratio isDefault }\n      courses { role course { id name } }\n    }\n  }\n"): typeof import('./graphql').SessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Settings {\n    settings {\n      currency timeZone usernamePattern maxRetries cooldown autoDisable routingStrategy affinity limitsEnabled\n      tiers { name isDefault limits { modelName rpm tpm concurrency } } egressAllow probeMinutes\n      notice contact termsText termsVersion secondFactorRequired version\n    }\n  }\n"): typeof import('./graphql').SettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateSettings($input: UpdateSettingsInput!) {\n    updateSettings(input: $input) { settings { version } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AllowEgress($input: EgressEntryInput!) {\n    allowEgress(input: $input) { settings { version } problems { code message path } }\n  }\n"): typeof import('./graphql').AllowEgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisallowEgress($input: EgressEntryInput!) {\n    disallowEgress(input: $input) { settings { version } problems { code message path } }\n  }\n"): typeof import('./graphql').DisallowEgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetPasswordWithCode($input: SetPasswordWithCodeInput!) {\n    setPasswordWithCode(input: $input) { user { id locale } obstacle problems { code message path } }\n  }\n"): typeof import('./graphql').SetPasswordWithCodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifySecondFactor($code: String!) {\n    verifySecondFactor(code: $code) { user { id locale } problems { code message path } }\n  }\n"): typeof import('./graphql').VerifySecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignInState { signInState { obstacle } }\n"): typeof import('./graphql').SignInStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MySecondFactor { mySecondFactor { isEnabled recoveryCodesLeft } }\n"): typeof import('./graphql').MySecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginSecondFactor($password: String!) {\n    beginSecondFactor(password: $password) { secret uri problems { code message path } }\n  }\n"): typeof import('./graphql').BeginSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmSecondFactor($code: String!) {\n    confirmSecondFactor(code: $code) { recoveryCodes problems { code message path } }\n  }\n"): typeof import('./graphql').ConfirmSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveSecondFactor($password: String!, $code: String!) {\n    removeSecondFactor(password: $password, code: $code) { problems { code message path } }\n  }\n"): typeof import('./graphql').RemoveSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewRecoveryCodes($password: String!, $code: String!) {\n    renewRecoveryCodes(password: $password, code: $code) { recoveryCodes problems { code message path } }\n  }\n"): typeof import('./graphql').RenewRecoveryCodesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Terms { installation { contact terms { text version } } }\n"): typeof import('./graphql').TermsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptTerms($version: String!) {\n    acceptTerms(version: $version) { user { id } problems { code message path } }\n  }\n"): typeof import('./graphql').AcceptTermsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateOneTimeCode($userId: ID!) {\n    createOneTimeCode(userId: $userId) { code expiresAt problems { code message path } }\n  }\n"): typeof import('./graphql').CreateOneTimeCodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetSecondFactor($userId: ID!, $reason: String!) {\n    resetSecondFactor(userId: $userId, reason: $reason) { problems { code message path } }\n  }\n"): typeof import('./graphql').ResetSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Statement($period: String!) {\n    statement(period: $period) {\n      period isOpen calls amount\n      sections {\n        courseId courseName costCentre calls amount\n        lines { modelName calls inputTokens outputTokens amount }\n      }\n    }\n  }\n"): typeof import('./graphql').StatementDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LedgerAmount($period: String!) {\n    statement(period: $period) { amount ledgerAmount }\n  }\n"): typeof import('./graphql').LedgerAmountDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountStatement($period: String!, $accountId: ID!) {\n    accountStatement(period: $period, accountId: $accountId) {\n      period isOpen opening closing\n      lines { kind count amount }\n      account { id kind name owner { id username displayName } course { id name } }\n    }\n  }\n"): typeof import('./graphql').AccountStatementDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NewestStatementPeriod { newestStatementPeriod }\n"): typeof import('./graphql').NewestStatementPeriodDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Traffic on Traffic {\n    calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount\n    duration { samples p50Ms p95Ms }\n    firstByte { samples p50Ms p95Ms }\n    outcomes { code calls }\n    points {\n      startsAt date calls failedCalls inputTokens outputTokens amount\n      duration { samples p50Ms p95Ms }\n      firstByte { samples p50Ms p95Ms }\n    }\n  }\n"): typeof import('./graphql').TrafficFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Traffic($filter: TrafficFilter!, $interval: TrafficInterval!) {\n    traffic(filter: $filter, interval: $interval) { ...Traffic }\n  }\n"): typeof import('./graphql').TrafficDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrafficBeside($filter: TrafficFilter!, $before: TrafficFilter!, $interval: TrafficInterval!) {\n    traffic(filter: $filter, interval: $interval) { ...Traffic }\n    before: traffic(filter: $before, interval: $interval) { calls amount }\n  }\n"): typeof import('./graphql').TrafficBesideDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TrafficBy(\n    $dimension: TrafficDimension!, $filter: TrafficFilter!, $first: Int, $after: String, $search: String, $sort: TrafficSort\n  ) {\n    trafficBy(dimension: $dimension, filter: $filter, first: $first, after: $after, search: $search, sort: $sort) {\n      nodes {\n        id name detail calls failedCalls inputTokens cachedTokens outputTokens reasoningTokens amount\n        duration { samples p50Ms p95Ms }\n        firstByte { samples p50Ms p95Ms }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').TrafficByDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportCatalog($input: ImportCatalogInput!) {\n    importCatalog(input: $input) {\n      format\n      changes { action kind name row details waitsFor }\n      faults { row line name field message }\n      notes { message }\n      problems { code message path }\n    }\n  }\n"): typeof import('./graphql').ImportCatalogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExportCatalog($input: ExportCatalogInput!) {\n    exportCatalog(input: $input) { text fileName }\n  }\n"): typeof import('./graphql').ExportCatalogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsageCalls($first: Int, $after: String, $filter: UsageFilter) {\n    usage(first: $first, after: $after, filter: $filter) {\n      nodes {\n        requestId admittedAt modelName inputTokens cachedTokens outputTokens reasoningTokens\n        amount status provenance durationMs firstByteMs errorCode\n        user { id username }\n        apiKey { id name kind }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').UsageCallsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UsageOverview($filter: UsageFilter, $firstKeys: Int) {\n    usageSummary(filter: $filter) {\n      calls failedCalls inputTokens outputTokens amount\n      days { date modelName calls failedCalls inputTokens outputTokens amount }\n      models { modelName calls failedCalls inputTokens outputTokens amount }\n      keys(first: $firstKeys) { keyId calls failedCalls inputTokens outputTokens amount apiKey { id name kind } }\n    }\n  }\n"): typeof import('./graphql').UsageOverviewDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Receipt($requestId: ID!) {\n    receipt(requestId: $requestId) {\n      requestId admittedAt occurredOn modelName channelName ratio formula\n      reserved amount refunded provenance provenanceReason leaseId nodeId status errorCode isOverrun isStreamed attempts durationMs firstByteMs\n      refusal { httpStatus sentence message }\n      user { id username displayName }\n      apiKey { id name kind prefix lastFour }\n      payer { id kind name owner { username } }\n      priceVersion { id validFrom inputPerMillion outputPerMillion perRequest }\n      lines { class tokens perMillion amount }\n      route {\n        chosen { channelId channelName keyLastFour }\n        best { channelId channelName keyLastFour }\n        excluded { reason sentence count }\n      }\n      steps { name ms }\n      transactions {\n        id kind occurredOn period createdAt reason\n        actor { id username }\n        secondPerson { id username }\n        entries { accountId isRevenue amount }\n      }\n    }\n  }\n"): typeof import('./graphql').ReceiptDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users($first: Int, $after: String, $filter: UserFilter, $sort: UserSort) {\n    users(first: $first, after: $after, filter: $filter, sort: $sort) {\n      nodes {\n        id username displayName role state createdAt version\n        groups { id name }\n        wallet { id balance held available }\n      }\n      pageInfo { hasNextPage endCursor }\n      totalCount\n    }\n  }\n"): typeof import('./graphql').UsersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query User($id: ID!) {\n    user(id: $id) {\n      id username displayName role state tier createdAt version locale acceptsUnpriced hasSecondFactor\n      groups { id name }\n      courses { role joinedAt course { id name } }\n      wallet { id balance held available }\n    }\n  }\n"): typeof import('./graphql').UserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UserByName($search: String!) {\n    users(first: 100, filter: { search: $search }) { nodes { id username } }\n  }\n"): typeof import('./graphql').UserByNameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUser($input: CreateUserInput!) {\n    createUser(input: $input) { user { id } problems { code message path } }\n  }\n"): typeof import('./graphql').CreateUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) { user { id } problems { code message path } }\n  }\n"): typeof import('./graphql').UpdateUserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeUsers($input: ChangeUsersInput!) {\n    changeUsers(input: $input) {\n      rows { userId username outcome problems { message } }\n      problems { code message path }\n    }\n  }\n"): typeof import('./graphql').ChangeUsersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Grant($input: GrantInput!) {\n    grant(input: $input) { isRepeat account { balance } problems { code message path } }\n  }\n"): typeof import('./graphql').GrantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WhyModel($input: WhyModelInput!) {\n    whyModel(input: $input) {\n      at modelName groupName isScheduled callerReason callerSentence callerUntil candidateCount\n      counts { reason sentence count }\n      candidates {\n        channelId channelName channelKeyId keyLastFour upstreamModel priority reason sentence detail until usedShare rank\n      }\n    }\n  }\n"): typeof import('./graphql').WhyModelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindUser($search: String!) {\n    users(first: 20, filter: { search: $search }) { nodes { id username } }\n  }\n"): typeof import('./graphql').FindUserDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
