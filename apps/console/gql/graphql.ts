/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Keys that a channel gets beside those that it has. */
export type AddChannelKeysInput = {
  /** The channel. */
  channelId: string | number;
  /** One key a line; empty lines and repeated keys do not count. */
  text: string;
};

/** One form: a channel with its models and their prices, all or nothing. */
export type AddChannelWithModelsInput = {
  /** The new channel. */
  channel: CreateChannelInput;
  /** Its models, at most 1,000; one that exists already is left as it is, its price set where given. */
  models: Array<CreateModelInput>;
};

/** A change of a balance. */
export type AdjustAccountInput = {
  /** Which wallet or pool. */
  accountId: string | number;
  /** Currency units; above 0 gives at once, below 0 takes and waits for the second person. */
  amount: string;
  /** Your own name of this correction, 1 to 200 characters: the same again books nothing more. */
  idempotencyKey: string;
  /** Why; 1 to 500 characters, kept in the ledger. */
  reason: string;
  /** Another active administrator, who stands for it as well. */
  secondPersonId: string | number;
};

/** Which alerts; every given field must match. */
export type AlertFilter = {
  /** Only those that go on; false: only those that are over. */
  isOpen?: boolean | null | undefined;
  /** Only this kind. */
  kind?: AlertKind | null | undefined;
};

/** What somebody should look at. */
export type AlertKind =
  /** Usage events were put aside. */
  | 'DEAD_LETTERS'
  /** An invariant of the ledger is broken. */
  | 'DRIFT'
  /** The ledger was restored from a backup. */
  | 'EPOCH_RAISED'
  /** A gateway has calls that are not settled. */
  | 'JOURNAL_BACKLOG'
  /** A gateway’s leases wait for their calls for more than ten minutes. */
  | 'LEASES_DRAINING'
  /** A limit is used to 80 or to 100 %. */
  | 'LIMIT_THRESHOLD'
  /** A wallet or pool is below the threshold of the settings. */
  | 'LOW_BALANCE';

/** How a key is used. */
export type ApiKeyKind =
  /** The secretless key of the playground, one a user; tickets stand for it. */
  | 'PLAYGROUND'
  /** A key for programs, shown once. */
  | 'SECRET';

/** Whether a key works, and if not, why. */
export type ApiKeyState =
  /** Works. */
  | 'ACTIVE'
  /** Refused for now: its owner is disabled or may not use its group any more. */
  | 'DISABLED'
  /** Its end has passed; running calls finish. */
  | 'EXPIRED'
  /** Refused for good; running streams end within 5 seconds. */
  | 'LEAKED'
  /** Refused for good; running calls finish. */
  | 'REVOKED';

/** Which entries; every given field must match. */
export type AuditFilter = {
  /** Only actions that begin so: key:revoke, or key. */
  action?: string | null | undefined;
  /** Only acts of this user. */
  actorId?: string | number | null | undefined;
  /** From this instant on. */
  from?: string | null | undefined;
  /** Only this object. */
  targetId?: string | null | undefined;
  /** Only objects of this kind. */
  targetKind?: string | null | undefined;
  /** Before this instant. */
  to?: string | null | undefined;
};

/** A log-in at the organisation’s provider. */
export type BeginOidcLogInInput = {
  /** Where the person wanted to go; told again at the end. At most 500 characters count. */
  next?: string | null | undefined;
};

/** Whether the accounts work from now on. */
export type BulkUserState =
  /** They work. */
  | 'ACTIVE'
  /** They cannot log in; sessions and tokens end, keys are refused. */
  | 'DISABLED';

/** What becomes of an entry. */
export type CatalogAction =
  /** It is new. */
  | 'CREATE'
  /** It was so already. */
  | 'KEEP'
  /** It was there and differs. */
  | 'UPDATE';

/** How a file describes channels. */
export type CatalogFormat =
  /** A header and one channel a row. */
  | 'CSV'
  /** config.yaml of LiteLLM: its model_list. Only read, never written. */
  | 'LITELLM'
  /** {"models":[{name, endpoint, deployment, type, mapping}]}: each entry a channel. */
  | 'MODELS_JSON'
  /** Our declarative file, YAML or JSON: its sections channels and models. */
  | 'STATE';

/** What becomes of some keys of one channel. */
export type ChangeChannelKeysInput = {
  /** What becomes of them. */
  action: ChannelKeyAction;
  /** The channel. */
  channelId: string | number;
  /** Its keys, at most 1,000. */
  keyIds: Array<string | number>;
};

/** A new password for oneself. */
export type ChangePasswordInput = {
  /** The password until now. */
  currentPassword: string;
  /** The new one, 8 to 200 characters. */
  newPassword: string;
};

/** One change of many users; a field left out stays as it is. */
export type ChangeUsersInput = {
  /** Groups that they get beside those that they have. */
  addGroupIds?: Array<string | number> | null | undefined;
  /** Course that they join as students. */
  addToCourseId?: string | number | null | undefined;
  /** Change those that can be changed; else one refusal leaves all as they are. */
  partial?: boolean | null | undefined;
  /** Groups that they lose. */
  removeGroupIds?: Array<string | number> | null | undefined;
  /** Whether they work. */
  state?: BulkUserState | null | undefined;
  /** Tier whose limits count; null: the default one. */
  tier?: string | null | undefined;
  /** The users, 1 to 1,000; one named twice counts once. */
  userIds: Array<string | number>;
};

/** Which channels; every given field must match. */
export type ChannelFilter = {
  /** Only active ones, or only others. */
  isActive?: boolean | null | undefined;
  /** Part of name or address; at most 64 characters count. */
  search?: string | null | undefined;
  /** Only in this state. */
  state?: ChannelState | null | undefined;
  /** Only with this tag. */
  tag?: string | null | undefined;
};

/** What becomes of keys. */
export type ChannelKeyAction =
  /** Gateways use them no more. */
  | 'DISABLE'
  /** Gateways may use them, at once: a rest is over, a refusal forgotten. */
  | 'ENABLE'
  /** They are taken away; they must be entered again to come back. */
  | 'REMOVE';

/** How calls through a channel are made; a field left out takes its default. */
export type ChannelSettingsInput = {
  /** Version of the API, for vendors with deployments. */
  apiVersion?: string | null | undefined;
  /** What it speaks, instead of its vendor's dialects; the first is translated to. */
  dialects?: Array<Dialect> | null | undefined;
  /** Milliseconds until the response headers, 1 to 3,600,000. */
  headerTimeoutMs?: number | null | undefined;
  /** Headers that are set on every call, at most 32. */
  headers?: Array<HeaderOverrideInput> | null | undefined;
  /** Milliseconds between two chunks, 1 to 3,600,000. */
  idleTimeoutMs?: number | null | undefined;
  /** Of each of its keys; absent: none. */
  keyLimits?: KeyLimitsInput | null | undefined;
  /** Of the channel as a whole; absent: none. */
  limits?: RateLimitsInput | null | undefined;
  /** What happens upstream when the caller goes away; absent: AUTO. */
  onClientAbort?: ClientAbortPolicy | null | undefined;
  /** JSON of members of the body to be set on every call; none that is billed or routed by. */
  parameters?: string | null | undefined;
  /** http://host:port of a proxy that is asked to CONNECT. */
  proxyUrl?: string | null | undefined;
  /** Calls that may wait for a place, 0 to 10,000; absent: none. */
  queueLength?: number | null | undefined;
  /** Longest wait in milliseconds, 1 to 600,000. */
  queueTimeoutMs?: number | null | undefined;
  /** Milliseconds for the whole call, 1 to 3,600,000. */
  timeoutMs?: number | null | undefined;
  /** What it takes, where that differs. */
  traits?: TraitsInput | null | undefined;
};

/** Order of channels. */
export type ChannelSort = {
  /** Which way. */
  direction: SortDirection;
  /** By what. */
  field: ChannelSortField;
};

/** What channels are sorted by. */
export type ChannelSortField =
  /** When they were entered. */
  | 'CREATED_AT'
  /** Their name. */
  | 'NAME'
  /** Their priority. */
  | 'PRIORITY';

/** State of a channel, for filters. */
export type ChannelState =
  /** It takes calls. */
  | 'ACTIVE'
  /** It exists and takes no new calls. */
  | 'NOT_SCHEDULED'
  /** It is switched off. */
  | 'OFF'
  /** A key of it cools or is disabled, or its upstream denies a model. */
  | 'TROUBLED';

/** Why a channel was tested. */
export type ChannelTestCause =
  /** An administrator asked for it. */
  | 'ASKED'
  /** Before its capabilities were measured. */
  | 'CAPABILITIES'
  /** It was saved. */
  | 'SAVED'
  /** The probe job, by the interval of the settings. */
  | 'SCHEDULED';

/** Whose API stands behind a channel. */
export type ChannelType =
  /** Anthropic. */
  | 'ANTHROPIC'
  /** Azure OpenAI. */
  | 'AZURE_OPENAI'
  /** DashScope. */
  | 'DASHSCOPE'
  /** DeepSeek. */
  | 'DEEPSEEK'
  /** FastChat. */
  | 'FASTCHAT'
  /** Google Gemini. */
  | 'GEMINI'
  /** Moonshot. */
  | 'MOONSHOT'
  /** Ollama. */
  | 'OLLAMA'
  /** OpenAI. */
  | 'OPENAI'
  /** OpenAI-compatible. */
  | 'OPENAI_COMPATIBLE'
  /** OpenAI Responses only. */
  | 'OPENAI_RESPONSES'
  /** OpenRouter. */
  | 'OPENROUTER'
  /** SGLang. */
  | 'SGLANG'
  /** SiliconFlow. */
  | 'SILICONFLOW'
  /** Text Generation Inference. */
  | 'TGI'
  /** vLLM. */
  | 'VLLM';

/** What happens upstream when the caller goes away. */
export type ClientAbortPolicy =
  /** Streams are cancelled and billed for what was forwarded; others are read to their end. */
  | 'AUTO'
  /** The call is cancelled at once. */
  | 'CANCEL'
  /** The answer is read to its end and billed as reported. */
  | 'DRAIN';

/** What the provider sent the browser back with. */
export type CompleteOidcLogInInput = {
  /** The query of the address, without the question mark: `code=…&state=…`. */
  parameters: string;
};

/** Consent of the caller to recording in one place. */
export type ConsentToRecordingInput = {
  /** What it is given for. */
  kind: RecordingScopeKind;
  /** Which group, course or key. */
  scopeId: string | number;
  /** Version of the text that was shown; another one in force gives CONFLICT. */
  textVersion: string;
};

/** Which corrections; every given field must match. */
export type CorrectionFilter = {
  /** Only those that take from this account or give to it. */
  accountId?: string | number | null | undefined;
  /** Only this kind. */
  kind?: CorrectionKind | null | undefined;
  /** Only refunds of this call. */
  requestId?: string | number | null | undefined;
  /** Only this state. */
  state?: CorrectionState | null | undefined;
};

/** What a correction does. */
export type CorrectionKind =
  /** Changes a balance. */
  | 'ADJUSTMENT'
  /** Takes from one account and gives to another. */
  | 'MOVE'
  /** Gives back a call's debit, or a part of it. */
  | 'REFUND';

/** What became of a correction. */
export type CorrectionState =
  /** Takes money, so it waits for a second person; nothing has moved. */
  | 'PENDING'
  /** Is in the ledger. */
  | 'POSTED'
  /** A second person said no; nothing has moved. */
  | 'REFUSED';

/** Which people of a course; every given field must match. */
export type CourseMemberFilter = {
  /** Only these. */
  role?: CourseRole | null | undefined;
  /** Part of student ID or name; at most 64 characters count. */
  search?: string | null | undefined;
  /** Only this section, exactly. */
  section?: string | null | undefined;
  /** Those who left, too. */
  withLeft?: boolean | null | undefined;
};

/** What somebody is in one course. */
export type CourseRole =
  /** Helps to run the course; sees its join code. */
  | 'ASSISTANT'
  /** Takes the course. */
  | 'STUDENT';

/** A new key for programs. */
export type CreateApiKeyInput = {
  /** CIDR ranges it may come from, at most 100; absent or empty: anywhere. */
  allowedAddresses?: Array<string> | null | undefined;
  /** When it stops working; absent: never. */
  expiresAt?: string | null | undefined;
  /** One of the owner's groups; absent: the default group. */
  groupId?: string | number | null | undefined;
  /** Refuse what a model cannot be told whole, instead of sending it with losses. */
  isStrict?: boolean | null | undefined;
  /** Admins only: what it may do; absent: no limit of its own. */
  limits?: RateLimitsInput | null | undefined;
  /** Models it may call, at most 1,000; absent or empty: all of its group. */
  modelNames?: Array<string> | null | undefined;
  /** What to call it, 1 to 64 characters. */
  name: string;
  /** Who pays: a pool that the owner may spend from; absent: the owner's own wallet. */
  payerId?: string | number | null | undefined;
  /** Admins may make one for somebody else; absent: for oneself. */
  userId?: string | number | null | undefined;
};

/** A new channel. */
export type CreateChannelInput = {
  /** http or https address, with or without a path; no user, query or fragment. */
  baseUrl: string;
  /** Text for admins; at most 2,000 characters. */
  description?: string | null | undefined;
  /** Groups whose keys may use it. */
  groupIds: Array<string | number>;
  /** Whether it exists for gateways at all. */
  isActive?: boolean | null | undefined;
  /** Its keys, at most 1,000; they cannot be read again. Empty: it asks for none. */
  keys: Array<string>;
  /** What each of these keys bears, in their order; absent: what `settings.keyLimits` says. */
  limitsOfKeys?: Array<KeyLimitsInput> | null | undefined;
  /** Models that it serves under another name; entries may share a public name, at most 100 each. */
  modelMapping?: Array<ModelMappingEntryInput> | null | undefined;
  /** Models that it serves under their own name, at most 10,000. */
  models: Array<string>;
  /** Unique name, 1 to 128 characters; users see it on receipts. */
  name: string;
  /** Higher is tried first. */
  priority?: number | null | undefined;
  /** Whether new calls are sent to it. */
  schedulable?: boolean | null | undefined;
  /** How calls are made; absent: the defaults. */
  settings?: ChannelSettingsInput | null | undefined;
  /** Words to find it by, at most 100. */
  tags?: Array<string> | null | undefined;
  /** What it speaks. */
  type: ChannelType;
  /** Share among channels of the same priority, 0 to 1,000,000. */
  weight?: number | null | undefined;
};

/** A new course. */
export type CreateCourseInput = {
  /** What one student may be granted from the pool in all; null: the pool alone bounds it. */
  allowance?: string | null | undefined;
  /** Cost centre of the reports, at most 64 characters; null: none. */
  costCentre?: string | null | undefined;
  /** Last day on which the code works. */
  endsOn?: string | null | undefined;
  /** 8 to 64 characters; null: nobody joins by code. */
  joinCode?: string | null | undefined;
  /** Unique name, 1 to 128 characters. */
  name: string;
  /** The pool that its assistants grant from; null: none. */
  poolId?: string | number | null | undefined;
  /** First day on which the code works. */
  startsOn?: string | null | undefined;
};

/** A new access group. */
export type CreateGroupInput = {
  /** What it is for; at most 500 characters. */
  description?: string | null | undefined;
  /** Unique name, 1 to 64 characters. */
  name: string;
  /** Price factor as decimal text, 0 or more, at most six decimals. */
  ratio: string;
};

/** A new model. */
export type CreateModelInput = {
  /** Any of tools, vision, reasoning, json, audio, document; embedding: makes vectors and nothing else. */
  abilities?: Array<string> | null | undefined;
  /** Longest context in tokens. */
  contextTokens?: number | null | undefined;
  /** Text for people; at most 2,000 characters. */
  description?: string | null | undefined;
  /** Groups that see it; empty: nobody. */
  groupIds: Array<string | number>;
  /** Whether it may be called. */
  isActive?: boolean | null | undefined;
  /** Default and upper limit of one answer in tokens. */
  maxOutputTokens?: number | null | undefined;
  /** Unique name in API calls, 1 to 256 characters. */
  name: string;
  /** Its first price; without one only those who accept it may call it. */
  price?: PriceInput | null | undefined;
  /** Who made it; at most 64 characters. */
  provider?: string | null | undefined;
  /** What it takes, where that differs from its family. */
  traits?: TraitsInput | null | undefined;
};

/** New redeem codes of one worth. */
export type CreateRedeemBatchInput = {
  /** What each is worth: currency units, above 0. */
  amount: string;
  /** How many, 1 to 1,000. */
  count: number;
  /** Until when they can be redeemed; absent: for ever. */
  expiresAt?: string | null | undefined;
  /** Your own name of this batch, 1 to 200 characters: the same again makes no more, and shows no codes. */
  idempotencyKey: string;
  /** When the credited money expires; absent: never. */
  moneyExpiresAt?: string | null | undefined;
  /** What they are for, 1 to 200 characters; whoever redeems one reads it. */
  name: string;
};

/** A new user made by an admin; active at once. */
export type CreateUserInput = {
  /** Name to show; at most 64 characters. */
  displayName?: string | null | undefined;
  /** Groups beside the default one. */
  groupIds?: Array<string | number> | null | undefined;
  /** First password, 8 to 200 characters, to be changed; null: he cannot log in yet. */
  password?: string | null | undefined;
  /** His role; only root makes admins and roots. */
  role: Role;
  /** Student ID or staff name: letters, digits and ._@-, stored in lower case. */
  username: string;
};

/** Which dead letters; every given field must match. */
export type DeadLetterFilter = {
  /** Only settled ones; false: only those that wait. */
  isResolved?: boolean | null | undefined;
  /** Only this kind. */
  kind?: DeadLetterKind | null | undefined;
  /** Only this call. */
  requestId?: string | number | null | undefined;
};

/** Why a usage event was put aside. */
export type DeadLetterKind =
  /** It can never be settled as it is: unreadable, absurd, or at odds with what is settled. */
  | 'POISON'
  /** It names a price, key or user that is not known; it is tried again every minute. */
  | 'UNRESOLVED';

/** A word on a correction that waits. */
export type DecideCorrectionInput = {
  /** The correction. */
  id: string | number;
  /** true posts it; false ends it, and nothing moves. */
  isApproved: boolean;
  /** What to say about it, at most 500 characters. */
  note?: string | null | undefined;
};

/** A wire format. */
export type Dialect =
  /** Anthropic Messages. */
  | 'ANTHROPIC_MESSAGES'
  /** Gemini generateContent. */
  | 'GEMINI_GENERATE'
  /** OpenAI Chat Completions. */
  | 'OPENAI_CHAT'
  /** OpenAI Responses. */
  | 'OPENAI_RESPONSES';

/** One private address. */
export type EgressEntryInput = {
  /** Exactly one host and one port: 192.168.1.100:8000, [fd00::1]:443. */
  hostPort: string;
  /** The caller’s own password, once more. */
  password: string;
};

/** Which channels are written. */
export type ExportCatalogInput = {
  /** Only these channels; absent: all. */
  channelIds?: Array<string | number> | null | undefined;
  /** How; LITELLM cannot be written. */
  format: CatalogFormat;
  /** Only channels with this tag. */
  tag?: string | null | undefined;
};

/** Ending the leases of a gateway whose disk is lost. */
export type ForceCloseGatewayNodeInput = {
  /** Its NODE_ID. */
  id: string | number;
  /** Why; 1 to 500 characters, kept in the audit log. */
  reason: string;
};

/** Whether a gateway takes calls. */
export type GatewayState =
  /** It does, while the bus is away, its catalog is old or its journal has a backlog. */
  | 'DEGRADED'
  /** It is about to stop. */
  | 'DRAINING'
  /** It does. */
  | 'OK'
  /** Its journal cannot be written: calls are refused. */
  | 'RED'
  /** It does not answer, and held money within the last hour. */
  | 'SILENT'
  /** Not yet: catalog or keys are not complete. */
  | 'STARTING';

/** Money from the pool of a course to some of its students. */
export type GrantCourseMembersInput = {
  /** What each of them gets, above 0. */
  amount: string;
  /** The course. */
  courseId: string | number;
  /** What is left then is taken back; null: never. */
  expiresAt?: string | null | undefined;
  /** Your own name of this act: the same again credits nobody twice. */
  idempotencyKey: string;
  /** Why, 1 to 500 characters; the student reads it. */
  reason: string;
  /** The students, 1 to 1,000. */
  userIds: Array<string | number>;
};

/** Money for a user's wallet, or for a pool. */
export type GrantInput = {
  /** Currency units, above 0 and at most 10,000,000. */
  amount: string;
  /** When what is left of it is taken back; absent: never. Money that ends earliest is used first. */
  expiresAt?: string | null | undefined;
  /** Your own name of this grant, 1 to 200 characters: the same again books nothing more. */
  idempotencyKey: string;
  /** Which pool; absent: userId says whose wallet. */
  poolId?: string | number | null | undefined;
  /** Why; 1 to 500 characters, kept in the ledger. */
  reason: string;
  /** Whose wallet; absent: poolId says which pool. */
  userId?: string | number | null | undefined;
};

/** A header that is set on every call; none of credentials, hosts or framing. */
export type HeaderOverrideInput = {
  /** Name, at most 64 characters. */
  name: string;
  /** Visible characters, at most 1,024; not for secrets. */
  value: string;
};

/** What held money waits for. */
export type HeldState =
  /** For calls that are over and not settled yet. */
  | 'DRAINING'
  /** For calls under way or to come. */
  | 'OPEN';

/** A file of channels. */
export type ImportCatalogInput = {
  /** Only say what would change. */
  dryRun: boolean;
  /** Names of the groups of new channels and models that name none; absent: the default group. */
  groups?: Array<string> | null | undefined;
  /** Secrets that the file names without holding them. */
  secrets?: Array<ImportSecretInput> | null | undefined;
  /** The file itself; its format is recognised. At most 10,000 entries. */
  text: string;
};

/** A roster to be imported as it was previewed. */
export type ImportRosterInput = {
  /** The course. */
  courseId: string | number;
  /** The CSV file in base64, at most 2 MB and 20,000 lines: UTF-8 or GB18030, a column 学号 (student_id), if you like 姓名 (name) and 班级 (section). */
  file: string;
  /** Name of the file, for the list of imports. */
  fileName?: string | null | undefined;
  /** Null: nobody is granted anything. */
  grant?: RosterGrantInput | null | undefined;
  /** `token` of the preview: refused where file or course have changed since. */
  previewToken: string;
  /** Students who are not in the file leave the course; absent: nothing is done about them. */
  removeMissing?: boolean | null | undefined;
  /** Lines that cannot be imported are left out; absent: one of them refuses the whole file. */
  skipFaults?: boolean | null | undefined;
};

/** What a name in a file stands for: `{ env: NAME }` or `os.environ/NAME`. */
export type ImportSecretInput = {
  /** The name. */
  name: string;
  /** Its value. */
  value: string;
};

/** What the last look at an invariant found. */
export type InvariantState =
  /** Some rows break it: drift. */
  | 'BROKEN'
  /** No row breaks it. */
  | 'HOLDS'
  /** It could not be looked at lately; what is told is older. */
  | 'UNCHECKED';

/** What one key of a channel bears; a field left out: no limit. */
export type KeyLimitsInput = {
  /** Requests in any minute; null: no limit. */
  rpm?: number | null | undefined;
  /** Tokens in any minute, input and output together; null: no limit. */
  tpm?: number | null | undefined;
};

/** Which accounts; every given field must match. */
export type LedgerAccountFilter = {
  /** Only pools of this course. */
  courseId?: string | number | null | undefined;
  /** Only those that hold money for running calls. */
  isHolding?: boolean | null | undefined;
  /** Only those below 0. */
  isOverdrawn?: boolean | null | undefined;
  /** Only this kind. */
  kind?: LedgerAccountKind | null | undefined;
  /** Part of a pool’s name, or of its owner’s user name or name; at most 64 characters count. */
  search?: string | null | undefined;
  /** Only this state. */
  state?: LedgerAccountState | null | undefined;
};

/** Whose money an account is. */
export type LedgerAccountKind =
  /** Gives what is granted and takes back what expires; has no balance of its own here. */
  | 'FUNDING'
  /** Money that several people may spend. */
  | 'POOL'
  /** Gets what calls cost; has no balance of its own here. */
  | 'REVENUE'
  /** Pays for calls whose payer is unknown, until somebody clears it. */
  | 'SUSPENSE'
  /** A user's own money. */
  | 'WALLET';

/** Order of accounts. */
export type LedgerAccountSort = {
  /** Which end first. */
  direction: SortDirection;
  /** What to sort by. */
  field: LedgerAccountSortField;
};

/** What accounts are sorted by. */
export type LedgerAccountSortField =
  /** The balance. */
  | 'BALANCE'
  /** When it first had money. */
  | 'CREATED_AT'
  /** What is held. */
  | 'HELD'
  /** The pool’s name, or the owner’s user name. */
  | 'NAME';

/** Whether money comes in and is spent. */
export type LedgerAccountState =
  /** Works. */
  | 'ACTIVE'
  /** Nothing is spent from it or given to it; what is in it stays. */
  | 'CLOSED';

/** What some keys of one channel bear from now on. */
export type LimitChannelKeysInput = {
  /** The channel. */
  channelId: string | number;
  /** Its keys, at most 1,000. */
  keyIds: Array<string | number>;
  /** A field left out: as the channel's `keyLimits`. */
  limits: KeyLimitsInput;
};

/** Whose spending a limit counts. */
export type LimitKind =
  /** That of all calls of a course. */
  | 'COURSE_LIMIT'
  /** That of one key. */
  | 'KEY_CAP';

/** How long a limit counts before it begins anew, in the campus time zone. */
export type LimitPeriod =
  /** A campus day. */
  | 'DAY'
  /** A calendar month. */
  | 'MONTH'
  /** From its first to its last day; outside of them nothing is allowed. */
  | 'TERM'
  /** For ever. */
  | 'TOTAL'
  /** From Monday. */
  | 'WEEK';

/** A model of an upstream against what the channel serves. */
export type ListedModelState =
  /** Served, and not listed any more. */
  | 'GONE'
  /** Listed, not served yet. */
  | 'NEW'
  /** Listed and served. */
  | 'SERVED';

/** User name and password. */
export type LogInInput = {
  /** The password. */
  password: string;
  /** User name; upper and lower case are the same. */
  username: string;
};

/** Which models; every given field must match. */
export type ModelFilter = {
  /** Only models with all of these abilities. */
  abilities?: Array<string> | null | undefined;
  /** Only models that this group sees. */
  groupId?: string | number | null | undefined;
  /** Only models that have a price now, or only those without. */
  priced?: boolean | null | undefined;
  /** Only models of this provider. */
  provider?: string | null | undefined;
  /** Part of the name or provider; at most 64 characters count. */
  search?: string | null | undefined;
  /** Only models that the caller may use now: visible to one of his groups, active, priced (or he accepts unpriced), served by a channel. */
  usable?: boolean | null | undefined;
};

/** A model's name on both sides of a channel. */
export type ModelMappingEntryInput = {
  /** The name that users call, 1 to 256 characters. */
  publicName: string;
  /** The name that the upstream knows, 1 to 256 characters. */
  upstreamName: string;
};

/** Order of models. */
export type ModelSort = {
  /** Which end first. */
  direction: SortDirection;
  /** What to sort by. */
  field: ModelSortField;
};

/** What models are sorted by; what is unknown comes last. */
export type ModelSortField =
  /** The longest context. */
  | 'CONTEXT'
  /** The name. */
  | 'NAME'
  /** The present prices of a million input and a million output tokens together, before ratios. */
  | 'PRICE';

/** Money from one wallet or pool to another; waits for the second person. */
export type MoveMoneyInput = {
  /** Currency units, above 0 and at most what is free there. */
  amount: string;
  /** Where it is taken from. */
  fromAccountId: string | number;
  /** Your own name of this correction, 1 to 200 characters: the same again books nothing more. */
  idempotencyKey: string;
  /** Why; 1 to 500 characters, kept in the ledger. */
  reason: string;
  /** Another active administrator, who stands for it as well. */
  secondPersonId: string | number;
  /** Where it goes. */
  toAccountId: string | number;
};

/** A new pool: of a course, of a person, or both. */
export type OpenPoolInput = {
  /** Its members may spend from it while the course lasts. */
  courseId?: string | number | null | undefined;
  /** Your own name of this pool, 1 to 200 characters: the same again opens no other. */
  idempotencyKey: string;
  /** What to call it, 1 to 200 characters. */
  name: string;
  /** May spend from it, and sees its history. */
  ownerId?: string | number | null | undefined;
};

/** Which field of OpenAI Chat carries the output limit. */
export type OutputLimitField =
  /** The one that reasoning models of OpenAI demand. */
  | 'MAX_COMPLETION_TOKENS'
  /** The older one, which every imitator knows. */
  | 'MAX_TOKENS';

/** Which pools; every given field must match. */
export type PoolFilter = {
  /** Only those of this course. */
  courseId?: string | number | null | undefined;
  /** Only those that you may spend from; others are told to staff alone. */
  isUsable?: boolean | null | undefined;
  /** Part of the name; at most 64 characters count. */
  search?: string | null | undefined;
  /** Only this state. */
  state?: LedgerAccountState | null | undefined;
};

/** A roster to be looked at. */
export type PreviewRosterInput = {
  /** The course. */
  courseId: string | number;
  /** The CSV file in base64, at most 2 MB and 20,000 lines: UTF-8 or GB18030, a column 学号 (student_id), if you like 姓名 (name) and 班级 (section). */
  file: string;
  /** Students who are not in the file leave the course; absent: nothing is done about them. */
  removeMissing?: boolean | null | undefined;
};

/** A new price version; amounts are 0 or more and at most 10,000,000. */
export type PriceInput = {
  /** For a million input tokens read from a cache; absent: as input. */
  cacheReadPerMillion?: string | null | undefined;
  /** For a million input tokens written to a cache; absent: as input. */
  cacheWritePerMillion?: string | null | undefined;
  /** For a million input tokens. */
  inputPerMillion: string;
  /** For a million output tokens. */
  outputPerMillion: string;
  /** For each answered call; absent: 0. */
  perRequest?: string | null | undefined;
  /** For a million reasoning tokens; absent: as output. */
  reasoningPerMillion?: string | null | undefined;
  /** From when; absent: at once. Not in the past. */
  validFrom?: string | null | undefined;
};

/** Whose capabilities are measured. */
export type ProbeCapabilitiesInput = {
  /** The channel. */
  channelId: string | number;
  /** Public name of the model. */
  modelName: string;
};

/** Whose list of models is pulled: a stored channel, or one that is being typed. */
export type PullModelsInput = {
  /** Address of a new channel; null: the stored one’s. */
  baseUrl?: string | null | undefined;
  /** A stored channel; null: a new one. */
  channelId?: string | number | null | undefined;
  /** A key; null: the stored channel’s first, or none. */
  key?: string | null | undefined;
  /** Type of a new channel; null: the stored one’s. */
  type?: ChannelType | null | undefined;
};

/** What may be done in any minute and at the same time; a field left out: no limit. */
export type RateLimitsInput = {
  /** Calls at the same time; null: no limit. */
  concurrency?: number | null | undefined;
  /** Requests in any minute; null: no limit. */
  rpm?: number | null | undefined;
  /** Tokens in any minute, input and output together; null: no limit. */
  tpm?: number | null | undefined;
};

/** Where OpenAI Chat servers want thinking of earlier turns back. */
export type ReasoningField =
  /** Nowhere: it is refused. */
  | 'NONE'
  /** In reasoning. */
  | 'REASONING'
  /** In reasoning_content. */
  | 'REASONING_CONTENT';

/** Where an administrator can ask for consent to recording. */
export type RecordingScopeKind =
  /** Everybody in a course. */
  | 'COURSE'
  /** Everybody who uses an access group. */
  | 'GROUP'
  /** One key. */
  | 'KEY';

/** A code to redeem. */
export type RedeemCodeInput = {
  /** As printed; case, spaces and hyphens do not matter. */
  code: string;
};

/** What a redeem code is good for. */
export type RedeemCodeState =
  /** Its end, or that of its money, came before anybody used it. */
  | 'EXPIRED'
  /** Has credited somebody. */
  | 'REDEEMED'
  /** Withdrawn before anybody used it. */
  | 'REVOKED'
  /** Credits whoever redeems it first. */
  | 'UNUSED';

/** Giving back a call's debit. */
export type RefundCallInput = {
  /** Currency units, above 0; absent: all that is left of the debit. */
  amount?: string | null | undefined;
  /** Your own name of this correction, 1 to 200 characters: the same again books nothing more. */
  idempotencyKey: string;
  /** Why; 1 to 500 characters, kept in the ledger. */
  reason: string;
  /** The x-request-id of the call. */
  requestId: string | number;
  /** Another active administrator, who stands for it as well. */
  secondPersonId: string | number;
};

/** A new account, made by the person himself. */
export type RegisterInput = {
  /** Name to show; at most 64 characters. */
  displayName?: string | null | undefined;
  /** Join code of a course; without it the account waits for an admin. */
  joinCode?: string | null | undefined;
  /** zh-CN or en; null follows the browser. */
  locale?: string | null | undefined;
  /** 8 to 200 characters. */
  password: string;
  /** The student ID, of the form that `installation.usernamePattern` asks for. */
  username: string;
};

/** Students who leave a course. */
export type RemoveCourseMembersInput = {
  /** The course. */
  courseId: string | number;
  /** The students, 1 to 1,000; others among them stay. */
  userIds: Array<string | number>;
};

/** Trying to settle an event that was put aside. */
export type ReplayDeadLetterInput = {
  /** Which one. */
  id: string | number;
  /** Why now; 1 to 500 characters, kept in the audit log. */
  reason: string;
};

/** Ends a key for good. */
export type RevokeApiKeyInput = {
  /** The key. */
  id: string | number;
  /** Others have it: also end its running streams within 5 seconds. */
  isLeaked?: boolean | null | undefined;
  /** Why; shown to its owner, at most 500 characters. */
  reason?: string | null | undefined;
};

/** Withdrawing what is unused of a batch. */
export type RevokeRedeemBatchInput = {
  /** The batch. */
  id: string | number;
  /** Why; 1 to 500 characters. */
  reason: string;
};

/** What somebody may do in the whole installation. */
export type Role =
  /** Also manages users, groups, courses, models, prices and channels, and grants money. */
  | 'ADMIN'
  /** Also reads everybody’s usage, ledger and prices; grants nothing. */
  | 'FINANCE'
  /** Also makes admins and allows private addresses of channels. */
  | 'ROOT'
  /** Uses models, keys and the playground; sees what is his own. */
  | 'STUDENT';

/** What an import does about one person. */
export type RosterAction =
  /** Somebody registered this name without proof: its owner gets the account, and a code. */
  | 'ACTIVATE'
  /** A new account, with a code for its first password. */
  | 'CREATE'
  /** A known student joins the course, or comes back. */
  | 'JOIN'
  /** A student who is not in the file leaves the course. */
  | 'LEAVE'
  /** A member, and nothing changes. */
  | 'NONE'
  /** This line cannot be imported. */
  | 'REFUSE'
  /** A member: section or missing name are filled in. */
  | 'UPDATE';

/** What became of the grant to one student. */
export type RosterGrant =
  /** Credited. */
  | 'GRANTED'
  /** Not credited; the problem says why. */
  | 'REFUSED'
  /** He has had a grant of this name before. */
  | 'REPEAT';

/** Money for each student of the roster, from the pool of the course. */
export type RosterGrantInput = {
  /** What each of them gets, above 0. */
  amount: string;
  /** What is left then is taken back; null: never. */
  expiresAt?: string | null | undefined;
  /** Name of the grant, 1 to 100 characters, such as "autumn 2026": each student of the course gets one of this name, however often a roster is imported. */
  label: string;
};

/** How far an import is. */
export type RosterImportState =
  /** All is done. */
  | 'DONE'
  /** Given up. */
  | 'FAILED'
  /** Everybody is in the course; grants are being made. */
  | 'RUNNING';

/** A new join code. */
export type RotateJoinCodeInput = {
  /** The course. */
  courseId: string | number;
  /** The version that you saw; a stale one gives the problem CONFLICT. */
  version: number;
};

/** How one of several channels of the same priority is chosen. */
export type RoutingStrategy =
  /** The key that used the least share of its requests and tokens of this minute. */
  | 'USAGE'
  /** Channels by chance, in proportion to their weights; of its keys the least used. */
  | 'WEIGHTED';

/** What is paid for a model on a channel from now on, or from a later instant. */
export type SetChannelCostInput = {
  /** For a million cached input tokens; absent: as input. */
  cacheReadPerMillion?: string | null | undefined;
  /** For a million tokens written to a cache; absent: as input. */
  cacheWritePerMillion?: string | null | undefined;
  /** The channel. */
  channelId: string | number;
  /** Three capital letters; absent: the installation's own currency. */
  currency?: string | null | undefined;
  /** Units of the installation's currency for one unit of `currency`, more than 0; needed for a foreign one alone. */
  exchangeRate?: string | null | undefined;
  /** For a million input tokens. */
  inputPerMillion: string;
  /** Public name of a model that there is. */
  modelName: string;
  /** For a million output tokens, reasoning included. */
  outputPerMillion: string;
  /** For each answered call; absent: 0. */
  perRequest?: string | null | undefined;
  /** From when; absent: now. It may be in the past. */
  validFrom?: string | null | undefined;
};

/** A new password, by the code that an admin, an assistant or a roster gave. */
export type SetPasswordWithCodeInput = {
  /** The code; case, spaces and hyphens do not matter. */
  code: string;
  /** The new password, 8 to 200 characters. */
  newPassword: string;
  /** User name; upper and lower case are the same. */
  username: string;
};

/** Closing a pool, or opening it again. */
export type SetPoolStateInput = {
  /** The pool. */
  id: string | number;
  /** Why; 1 to 500 characters. */
  reason: string;
  /** CLOSED: nothing is spent from it or given to it. */
  state: LedgerAccountState;
};

/** A new price of a model. */
export type SetPriceInput = {
  /** The model. */
  modelId: string | number;
  /** The price. */
  price: PriceInput;
};

/** What may be spent in each period: by one key, by all calls of a course, or of a budget above courses. Exactly one of keyId, courseId and budgetName. There is one active limit for a key or course and period. */
export type SetSpendLimitInput = {
  /** What may be spent in each period, 0 or more; the present one follows at once. */
  amount: string;
  /** Name of the budget that it is, 1 to 200 characters. */
  budgetName?: string | null | undefined;
  /** The course that it bounds. */
  courseId?: string | number | null | undefined;
  /** Last day of a term; else null. */
  endsOn?: string | null | undefined;
  /** The limit to change; null: a new one. */
  id?: string | number | null | undefined;
  /** Your own name of this act: the same again makes no second limit. */
  idempotencyKey: string;
  /** false: it bounds nothing any more; absent: true. */
  isActive?: boolean | null | undefined;
  /** The key that it caps. */
  keyId?: string | number | null | undefined;
  /** The budget that hands out its money; never of a key; null: none. */
  parentId?: string | number | null | undefined;
  /** How long it counts; never changes. */
  period: LimitPeriod;
  /** First day of a term; else null. */
  startsOn?: string | null | undefined;
};

/** How somebody logged in. */
export type SignInMethod =
  /** With a one-time code, by which he set his password. */
  | 'CODE'
  /** With his password, or by registering. */
  | 'PASSWORD'
  /** At the log-in of the organisation. */
  | 'PROVIDER';

/** What somebody who is signed in has to do before the rest of the API is open to him. */
export type SignInObstacle =
  /** Set a second factor up: beginSecondFactor and confirmSecondFactor. */
  | 'ENROLMENT'
  /** Choose an own password: changePassword. */
  | 'PASSWORD'
  /** Show the second factor: verifySecondFactor. Nothing else is answered. */
  | 'SECOND_FACTOR'
  /** Accept the terms of use: acceptTerms. Until then no new keys and no playground. */
  | 'TERMS';

/** Order of a list. */
export type SortDirection =
  /** Smallest or oldest first. */
  | 'ASC'
  /** Largest or newest first. */
  | 'DESC';

/** What is tested. */
export type TestChannelInput = {
  /** The channel; also one that is switched off. */
  channelId: string | number;
  /** One key; null: the first that answers, of three. */
  channelKeyId?: string | number | null | undefined;
  /** Public name of the model; null: the first that it serves. */
  modelName?: string | null | undefined;
};

/** How thinking is asked for. */
export type ThinkingKind =
  /** The model decides; a word for the effort may go along. */
  | 'ADAPTIVE'
  /** By a number of tokens. */
  | 'BUDGET'
  /** By a word, from minimal to max. */
  | 'EFFORT'
  /** By a level of Gemini. */
  | 'LEVEL'
  /** Not at all: it does not think, or not on demand. */
  | 'NONE';

/** What one user may do with all keys together. */
export type TierInput = {
  /** Whether it counts for users who are in no other. */
  isDefault?: boolean;
  /** At most 1,000; every one that fits a call counts. */
  limits: Array<TierLimitInput>;
  /** Unique name, 1 to 64 characters. */
  name: string;
};

/** A limit of a tier. */
export type TierLimitInput = {
  /** Calls at the same time; null: no limit. */
  concurrency?: number | null | undefined;
  /** Calls of this model alone; absent: all models together. */
  modelName?: string | null | undefined;
  /** Requests in any minute; null: no limit. */
  rpm?: number | null | undefined;
  /** Tokens in any minute, input and output together; null: no limit. */
  tpm?: number | null | undefined;
};

/** What calls are added up by. */
export type TrafficDimension =
  /** The key that called. */
  | 'API_KEY'
  /** The channel that was asked last. */
  | 'CHANNEL'
  /** Whom the course of the key is charged to. */
  | 'COST_CENTRE'
  /** The course of the key. */
  | 'COURSE'
  /** The model asked for. */
  | 'MODEL'
  /** Who called. */
  | 'USER';

/** Which calls; every given field must match. */
export type TrafficFilter = {
  /** Only calls with this key. */
  apiKeyId?: string | number | null | undefined;
  /** Only calls that this channel served. */
  channelId?: string | number | null | undefined;
  /** Only calls of courses of this cost centre. */
  costCentre?: string | null | undefined;
  /** Only calls of keys of this course. */
  courseId?: string | number | null | undefined;
  /** First campus day. */
  from: string;
  /** Only calls of this model. */
  modelId?: string | number | null | undefined;
  /** Last campus day. */
  to: string;
  /** Only calls of this user. */
  userId?: string | number | null | undefined;
};

/** What one point of a series stands for, in the campus time zone. */
export type TrafficInterval =
  /** A campus day. */
  | 'DAY'
  /** An hour. */
  | 'HOUR'
  /** A calendar month. */
  | 'MONTH'
  /** From Monday. */
  | 'WEEK';

/** Order of sums over calls. */
export type TrafficSort = {
  /** Which end first. */
  direction: SortDirection;
  /** What to sort by. */
  field: TrafficSortField;
};

/** What rows are sorted by. */
export type TrafficSortField =
  /** What they cost. */
  | 'AMOUNT'
  /** How many calls. */
  | 'CALLS'
  /** The name, in small letters. */
  | 'NAME'
  /** Input and output tokens together. */
  | 'TOKENS';

/** What a server or a model takes; a field left out or null: as its vendor and its family do. */
export type TraitsInput = {
  /** Output limit where nobody set any. */
  defaultMaxOutputTokens?: number | null | undefined;
  /** Whether top_p must be below 1. */
  isTopPBelowOne?: boolean | null | undefined;
  /** The most that it can write, in tokens. */
  maxOutputTokens?: number | null | undefined;
  /** Whether thinking may be switched off. */
  mayDisableThinking?: boolean | null | undefined;
  /** Field of the output limit. */
  outputLimitField?: OutputLimitField | null | undefined;
  /** Field of thinking of earlier turns. */
  reasoningField?: ReasoningField | null | undefined;
  /** False: instructions go as system. */
  takesDeveloperRole?: boolean | null | undefined;
  /** Whether a JSON Schema may be demanded of answers. */
  takesJsonSchema?: boolean | null | undefined;
  /** False: JSON cannot be demanded beside tools. */
  takesJsonWithTools?: boolean | null | undefined;
  /** Whether results of tools may hold pictures. */
  takesMediaInToolResults?: boolean | null | undefined;
  /** False: pictures and files go as bytes, never as addresses. */
  takesMediaUrls?: boolean | null | undefined;
  /** Whether parallel calls of tools may be forbidden. */
  takesParallelToolCallsFlag?: boolean | null | undefined;
  /** Whether schemas of tools go as they are, in Gemini. */
  takesPlainJsonSchema?: boolean | null | undefined;
  /** False: temperature, top_p and top_k are refused. */
  takesSampling?: boolean | null | undefined;
  /** False: a key of the prompt cache, a class of service and verbosity are refused. */
  takesServiceFields?: boolean | null | undefined;
  /** False: stream_options is refused, so usage is estimated. */
  takesStreamOptions?: boolean | null | undefined;
  /** False: instructions amid the conversation are refused, so they go as words of the user. */
  takesSystemAmidMessages?: boolean | null | undefined;
  /** False: temperature and top_p together are refused. */
  takesTemperatureWithTopP?: boolean | null | undefined;
  /** Whether top_k is taken. */
  takesTopK?: boolean | null | undefined;
  /** How thinking is asked for. */
  thinking?: ThinkingKind | null | undefined;
  /** Largest budget of thinking in tokens; with the smallest. */
  thinkingBudgetMax?: number | null | undefined;
  /** Smallest budget of thinking in tokens; with the largest. */
  thinkingBudgetMin?: number | null | undefined;
};

/** Changes of a key; an absent field stays as it is. */
export type UpdateApiKeyInput = {
  /** The key. */
  id: string | number;
  /** Admins only: all its limits; a field left out: none. */
  limits?: RateLimitsInput | null | undefined;
  /** What to call it, 1 to 64 characters. */
  name?: string | null | undefined;
  /** Who pays from now on: the owner's wallet, or a pool that the owner may spend from. */
  payerId?: string | number | null | undefined;
  /** Admins only: whether its owner is asked for consent to recording; needs a text and its version. */
  recordingEnabled?: boolean | null | undefined;
  /** Admins only: what is to be consented to, plain text of at most 20,000 characters; null: none. */
  recordingText?: string | null | undefined;
  /** Admins only: version of the text of consent; another text needs another version. Null: none. */
  recordingTextVersion?: string | null | undefined;
  /** Its version as you saw it. */
  version: number;
};

/** Changes of a channel; a field left out stays as it is. keys: null leaves them; a list replaces them (needed when the origin of baseUrl changes). */
export type UpdateChannelInput = {
  /** New address; another scheme, host or port asks for the keys again. */
  baseUrl?: string | null | undefined;
  /** Text for admins; null empties it. */
  description?: string | null | undefined;
  /** All groups whose keys may use it. */
  groupIds?: Array<string | number> | null | undefined;
  /** The channel. */
  id: string | number;
  /** Whether it exists for gateways at all. */
  isActive?: boolean | null | undefined;
  /** All its keys, replacing the present ones; null leaves them. */
  keys?: Array<string> | null | undefined;
  /** What each of `keys` bears, in their order; counts with keys alone, null leaves the limits. */
  limitsOfKeys?: Array<KeyLimitsInput> | null | undefined;
  /** All models that it serves under another name; entries may share a public name. */
  modelMapping?: Array<ModelMappingEntryInput> | null | undefined;
  /** All models that it serves under their own name. */
  models?: Array<string> | null | undefined;
  /** New unique name. */
  name?: string | null | undefined;
  /** Higher is tried first. */
  priority?: number | null | undefined;
  /** Whether new calls are sent to it. */
  schedulable?: boolean | null | undefined;
  /** How calls are made; fields left out take their defaults. */
  settings?: ChannelSettingsInput | null | undefined;
  /** All words to find it by. */
  tags?: Array<string> | null | undefined;
  /** The version that you saw; a stale one gives the problem CONFLICT. */
  version: number;
  /** Share among channels of the same priority, 0 to 1,000,000. */
  weight?: number | null | undefined;
};

/** Changes of a course; a field left out stays as it is. */
export type UpdateCourseInput = {
  /** What one student may be granted from the pool in all; null: the pool alone bounds it. */
  allowance?: string | null | undefined;
  /** Cost centre of the reports, at most 64 characters; null: none. */
  costCentre?: string | null | undefined;
  /** Last day; null: no end. */
  endsOn?: string | null | undefined;
  /** The course. */
  id: string | number;
  /** New code, 8 to 64 characters; null: nobody joins any more. */
  joinCode?: string | null | undefined;
  /** New unique name. */
  name?: string | null | undefined;
  /** The pool that its assistants grant from; null: none. */
  poolId?: string | number | null | undefined;
  /** Whether consent to recording is asked for; needs a text and its version. */
  recordingEnabled?: boolean | null | undefined;
  /** What is to be consented to, plain text of at most 20,000 characters; null: none. */
  recordingText?: string | null | undefined;
  /** Version of the text of consent, at most 64 characters; another text needs another version. Null: none. */
  recordingTextVersion?: string | null | undefined;
  /** First day; null: always begun. */
  startsOn?: string | null | undefined;
  /** The version that you saw; a stale one gives the problem CONFLICT. */
  version: number;
};

/** Changes of a group; a field left out stays as it is. */
export type UpdateGroupInput = {
  /** New description; null empties it. */
  description?: string | null | undefined;
  /** The group. */
  id: string | number;
  /** New unique name. */
  name?: string | null | undefined;
  /** New price factor as decimal text; counts for calls from now on. */
  ratio?: string | null | undefined;
  /** Whether consent to recording is asked for; needs a text and its version. */
  recordingEnabled?: boolean | null | undefined;
  /** What is to be consented to, plain text of at most 20,000 characters; null: none. */
  recordingText?: string | null | undefined;
  /** Version of the text of consent, at most 64 characters; another text needs another version. Null: none. */
  recordingTextVersion?: string | null | undefined;
  /** The version that you saw; a stale one gives the problem CONFLICT. */
  version: number;
};

/** Changes of a model; a field left out stays as it is. Prices: setPrice. */
export type UpdateModelInput = {
  /** All its abilities. */
  abilities?: Array<string> | null | undefined;
  /** Longest context in tokens; null: unknown. */
  contextTokens?: number | null | undefined;
  /** Text for people; null empties it. */
  description?: string | null | undefined;
  /** All groups that see it. */
  groupIds?: Array<string | number> | null | undefined;
  /** The model. */
  id: string | number;
  /** Whether it may be called. */
  isActive?: boolean | null | undefined;
  /** Limit of one answer in tokens; null: none. */
  maxOutputTokens?: number | null | undefined;
  /** New unique name; calls under the old one then fail. */
  name?: string | null | undefined;
  /** Who made it. */
  provider?: string | null | undefined;
  /** All that differs from its family; null: nothing does. */
  traits?: TraitsInput | null | undefined;
  /** The version that you saw; a stale one gives the problem CONFLICT. */
  version: number;
};

/** Changes of the own account; a field left out stays as it is. */
export type UpdateMyAccountInput = {
  /** Accept models without a price: free, but recorded as calls. */
  acceptsUnpriced?: boolean | null | undefined;
  /** Name to show; null: the user name serves. */
  displayName?: string | null | undefined;
  /** zh-CN or en; null follows the browser. */
  locale?: string | null | undefined;
  /** `installation.noticeVersion` of the notice that was closed. */
  noticeClosed?: string | null | undefined;
};

/** Changes of the settings; a field left out stays as it is. */
export type UpdateSettingsInput = {
  /** Whether a conversation stays with the channel key it had. */
  affinity?: boolean | null | undefined;
  /** A channel key that was answered 401, 402 or 403 is taken out. */
  autoDisable?: boolean | null | undefined;
  /** Whom to ask, at most 300 characters; null: nobody. */
  contact?: string | null | undefined;
  /** A channel key that was answered 429 rests. */
  cooldown?: boolean | null | undefined;
  /** ISO 4217 code, three letters. Amounts are not converted. */
  currency?: string | null | undefined;
  /** Root’s tokens only: all private addresses that channels may point to, exact host:port. In a browser: allowEgress and disallowEgress. */
  egressAllow?: Array<string> | null | undefined;
  /** Whether rate and concurrency limits are in force. */
  limitsEnabled?: boolean | null | undefined;
  /** Further channels tried before the first byte, 0 to 5. */
  maxRetries?: number | null | undefined;
  /** Text shown to everybody, at most 2,000 characters; null: none. */
  notice?: string | null | undefined;
  /** Minutes between two probes of one model of one channel, at most 43,200; 0: none by themselves. */
  probeMinutes?: number | null | undefined;
  /** How one of several channels of the same priority is chosen. */
  routingStrategy?: RoutingStrategy | null | undefined;
  /** Whether finance, admins and roots need a second factor. */
  secondFactorRequired?: boolean | null | undefined;
  /** Terms of use as plain text, at most 20,000 characters, together with a version; null: none. */
  termsText?: string | null | undefined;
  /** Version of the terms, at most 64 characters; null: none. */
  termsVersion?: string | null | undefined;
  /** All tiers, at most 100; one of them may be the default. */
  tiers?: Array<TierInput> | null | undefined;
  /** IANA name such as Asia/Shanghai. */
  timeZone?: string | null | undefined;
  /** Regular expression for user names; at most 200 characters, no repeated groups. */
  usernamePattern?: string | null | undefined;
  /** The version that you saw; a stale one gives the problem CONFLICT. */
  version: number;
};

/** One change of every channel with a tag; a field left out stays as it is. */
export type UpdateTaggedChannelsInput = {
  /** Groups that they serve from now on. */
  addGroupIds?: Array<string | number> | null | undefined;
  /** Tags that they get. */
  addTags?: Array<string> | null | undefined;
  /** Only say what would change. */
  dryRun: boolean;
  /** Whether they exist for gateways at all. */
  isActive?: boolean | null | undefined;
  /** Higher is tried first. */
  priority?: number | null | undefined;
  /** Groups that they serve no more. */
  removeGroupIds?: Array<string | number> | null | undefined;
  /** Tags that they lose. */
  removeTags?: Array<string> | null | undefined;
  /** Whether new calls are sent to them. */
  schedulable?: boolean | null | undefined;
  /** The tag. */
  tag: string;
  /** Share among channels of the same priority, 0 to 1,000,000. */
  weight?: number | null | undefined;
};

/** Changes of a user; a field left out stays as it is. */
export type UpdateUserInput = {
  /** New name to show; null: none. */
  displayName?: string | null | undefined;
  /** All his groups beside the default one; keys of the others stop working. */
  groupIds?: Array<string | number> | null | undefined;
  /** The user. */
  id: string | number;
  /** New role; only root changes from or to admin and root. */
  role?: Role | null | undefined;
  /** New state; DISABLED ends his sessions and tokens and refuses his keys. Nobody becomes PENDING. */
  state?: UserState | null | undefined;
  /** Tier whose limits count; null: the default one. */
  tier?: string | null | undefined;
  /** The version that you saw; a stale one gives the problem CONFLICT. */
  version: number;
};

/** Which calls; every given field must match. */
export type UsageFilter = {
  /** Only calls with this key. */
  apiKeyId?: string | number | null | undefined;
  /** Admitted from this instant on; summaries: from its hour on, 30 days ago if absent. */
  from?: string | null | undefined;
  /** Only this model, by its name at the time. */
  modelName?: string | null | undefined;
  /** Only this call; not for summaries. */
  requestId?: string | number | null | undefined;
  /** Only calls that ended so; not for summaries. */
  status?: UsageStatus | null | undefined;
  /** Admitted before this instant; summaries: before its hour is over. */
  to?: string | null | undefined;
  /** Whose calls; others than the own ones: staff only. */
  userId?: string | number | null | undefined;
};

/** Where the token counts come from. */
export type UsageProvenance =
  /** Told by the upstream after the caller had gone. */
  | 'DRAINED'
  /** Counted by the gateway. */
  | 'ESTIMATED'
  /** Put together after a gateway had ended in the middle. */
  | 'INTERRUPTED'
  /** Told by the upstream. */
  | 'REPORTED'
  /** No byte of an answer arrived: free. */
  | 'VOID';

/** Why the token counts are what they are. */
export type UsageReason =
  /** The answer was cut because the caller had gone. */
  | 'CLIENT_LEFT'
  /** The upstream broke off. */
  | 'CUT'
  /** The upstream told them after the caller had gone. */
  | 'DRAINED'
  /** Reading on after the caller had gone was given up. */
  | 'DRAIN_BOUND'
  /** Put together from a journal. */
  | 'GATEWAY_DIED'
  /** No byte of an answer came. */
  | 'NO_ANSWER'
  /** The upstream told none. */
  | 'NO_USAGE'
  /** What the upstream told cannot be. */
  | 'ODD_USAGE'
  /** The upstream told them. */
  | 'REPORTED';

/** How a call ended, as the caller saw it. */
export type UsageStatus =
  /** The caller went away. */
  | 'ABORTED'
  /** The answer came to its end. */
  | 'COMPLETED'
  /** The caller got an error. */
  | 'FAILED'
  /** A gateway ended in the middle. */
  | 'INTERRUPTED'
  /** It was turned away before anything was reserved: told by receipts alone, in no list or sum. */
  | 'REFUSED';

/** What became of one account. */
export type UserChangeOutcome =
  /** It was changed. */
  | 'CHANGED'
  /** The problem says why not. */
  | 'REFUSED'
  /** It was so already. */
  | 'UNCHANGED';

/** Which users; every given field must match. */
export type UserFilter = {
  /** Only members of this course. */
  courseId?: string | number | null | undefined;
  /** Only members of this group. */
  groupId?: string | number | null | undefined;
  /** Only this role. */
  role?: Role | null | undefined;
  /** Part of user name or display name; at most 64 characters count. */
  search?: string | null | undefined;
  /** Only this state. */
  state?: UserState | null | undefined;
};

/** Order of users. */
export type UserSort = {
  /** Which end first. */
  direction: SortDirection;
  /** What to sort by. */
  field: UserSortField;
};

/** What users are sorted by. */
export type UserSortField =
  /** When the account was made. */
  | 'CREATED_AT'
  /** The user name. */
  | 'USERNAME';

/** Whether an account works. */
export type UserState =
  /** Works. */
  | 'ACTIVE'
  /** Cannot log in; its keys are refused. */
  | 'DISABLED'
  /** Registered without a join code: waits for an admin and can do nothing. */
  | 'PENDING';

/** Which call of which model, by whom. */
export type WhyModelInput = {
  /** What the call needs: tools, vision, reasoning, json, audio, document. */
  abilities?: Array<string> | null | undefined;
  /** With this API key of his; null: without regard to a key. */
  apiKeyId?: string | number | null | undefined;
  /** What the client speaks; null: OPENAI_CHAT. */
  dialect?: Dialect | null | undefined;
  /** In this group; null: the key’s, else the default group. */
  groupId?: string | number | null | undefined;
  /** The call asks for vectors; null: no. */
  isEmbedding?: boolean | null | undefined;
  /** Public name of the model. */
  modelName: string;
  /** Staff: for this user; null: for the caller himself. */
  userId?: string | number | null | undefined;
};

/** Takes a consent back. */
export type WithdrawRecordingConsentInput = {
  /** What it was given for. */
  kind: RecordingScopeKind;
  /** Which group, course or key; also one that the caller has left. */
  scopeId: string | number;
};

export type AccountChoicesQueryVariables = Exact<{
  search: string;
  first: number;
}>;


export type AccountChoicesQuery = { users: { nodes: Array<{ username: string, displayName: string | null, wallet: { id: string, available: string } }> }, pools: { nodes: Array<{ id: string, name: string, account: { available: string | null } }> } };

export type AccountsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: LedgerAccountFilter | null | undefined;
  sort?: LedgerAccountSort | null | undefined;
}>;


export type AccountsQuery = { ledgerAccounts: { totalCount: number, nodes: Array<{ id: string, kind: LedgerAccountKind, state: LedgerAccountState, name: string | null, balance: string | null, held: string | null, available: string | null, createdAt: string, owner: { id: string, username: string, displayName: string | null } | null, course: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LedgerAccountQueryVariables = Exact<{
  accountId?: string | number | null | undefined;
}>;


export type LedgerAccountQuery = { ledgerAccount: { id: string, kind: LedgerAccountKind, state: LedgerAccountState, name: string | null, balance: string | null, held: string | null, available: string | null, createdAt: string, owner: { id: string, username: string, displayName: string | null, state: UserState } | null, course: { id: string, name: string } | null, holds: Array<{ id: string, amount: string, state: HeldState, keyName: string | null, nodeId: string | null, since: string, expiresAt: string }>, limits: Array<{ id: string, kind: LimitKind, name: string | null, period: LimitPeriod, amount: string, spent: string, held: string, endsAt: string | null }>, forecast: { perDay: string, basedOnDays: number, daysLeft: number, emptyOn: string | null } | null } };

export type AlertsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: AlertFilter | null | undefined;
}>;


export type AlertsQuery = { alerts: { totalCount: number, nodes: Array<{ id: string, kind: AlertKind, subjectId: string, limitName: string | null, openedAt: string, seenAt: string, closedAt: string | null, account: { id: string, kind: LedgerAccountKind, name: string | null, owner: { username: string } | null } | null, facts: Array<{ name: string, value: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AuditQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditQuery = { auditLog: { totalCount: number, nodes: Array<{ id: string, at: string, actorKind: string, action: string, targetKind: string, targetId: string | null, targetName: string | null, before: string | null, after: string | null, reason: string | null, address: string | null, actor: { id: string, username: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CatalogQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ModelFilter | null | undefined;
}>;


export type CatalogQuery = { models: { totalCount: number, nodes: Array<{ id: string, name: string, provider: string, abilities: Array<string>, contextTokens: number | null, maxOutputTokens: number | null, isActive: boolean, version: number, groups: Array<{ id: string, name: string }>, price: { id: string, inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, perRequest: string, validFrom: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ModelDetailQueryVariables = Exact<{
  name: string;
}>;


export type ModelDetailQuery = { model: { id: string, name: string, provider: string, description: string | null, abilities: Array<string>, contextTokens: number | null, maxOutputTokens: number | null, isActive: boolean, version: number, groups: Array<{ id: string, name: string }>, traits: { maxOutputTokens: number | null, defaultMaxOutputTokens: number | null, outputLimitField: OutputLimitField | null, takesSampling: boolean | null, takesTemperatureWithTopP: boolean | null, isTopPBelowOne: boolean | null, takesTopK: boolean | null, thinking: ThinkingKind | null, thinkingBudgetMin: number | null, thinkingBudgetMax: number | null, mayDisableThinking: boolean | null, reasoningField: ReasoningField | null, takesParallelToolCallsFlag: boolean | null, takesJsonSchema: boolean | null, takesJsonWithTools: boolean | null, takesPlainJsonSchema: boolean | null, takesMediaInToolResults: boolean | null, takesMediaUrls: boolean | null, takesDeveloperRole: boolean | null, takesSystemAmidMessages: boolean | null, takesStreamOptions: boolean | null, takesServiceFields: boolean | null }, price: { id: string } | null, prices: Array<{ id: string, validFrom: string, createdAt: string, inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, cacheWritePerMillion: string | null, reasoningPerMillion: string | null, perRequest: string }> } };

export type SetPriceMutationVariables = Exact<{
  input: SetPriceInput;
}>;


export type SetPriceMutation = { setPrice: { model: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateModelMutationVariables = Exact<{
  input: UpdateModelInput;
}>;


export type UpdateModelMutation = { updateModel: { model: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ChannelTestRunFragment = { id: string, channelId: string, channelKeyId: string | null, at: string, cause: ChannelTestCause, isOk: boolean, isAccessDenied: boolean, status: number | null, latencyMs: number | null, text: string, code: string | null, blockedHostPort: string | null, modelName: string, inputTokens: number | null, outputTokens: number | null };

export type ChannelTestsQueryVariables = Exact<{
  id: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ChannelTestsQuery = { channelTests: { totalCount: number, nodes: Array<{ id: string, channelId: string, channelKeyId: string | null, at: string, cause: ChannelTestCause, isOk: boolean, isAccessDenied: boolean, status: number | null, latencyMs: number | null, text: string, code: string | null, blockedHostPort: string | null, modelName: string, inputTokens: number | null, outputTokens: number | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TestChannelMutationVariables = Exact<{
  input: TestChannelInput;
}>;


export type TestChannelMutation = { testChannel: { test: { id: string, channelId: string, channelKeyId: string | null, at: string, cause: ChannelTestCause, isOk: boolean, isAccessDenied: boolean, status: number | null, latencyMs: number | null, text: string, code: string | null, blockedHostPort: string | null, modelName: string, inputTokens: number | null, outputTokens: number | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ProbeCapabilitiesMutationVariables = Exact<{
  input: ProbeCapabilitiesInput;
}>;


export type ProbeCapabilitiesMutation = { probeCapabilities: { test: { id: string, channelId: string, channelKeyId: string | null, at: string, cause: ChannelTestCause, isOk: boolean, isAccessDenied: boolean, status: number | null, latencyMs: number | null, text: string, code: string | null, blockedHostPort: string | null, modelName: string, inputTokens: number | null, outputTokens: number | null } | null, facts: Array<{ capability: string, verdict: string, note: string }>, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type PullModelsMutationVariables = Exact<{
  input: PullModelsInput;
}>;


export type PullModelsMutation = { pullModels: { blockedHostPort: string | null, models: Array<{ name: string, state: ListedModelState, publicNames: Array<string> }>, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type AddChannelKeysMutationVariables = Exact<{
  input: AddChannelKeysInput;
}>;


export type AddChannelKeysMutation = { addChannelKeys: { addedCount: number, repeatedLines: Array<number>, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ChangeChannelKeysMutationVariables = Exact<{
  input: ChangeChannelKeysInput;
}>;


export type ChangeChannelKeysMutation = { changeChannelKeys: { channel: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type LimitChannelKeysMutationVariables = Exact<{
  input: LimitChannelKeysInput;
}>;


export type LimitChannelKeysMutation = { limitChannelKeys: { channel: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateTaggedChannelsMutationVariables = Exact<{
  input: UpdateTaggedChannelsInput;
}>;


export type UpdateTaggedChannelsMutation = { updateTaggedChannels: { changes: Array<{ channelId: string, name: string, details: Array<string> }>, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ChannelsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ChannelFilter | null | undefined;
  sort?: ChannelSort | null | undefined;
}>;


export type ChannelsQuery = { channelTags: Array<string>, channels: { totalCount: number, nodes: Array<{ id: string, name: string, description: string | null, type: ChannelType, baseUrl: string, models: Array<string>, priority: number, weight: number, tags: Array<string>, isActive: boolean, schedulable: boolean, version: number, deniedModels: Array<string>, settings: { apiVersion: string | null }, modelMapping: Array<{ publicName: string, upstreamName: string }>, keys: Array<{ id: string, lastFour: string, isActive: boolean, health: string | null, healthNote: string | null, healthUntil: string | null }>, groups: Array<{ id: string, name: string }>, lastTest: { id: string, channelId: string, channelKeyId: string | null, at: string, cause: ChannelTestCause, isOk: boolean, isAccessDenied: boolean, status: number | null, latencyMs: number | null, text: string, code: string | null, blockedHostPort: string | null, modelName: string, inputTokens: number | null, outputTokens: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ChannelQueryVariables = Exact<{
  id: string | number;
}>;


export type ChannelQuery = { channel: { id: string, name: string, description: string | null, type: ChannelType, baseUrl: string, models: Array<string>, priority: number, weight: number, tags: Array<string>, isActive: boolean, schedulable: boolean, version: number, deniedModels: Array<string>, modelMapping: Array<{ publicName: string, upstreamName: string }>, settings: { queueLength: number | null, queueTimeoutMs: number | null, onClientAbort: ClientAbortPolicy, headerTimeoutMs: number | null, idleTimeoutMs: number | null, timeoutMs: number | null, dialects: Array<Dialect>, apiVersion: string | null, parameters: string, proxyUrl: string | null, limits: { rpm: number | null, tpm: number | null, concurrency: number | null }, keyLimits: { rpm: number | null, tpm: number | null }, headers: Array<{ name: string, value: string }>, traits: { outputLimitField: OutputLimitField | null, defaultMaxOutputTokens: number | null, maxOutputTokens: number | null, takesStreamOptions: boolean | null, takesDeveloperRole: boolean | null, takesSystemAmidMessages: boolean | null, takesSampling: boolean | null, takesTemperatureWithTopP: boolean | null, isTopPBelowOne: boolean | null, takesTopK: boolean | null, takesParallelToolCallsFlag: boolean | null, takesServiceFields: boolean | null, takesJsonSchema: boolean | null, takesPlainJsonSchema: boolean | null, takesJsonWithTools: boolean | null, takesMediaUrls: boolean | null, takesMediaInToolResults: boolean | null, thinking: ThinkingKind | null, thinkingBudgetMin: number | null, thinkingBudgetMax: number | null, mayDisableThinking: boolean | null, reasoningField: ReasoningField | null } }, lacks: Array<{ modelName: string, abilities: Array<string> }>, keys: Array<{ id: string, lastFour: string, isActive: boolean, rpm: number | null, tpm: number | null, health: string | null, healthNote: string | null, healthUntil: string | null }>, costs: Array<{ modelName: string, currency: string, exchangeRate: string, inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, perRequest: string }>, groups: Array<{ id: string, name: string }>, lastTest: { id: string, channelId: string, channelKeyId: string | null, at: string, cause: ChannelTestCause, isOk: boolean, isAccessDenied: boolean, status: number | null, latencyMs: number | null, text: string, code: string | null, blockedHostPort: string | null, modelName: string, inputTokens: number | null, outputTokens: number | null } | null } };

export type AddChannelWithModelsMutationVariables = Exact<{
  input: AddChannelWithModelsInput;
}>;


export type AddChannelWithModelsMutation = { addChannelWithModels: { channel: { id: string } | null, test: { id: string, channelId: string, channelKeyId: string | null, at: string, cause: ChannelTestCause, isOk: boolean, isAccessDenied: boolean, status: number | null, latencyMs: number | null, text: string, code: string | null, blockedHostPort: string | null, modelName: string, inputTokens: number | null, outputTokens: number | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateChannelMutationVariables = Exact<{
  input: UpdateChannelInput;
}>;


export type UpdateChannelMutation = { updateChannel: { channel: { id: string } | null, test: { id: string, channelId: string, channelKeyId: string | null, at: string, cause: ChannelTestCause, isOk: boolean, isAccessDenied: boolean, status: number | null, latencyMs: number | null, text: string, code: string | null, blockedHostPort: string | null, modelName: string, inputTokens: number | null, outputTokens: number | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type VendorsQueryVariables = Exact<{ [key: string]: never; }>;


export type VendorsQuery = { vendors: Array<{ type: ChannelType, label: string, defaultBaseUrl: string | null, hasDeployments: boolean }> };

export type CorrectionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: CorrectionFilter | null | undefined;
}>;


export type CorrectionsQuery = { corrections: { totalCount: number, nodes: Array<{ id: string, kind: CorrectionKind, state: CorrectionState, amount: string, reason: string, requestId: string | null, createdAt: string, decidedAt: string | null, decisionNote: string | null, canDecide: boolean, account: { id: string, kind: LedgerAccountKind, name: string | null, owner: { username: string } | null } | null, toAccount: { id: string, kind: LedgerAccountKind, name: string | null, owner: { username: string } | null } | null, actor: { id: string, username: string } | null, secondPerson: { id: string, username: string } | null, decidedBy: { id: string, username: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SecondPeopleQueryVariables = Exact<{ [key: string]: never; }>;


export type SecondPeopleQuery = { admins: { nodes: Array<{ id: string, username: string, displayName: string | null }> }, roots: { nodes: Array<{ id: string, username: string, displayName: string | null }> } };

export type AdjustAccountMutationVariables = Exact<{
  input: AdjustAccountInput;
}>;


export type AdjustAccountMutation = { adjustAccount: { isRepeat: boolean | null, correction: { state: CorrectionState } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RefundCallMutationVariables = Exact<{
  input: RefundCallInput;
}>;


export type RefundCallMutation = { refundCall: { isRepeat: boolean | null, correction: { state: CorrectionState } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type MoveMoneyMutationVariables = Exact<{
  input: MoveMoneyInput;
}>;


export type MoveMoneyMutation = { moveMoney: { isRepeat: boolean | null, correction: { state: CorrectionState } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type DecideCorrectionMutationVariables = Exact<{
  input: DecideCorrectionInput;
}>;


export type DecideCorrectionMutation = { decideCorrection: { isRepeat: boolean | null, correction: { state: CorrectionState } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type MarginsQueryVariables = Exact<{
  from: string;
  to: string;
  channelId?: string | number | null | undefined;
}>;


export type MarginsQuery = { margins: Array<{ channelId: string, channelName: string, modelName: string, calls: string, uncostedCalls: string, charged: string, cost: string | null, margin: string | null }> };

export type SetChannelCostMutationVariables = Exact<{
  input: SetChannelCostInput;
}>;


export type SetChannelCostMutation = { setChannelCost: { cost: { modelName: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type CourseQueryVariables = Exact<{
  id: string | number;
}>;


export type CourseQuery = { course: { id: string, name: string, joinCode: string | null, startsOn: string | null, endsOn: string | null, memberCount: number, poolAccountId: string | null, allowance: string | null, costCentre: string | null, endedAt: string | null, myRole: CourseRole | null, version: number } };

export type CoursePoolQueryVariables = Exact<{
  id: string | number;
}>;


export type CoursePoolQuery = { pool: { id: string, name: string, state: LedgerAccountState, account: { balance: string | null, held: string | null, available: string | null } } };

export type CourseMembersQueryVariables = Exact<{
  courseId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: CourseMemberFilter | null | undefined;
}>;


export type CourseMembersQuery = { courseMembers: { totalCount: number, nodes: Array<{ userId: string, username: string, displayName: string | null, state: UserState, role: CourseRole, section: string | null, granted: string, spent: string, isNew: boolean, codeExpiresAt: string | null, joinedAt: string, leftAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type GrantCourseMembersMutationVariables = Exact<{
  input: GrantCourseMembersInput;
}>;


export type GrantCourseMembersMutation = { grantCourseMembers: { outcomes: Array<{ userId: string, isGranted: boolean, problem: { code: string, message: string, path: Array<string> | null } | null }> | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RemoveCourseMembersMutationVariables = Exact<{
  input: RemoveCourseMembersInput;
}>;


export type RemoveCourseMembersMutation = { removeCourseMembers: { count: number | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type CreateCourseMemberCodeMutationVariables = Exact<{
  courseId: string | number;
  userId: string | number;
}>;


export type CreateCourseMemberCodeMutation = { createCourseMemberCode: { code: string | null, expiresAt: string | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RotateJoinCodeMutationVariables = Exact<{
  input: RotateJoinCodeInput;
}>;


export type RotateJoinCodeMutation = { rotateJoinCode: { course: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type EndCoursesMutationVariables = Exact<{
  courseIds: Array<string | number> | string | number;
}>;


export type EndCoursesMutation = { endCourses: { courseIds: Array<string> | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type PreviewRosterMutationVariables = Exact<{
  input: PreviewRosterInput;
}>;


export type PreviewRosterMutation = { previewRoster: { encoding: string | null, token: string | null, counts: { create: number, activate: number, join: number, update: number, none: number, leave: number, refuse: number } | null, rows: Array<{ line: number | null, username: string, displayName: string | null, section: string | null, action: RosterAction, problem: { code: string, message: string, path: Array<string> | null } | null }> | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ImportRosterMutationVariables = Exact<{
  input: ImportRosterInput;
}>;


export type ImportRosterMutation = { importRoster: { import: { id: string, state: RosterImportState, rowCount: number, doneCount: number } | null, codes: Array<{ username: string, code: string, expiresAt: string }> | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RosterImportQueryVariables = Exact<{
  id: string | number;
}>;


export type RosterImportQuery = { rosterImport: { id: string, state: RosterImportState, rowCount: number, doneCount: number, rows: Array<{ username: string, grant: RosterGrant | null, problem: { code: string, message: string, path: Array<string> | null } | null }> } };

export type CoursesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CoursesQuery = { courses: { totalCount: number, nodes: Array<{ id: string, name: string, joinCode: string | null, startsOn: string | null, endsOn: string | null, memberCount: number, poolAccountId: string | null, allowance: string | null, costCentre: string | null, endedAt: string | null, version: number, recordingEnabled: boolean, recordingTextVersion: string | null, recordingText: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateCourseMutationVariables = Exact<{
  input: CreateCourseInput;
}>;


export type CreateCourseMutation = { createCourse: { course: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateCourseMutationVariables = Exact<{
  input: UpdateCourseInput;
}>;


export type UpdateCourseMutation = { updateCourse: { course: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type DeadLettersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: DeadLetterFilter | null | undefined;
}>;


export type DeadLettersQuery = { deadLetters: { totalCount: number, nodes: Array<{ id: string, kind: DeadLetterKind, reason: string, requestId: string | null, stream: string, sequence: string, text: string, attempts: number, createdAt: string, resolvedAt: string | null, replayedAt: string | null, replayedBy: { id: string, username: string } | null, call: { modelName: string | null, admittedAt: string | null, inputTokens: string | null, outputTokens: string | null, user: { id: string, username: string } | null, apiKey: { id: string, name: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReplayDeadLetterMutationVariables = Exact<{
  input: ReplayDeadLetterInput;
}>;


export type ReplayDeadLetterMutation = { replayDeadLetter: { isRepeat: boolean | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type GatewayNodesQueryVariables = Exact<{ [key: string]: never; }>;


export type GatewayNodesQuery = { gatewayNodes: Array<{ id: string, startedAt: string, leases: number, expiredLeases: number, held: string }> };

export type ForceCloseGatewayNodeMutationVariables = Exact<{
  input: ForceCloseGatewayNodeInput;
}>;


export type ForceCloseGatewayNodeMutation = { forceCloseGatewayNode: { gatewayNode: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type GroupsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type GroupsQuery = { groups: { totalCount: number, nodes: Array<{ id: string, name: string, description: string | null, ratio: string, isDefault: boolean, recordingEnabled: boolean, recordingTextVersion: string | null, recordingText: string | null, version: number }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateGroupMutationVariables = Exact<{
  input: CreateGroupInput;
}>;


export type CreateGroupMutation = { createGroup: { group: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateGroupMutationVariables = Exact<{
  input: UpdateGroupInput;
}>;


export type UpdateGroupMutation = { updateGroup: { group: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type DeleteGroupMutationVariables = Exact<{
  id: string | number;
  version: number;
}>;


export type DeleteGroupMutation = { deleteGroup: { group: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type LogInMutationVariables = Exact<{
  input: LogInInput;
}>;


export type LogInMutation = { logIn: { obstacle: SignInObstacle | null, user: { id: string, locale: string | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register: { user: { id: string, state: UserState } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type LogOutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogOutMutation = { logOut: boolean };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { user: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateMyAccountMutationVariables = Exact<{
  input: UpdateMyAccountInput;
}>;


export type UpdateMyAccountMutation = { updateMyAccount: { user: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type MySessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type MySessionsQuery = { mySessions: Array<{ id: string, createdAt: string, lastSeenAt: string, address: string | null, userAgent: string | null, isCurrent: boolean }> };

export type RevokeSessionMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeSessionMutation = { revokeSession: boolean };

export type JumpQueryVariables = Exact<{
  text: string;
  withUsers: boolean;
  withChannels: boolean;
}>;


export type JumpQuery = { models: { nodes: Array<{ id: string, name: string, provider: string }> }, users?: { nodes: Array<{ id: string, username: string, displayName: string | null, wallet: { id: string } }> }, channels?: { nodes: Array<{ id: string, name: string }> } };

export type KeysQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  userId?: string | number | null | undefined;
}>;


export type KeysQuery = { apiKeys: { totalCount: number, nodes: Array<{ id: string, name: string, prefix: string | null, lastFour: string | null, state: ApiKeyState, stateReason: string | null, modelNames: Array<string>, allowedAddresses: Array<string>, expiresAt: string | null, lastUsedAt: string | null, createdAt: string, version: number, recordingEnabled: boolean, recordingTextVersion: string | null, recordingText: string | null, caps: Array<{ id: string, period: LimitPeriod, amount: string, spent: string, held: string, endsAt: string | null }>, limits: { rpm: number | null, tpm: number | null, concurrency: number | null }, group: { id: string, name: string, ratio: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateKeyMutation = { createApiKey: { secret: string | null, apiKey: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RevokeKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;


export type RevokeKeyMutation = { revokeApiKey: { apiKey: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateKeyMutationVariables = Exact<{
  input: UpdateApiKeyInput;
}>;


export type UpdateKeyMutation = { updateApiKey: { apiKey: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type SetKeyCapMutationVariables = Exact<{
  input: SetSpendLimitInput;
}>;


export type SetKeyCapMutation = { setSpendLimit: { limitId: string | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type AccountHistoryQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  accountId?: string | number | null | undefined;
  kind?: string | null | undefined;
}>;


export type AccountHistoryQuery = { accountHistory: { totalCount: number, nodes: Array<{ id: string, transactionId: string, kind: string, amount: string, balanceAfter: string, requestId: string | null, correctedRequestId: string | null, reason: string | null, occurredOn: string, period: string, createdAt: string, actor: { id: string, username: string } | null, secondPerson: { id: string, username: string } | null, counterpart: { id: string, kind: LedgerAccountKind, name: string | null, owner: { username: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AccountLotsQueryVariables = Exact<{
  accountId?: string | number | null | undefined;
}>;


export type AccountLotsQuery = { accountLots: Array<{ id: string, kind: string, reason: string | null, amount: string, rest: string, expired: string, expiresAt: string | null, createdAt: string }> };

export type RedeemCodeMutationVariables = Exact<{
  input: RedeemCodeInput;
}>;


export type RedeemCodeMutation = { redeemCode: { amount: string | null, isRepeat: boolean | null, account: { balance: string | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type MyLimitsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyLimitsQuery = { myLimits: { isEnabled: boolean, tier: string | null, limits: Array<{ modelName: string | null, rpm: number | null, tpm: number | null, concurrency: number | null }> } };

export type LogInsQueryVariables = Exact<{
  userId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LogInsQuery = { logIns: { totalCount: number, nodes: Array<{ id: string, at: string, method: SignInMethod, hasSecondFactor: boolean, address: string | null, userAgent: string | null, lastSeenAt: string, isOpen: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MarketQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ModelFilter | null | undefined;
  sort?: ModelSort | null | undefined;
  groupId?: string | number | null | undefined;
}>;


export type MarketQuery = { modelProviders: Array<string>, models: { totalCount: number, nodes: Array<{ id: string, name: string, provider: string, description: string | null, abilities: Array<string>, contextTokens: number | null, maxOutputTokens: number | null, groups: Array<{ id: string, name: string }>, price: { inputPerMillion: string, outputPerMillion: string } | null, myPrice: { inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, perRequest: string, group: { id: string, name: string, ratio: string } } | null, measured: { at: string, facts: Array<{ capability: string, verdict: string }> } | null, activity: { calls: string, completedCalls: string, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MarketModelQueryVariables = Exact<{
  name: string;
}>;


export type MarketModelQuery = { model: { id: string, name: string, provider: string, description: string | null, abilities: Array<string>, contextTokens: number | null, maxOutputTokens: number | null, isActive: boolean, groups: Array<{ id: string, name: string, ratio: string }>, price: { id: string } | null, prices: Array<{ id: string, validFrom: string, createdAt: string, inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, cacheWritePerMillion: string | null, reasoningPerMillion: string | null, perRequest: string }>, measured: { at: string, facts: Array<{ capability: string, verdict: string }> } | null, activity: { calls: string, completedCalls: string, duration: { samples: number, p50Ms: number | null, p95Ms: number | null }, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } }, activityDays: Array<{ date: string, calls: string, completedCalls: string }> } };

export type GroupPriceQueryVariables = Exact<{
  name: string;
  groupId: string | number;
}>;


export type GroupPriceQuery = { model: { myPrice: { inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, perRequest: string } | null } };

export type UsableModelsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  groupId?: string | number | null | undefined;
}>;


export type UsableModelsQuery = { models: { nodes: Array<{ id: string, name: string, provider: string, description: string | null, abilities: Array<string>, contextTokens: number | null, maxOutputTokens: number | null, groups: Array<{ id: string, name: string }>, price: { inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, perRequest: string } | null, myPrice: { inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, perRequest: string, group: { id: string, name: string, ratio: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LogInProviderQueryVariables = Exact<{ [key: string]: never; }>;


export type LogInProviderQuery = { installation: { logInProvider: string | null } };

export type BeginOidcLogInMutationVariables = Exact<{
  input: BeginOidcLogInInput;
}>;


export type BeginOidcLogInMutation = { beginOidcLogIn: { url: string | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type CompleteOidcLogInMutationVariables = Exact<{
  input: CompleteOidcLogInInput;
}>;


export type CompleteOidcLogInMutation = { completeOidcLogIn: { obstacle: SignInObstacle | null, next: string | null, isConnected: boolean | null, user: { id: string, locale: string | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type MyWaysInQueryVariables = Exact<{ [key: string]: never; }>;


export type MyWaysInQuery = { installation: { logInProvider: string | null }, myWaysIn: { hasPassword: boolean, connectedAt: string | null, lastLogInAt: string | null } };

export type WaysInOfQueryVariables = Exact<{
  userId: string | number;
}>;


export type WaysInOfQuery = { installation: { logInProvider: string | null }, waysInOf: { hasPassword: boolean, connectedAt: string | null, lastLogInAt: string | null } };

export type BeginOidcConnectionMutationVariables = Exact<{
  password: string;
}>;


export type BeginOidcConnectionMutation = { beginOidcConnection: { url: string | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RemoveOidcConnectionMutationVariables = Exact<{
  password: string;
}>;


export type RemoveOidcConnectionMutation = { removeOidcConnection: { problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ResetOidcConnectionMutationVariables = Exact<{
  userId: string | number;
  reason: string;
}>;


export type ResetOidcConnectionMutation = { resetOidcConnection: { problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ProviderLogOutUrlQueryVariables = Exact<{ [key: string]: never; }>;


export type ProviderLogOutUrlQuery = { providerLogOutUrl: string | null };

export type OperationsQueryVariables = Exact<{ [key: string]: never; }>;


export type OperationsQuery = { operations: { at: string, isBusConnected: boolean, deadLetters: string, ledgerOutbox: string, openAlerts: string, isRecovering: boolean, gateways: Array<{ nodeId: string, state: GatewayState, startedAt: string | null, inflightCalls: number, streams: number, queuedCalls: number, gossipPeers: number, leases: number, journalPending: number, journalOldestSeconds: number, journalUnsettled: number, journalsAdopted: number, projectionStaleSeconds: number | null }> } };

export type CreatePlaygroundTicketMutationVariables = Exact<{ [key: string]: never; }>;


export type CreatePlaygroundTicketMutation = { createPlaygroundTicket: { ticket: string | null, expiresAt: string | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type CallCostQueryVariables = Exact<{
  requestId: string | number;
}>;


export type CallCostQuery = { receipt: { amount: string }, me: { wallet: { balance: string } } | null };

export type PoolsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: PoolFilter | null | undefined;
}>;


export type PoolsQuery = { pools: { totalCount: number, nodes: Array<{ id: string, name: string, state: LedgerAccountState, keyCount: number, createdAt: string, account: { balance: string | null, held: string | null, available: string | null, owner: { id: string, username: string } | null, course: { id: string, name: string, memberCount: number } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OpenPoolMutationVariables = Exact<{
  input: OpenPoolInput;
}>;


export type OpenPoolMutation = { openPool: { isRepeat: boolean | null, pool: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type SetPoolStateMutationVariables = Exact<{
  input: SetPoolStateInput;
}>;


export type SetPoolStateMutation = { setPoolState: { isRepeat: boolean | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type PriceListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ModelFilter | null | undefined;
}>;


export type PriceListQuery = { models: { totalCount: number, nodes: Array<{ id: string, name: string, provider: string, price: { id: string } | null, prices: Array<{ id: string, validFrom: string, createdAt: string, inputPerMillion: string, outputPerMillion: string, cacheReadPerMillion: string | null, cacheWritePerMillion: string | null, reasoningPerMillion: string | null, perRequest: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReconciliationQueryVariables = Exact<{ [key: string]: never; }>;


export type ReconciliationQuery = { reconciliation: { openLeaseCount: number, overdueLeaseCount: number, poisonCount: number, unresolvedCount: number, checks: Array<{ id: string, says: string, state: InvariantState, brokenIds: Array<string>, checkedAt: string | null, failedAt: string | null }> } };

export type ReconcileMutationVariables = Exact<{ [key: string]: never; }>;


export type ReconcileMutation = { reconcile: { reconciliation: { checks: Array<{ id: string, state: InvariantState }> } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type MyRecordingQueryVariables = Exact<{ [key: string]: never; }>;


export type MyRecordingQuery = { myRecording: Array<{ kind: RecordingScopeKind, id: string, name: string, isAsked: boolean, textVersion: string | null, text: string | null, isConsenting: boolean, consent: { textVersion: string, consentedAt: string, withdrawnAt: string | null } | null }> };

export type ConsentToRecordingMutationVariables = Exact<{
  input: ConsentToRecordingInput;
}>;


export type ConsentToRecordingMutation = { consentToRecording: { scope: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type WithdrawRecordingConsentMutationVariables = Exact<{
  input: WithdrawRecordingConsentInput;
}>;


export type WithdrawRecordingConsentMutation = { withdrawRecordingConsent: { scope: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RedeemBatchesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RedeemBatchesQuery = { redeemBatches: { totalCount: number, nodes: Array<{ id: string, name: string, amount: string, expiresAt: string | null, moneyExpiresAt: string | null, revokedAt: string | null, createdAt: string, codeCount: number, redeemedCount: number, unusedCount: number, redeemedAmount: string, createdBy: { id: string, username: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RedeemBatchQueryVariables = Exact<{
  id: string | number;
}>;


export type RedeemBatchQuery = { redeemBatch: { id: string, name: string, amount: string, expiresAt: string | null, moneyExpiresAt: string | null, revokedAt: string | null, createdAt: string, codeCount: number, redeemedCount: number, unusedCount: number, redeemedAmount: string, createdBy: { id: string, username: string } | null } };

export type RedeemCodesQueryVariables = Exact<{
  batchId: string | number;
  first?: number | null | undefined;
  after?: string | null | undefined;
  state?: RedeemCodeState | null | undefined;
}>;


export type RedeemCodesQuery = { redeemCodes: { totalCount: number, nodes: Array<{ id: string, lastFour: string, state: RedeemCodeState, redeemedAt: string | null, redeemedBy: { id: string, username: string, wallet: { id: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateRedeemBatchMutationVariables = Exact<{
  input: CreateRedeemBatchInput;
}>;


export type CreateRedeemBatchMutation = { createRedeemBatch: { codes: Array<string> | null, isRepeat: boolean | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RevokeRedeemBatchMutationVariables = Exact<{
  input: RevokeRedeemBatchInput;
}>;


export type RevokeRedeemBatchMutation = { revokeRedeemBatch: { isRepeat: boolean | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { installation: { currency: string, timeZone: string, usernamePattern: string, publicUrl: string, notice: string | null, noticeVersion: string | null, contact: string | null, isInsecureHttp: boolean }, signInState: { obstacle: SignInObstacle | null } | null, me: { id: string, username: string, displayName: string | null, role: Role, locale: string | null, acceptsUnpriced: boolean, mustChangePassword: boolean, state: UserState, noticeClosed: string | null, termsVersion: string | null, termsAcceptedAt: string | null, hasSecondFactor: boolean, wallet: { id: string, balance: string, held: string, available: string }, groups: Array<{ id: string, name: string, ratio: string, isDefault: boolean }>, courses: Array<{ role: CourseRole, course: { id: string, name: string } }> } | null };

export type SettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type SettingsQuery = { settings: { currency: string, timeZone: string, usernamePattern: string, maxRetries: number, cooldown: boolean, autoDisable: boolean, routingStrategy: RoutingStrategy, affinity: boolean, limitsEnabled: boolean, egressAllow: Array<string>, probeMinutes: number, notice: string | null, contact: string | null, termsText: string | null, termsVersion: string | null, secondFactorRequired: boolean, version: number, tiers: Array<{ name: string, isDefault: boolean, limits: Array<{ modelName: string | null, rpm: number | null, tpm: number | null, concurrency: number | null }> }> } };

export type UpdateSettingsMutationVariables = Exact<{
  input: UpdateSettingsInput;
}>;


export type UpdateSettingsMutation = { updateSettings: { settings: { version: number } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type AllowEgressMutationVariables = Exact<{
  input: EgressEntryInput;
}>;


export type AllowEgressMutation = { allowEgress: { settings: { version: number } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type DisallowEgressMutationVariables = Exact<{
  input: EgressEntryInput;
}>;


export type DisallowEgressMutation = { disallowEgress: { settings: { version: number } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type SetPasswordWithCodeMutationVariables = Exact<{
  input: SetPasswordWithCodeInput;
}>;


export type SetPasswordWithCodeMutation = { setPasswordWithCode: { obstacle: SignInObstacle | null, user: { id: string, locale: string | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type VerifySecondFactorMutationVariables = Exact<{
  code: string;
}>;


export type VerifySecondFactorMutation = { verifySecondFactor: { user: { id: string, locale: string | null } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type SignInStateQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInStateQuery = { signInState: { obstacle: SignInObstacle | null } | null };

export type MySecondFactorQueryVariables = Exact<{ [key: string]: never; }>;


export type MySecondFactorQuery = { mySecondFactor: { isEnabled: boolean, recoveryCodesLeft: number } };

export type BeginSecondFactorMutationVariables = Exact<{
  password: string;
}>;


export type BeginSecondFactorMutation = { beginSecondFactor: { secret: string | null, uri: string | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ConfirmSecondFactorMutationVariables = Exact<{
  code: string;
}>;


export type ConfirmSecondFactorMutation = { confirmSecondFactor: { recoveryCodes: Array<string> | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RemoveSecondFactorMutationVariables = Exact<{
  password: string;
  code: string;
}>;


export type RemoveSecondFactorMutation = { removeSecondFactor: { problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type RenewRecoveryCodesMutationVariables = Exact<{
  password: string;
  code: string;
}>;


export type RenewRecoveryCodesMutation = { renewRecoveryCodes: { recoveryCodes: Array<string> | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type TermsQueryVariables = Exact<{ [key: string]: never; }>;


export type TermsQuery = { installation: { contact: string | null, terms: { text: string, version: string } | null } };

export type AcceptTermsMutationVariables = Exact<{
  version: string;
}>;


export type AcceptTermsMutation = { acceptTerms: { user: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type CreateOneTimeCodeMutationVariables = Exact<{
  userId: string | number;
}>;


export type CreateOneTimeCodeMutation = { createOneTimeCode: { code: string | null, expiresAt: string | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ResetSecondFactorMutationVariables = Exact<{
  userId: string | number;
  reason: string;
}>;


export type ResetSecondFactorMutation = { resetSecondFactor: { problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type StatementQueryVariables = Exact<{
  period: string;
}>;


export type StatementQuery = { statement: { period: string, isOpen: boolean, calls: string, amount: string, sections: Array<{ courseId: string, courseName: string | null, costCentre: string | null, calls: string, amount: string, lines: Array<{ modelName: string, calls: string, inputTokens: string, outputTokens: string, amount: string }> }> } };

export type LedgerAmountQueryVariables = Exact<{
  period: string;
}>;


export type LedgerAmountQuery = { statement: { amount: string, ledgerAmount: string } };

export type AccountStatementQueryVariables = Exact<{
  period: string;
  accountId: string | number;
}>;


export type AccountStatementQuery = { accountStatement: { period: string, isOpen: boolean, opening: string, closing: string, lines: Array<{ kind: string, count: string, amount: string }>, account: { id: string, kind: LedgerAccountKind, name: string | null, owner: { id: string, username: string, displayName: string | null } | null, course: { id: string, name: string } | null } } };

export type NewestStatementPeriodQueryVariables = Exact<{ [key: string]: never; }>;


export type NewestStatementPeriodQuery = { newestStatementPeriod: string | null };

export type TrafficFragment = { calls: string, failedCalls: string, inputTokens: string, cachedTokens: string, outputTokens: string, reasoningTokens: string, amount: string, duration: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, outcomes: Array<{ code: string, calls: string }>, points: Array<{ startsAt: string, date: string, calls: string, failedCalls: string, inputTokens: string, outputTokens: string, amount: string, duration: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } | null }> };

export type TrafficQueryVariables = Exact<{
  filter: TrafficFilter;
  interval: TrafficInterval;
}>;


export type TrafficQuery = { traffic: { calls: string, failedCalls: string, inputTokens: string, cachedTokens: string, outputTokens: string, reasoningTokens: string, amount: string, duration: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, outcomes: Array<{ code: string, calls: string }>, points: Array<{ startsAt: string, date: string, calls: string, failedCalls: string, inputTokens: string, outputTokens: string, amount: string, duration: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } | null }> } };

export type TrafficBesideQueryVariables = Exact<{
  filter: TrafficFilter;
  before: TrafficFilter;
  interval: TrafficInterval;
}>;


export type TrafficBesideQuery = { traffic: { calls: string, failedCalls: string, inputTokens: string, cachedTokens: string, outputTokens: string, reasoningTokens: string, amount: string, duration: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, outcomes: Array<{ code: string, calls: string }>, points: Array<{ startsAt: string, date: string, calls: string, failedCalls: string, inputTokens: string, outputTokens: string, amount: string, duration: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } | null }> }, before: { calls: string, amount: string } };

export type TrafficByQueryVariables = Exact<{
  dimension: TrafficDimension;
  filter: TrafficFilter;
  first?: number | null | undefined;
  after?: string | null | undefined;
  search?: string | null | undefined;
  sort?: TrafficSort | null | undefined;
}>;


export type TrafficByQuery = { trafficBy: { totalCount: number, nodes: Array<{ id: string, name: string | null, detail: string | null, calls: string, failedCalls: string, inputTokens: string, cachedTokens: string, outputTokens: string, reasoningTokens: string, amount: string, duration: { samples: number, p50Ms: number | null, p95Ms: number | null } | null, firstByte: { samples: number, p50Ms: number | null, p95Ms: number | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ImportCatalogMutationVariables = Exact<{
  input: ImportCatalogInput;
}>;


export type ImportCatalogMutation = { importCatalog: { format: CatalogFormat | null, changes: Array<{ action: CatalogAction, kind: string, name: string, row: number, details: Array<string>, waitsFor: string | null }>, faults: Array<{ row: number, line: number | null, name: string | null, field: string | null, message: string }>, notes: Array<{ message: string }>, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ExportCatalogQueryVariables = Exact<{
  input: ExportCatalogInput;
}>;


export type ExportCatalogQuery = { exportCatalog: { text: string, fileName: string } };

export type UsageCallsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: UsageFilter | null | undefined;
}>;


export type UsageCallsQuery = { usage: { totalCount: number, nodes: Array<{ requestId: string, admittedAt: string, modelName: string, inputTokens: string, cachedTokens: string, outputTokens: string, reasoningTokens: string, amount: string, status: UsageStatus, provenance: UsageProvenance, durationMs: number, firstByteMs: number | null, errorCode: string | null, user: { id: string, username: string }, apiKey: { id: string, name: string, kind: ApiKeyKind } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UsageOverviewQueryVariables = Exact<{
  filter?: UsageFilter | null | undefined;
  firstKeys?: number | null | undefined;
}>;


export type UsageOverviewQuery = { usageSummary: { calls: string, failedCalls: string, inputTokens: string, outputTokens: string, amount: string, days: Array<{ date: string, modelName: string, calls: string, failedCalls: string, inputTokens: string, outputTokens: string, amount: string }>, models: Array<{ modelName: string, calls: string, failedCalls: string, inputTokens: string, outputTokens: string, amount: string }>, keys: Array<{ keyId: string, calls: string, failedCalls: string, inputTokens: string, outputTokens: string, amount: string, apiKey: { id: string, name: string, kind: ApiKeyKind } | null }> } };

export type ReceiptQueryVariables = Exact<{
  requestId: string | number;
}>;


export type ReceiptQuery = { receipt: { requestId: string, admittedAt: string, occurredOn: string, modelName: string, channelName: string | null, ratio: string, formula: string, reserved: string, amount: string, refunded: string, provenance: UsageProvenance, provenanceReason: UsageReason | null, leaseId: string | null, nodeId: string | null, status: UsageStatus, errorCode: string | null, isOverrun: boolean, isStreamed: boolean, attempts: number, durationMs: number, firstByteMs: number | null, refusal: { httpStatus: number, sentence: string, message: string } | null, user: { id: string, username: string, displayName: string | null }, apiKey: { id: string, name: string, kind: ApiKeyKind, prefix: string | null, lastFour: string | null } | null, payer: { id: string, kind: LedgerAccountKind, name: string | null, owner: { username: string } | null } | null, priceVersion: { id: string, validFrom: string, inputPerMillion: string, outputPerMillion: string, perRequest: string } | null, lines: Array<{ class: string, tokens: string, perMillion: string, amount: string }>, route: { chosen: { channelId: string, channelName: string, keyLastFour: string | null } | null, best: Array<{ channelId: string, channelName: string, keyLastFour: string | null }>, excluded: Array<{ reason: string, sentence: string, count: number }> } | null, steps: Array<{ name: string, ms: number }>, transactions: Array<{ id: string, kind: string, occurredOn: string, period: string, createdAt: string, reason: string | null, actor: { id: string, username: string } | null, secondPerson: { id: string, username: string } | null, entries: Array<{ accountId: string, isRevenue: boolean, amount: string }> }> } };

export type UsersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: UserFilter | null | undefined;
  sort?: UserSort | null | undefined;
}>;


export type UsersQuery = { users: { totalCount: number, nodes: Array<{ id: string, username: string, displayName: string | null, role: Role, state: UserState, createdAt: string, version: number, groups: Array<{ id: string, name: string }>, wallet: { id: string, balance: string, held: string, available: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UserQueryVariables = Exact<{
  id: string | number;
}>;


export type UserQuery = { user: { id: string, username: string, displayName: string | null, role: Role, state: UserState, tier: string | null, createdAt: string, version: number, locale: string | null, acceptsUnpriced: boolean, hasSecondFactor: boolean, groups: Array<{ id: string, name: string }>, courses: Array<{ role: CourseRole, joinedAt: string, course: { id: string, name: string } }>, wallet: { id: string, balance: string, held: string, available: string } } };

export type UserByNameQueryVariables = Exact<{
  search: string;
}>;


export type UserByNameQuery = { users: { nodes: Array<{ id: string, username: string }> } };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { user: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser: { user: { id: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type ChangeUsersMutationVariables = Exact<{
  input: ChangeUsersInput;
}>;


export type ChangeUsersMutation = { changeUsers: { rows: Array<{ userId: string, username: string | null, outcome: UserChangeOutcome, problems: Array<{ message: string }> }>, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type GrantMutationVariables = Exact<{
  input: GrantInput;
}>;


export type GrantMutation = { grant: { isRepeat: boolean | null, account: { balance: string } | null, problems: Array<{ code: string, message: string, path: Array<string> | null }> } };

export type WhyModelQueryVariables = Exact<{
  input: WhyModelInput;
}>;


export type WhyModelQuery = { whyModel: { at: string, modelName: string, groupName: string, isScheduled: boolean, callerReason: string | null, callerSentence: string | null, callerUntil: string | null, candidateCount: number, counts: Array<{ reason: string, sentence: string, count: number }>, candidates: Array<{ channelId: string, channelName: string, channelKeyId: string | null, keyLastFour: string | null, upstreamModel: string | null, priority: number, reason: string | null, sentence: string | null, detail: string | null, until: string | null, usedShare: number | null, rank: number | null }> } | null };

export type FindUserQueryVariables = Exact<{
  search: string;
}>;


export type FindUserQuery = { users: { nodes: Array<{ id: string, username: string }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ChannelTestRunFragmentDoc = new TypedDocumentString(`
    fragment ChannelTestRun on ChannelTest {
  id
  channelId
  channelKeyId
  at
  cause
  isOk
  isAccessDenied
  status
  latencyMs
  text
  code
  blockedHostPort
  modelName
  inputTokens
  outputTokens
}
    `, {"fragmentName":"ChannelTestRun"}) as unknown as TypedDocumentString<ChannelTestRunFragment, unknown>;
export const TrafficFragmentDoc = new TypedDocumentString(`
    fragment Traffic on Traffic {
  calls
  failedCalls
  inputTokens
  cachedTokens
  outputTokens
  reasoningTokens
  amount
  duration {
    samples
    p50Ms
    p95Ms
  }
  firstByte {
    samples
    p50Ms
    p95Ms
  }
  outcomes {
    code
    calls
  }
  points {
    startsAt
    date
    calls
    failedCalls
    inputTokens
    outputTokens
    amount
    duration {
      samples
      p50Ms
      p95Ms
    }
    firstByte {
      samples
      p50Ms
      p95Ms
    }
  }
}
    `, {"fragmentName":"Traffic"}) as unknown as TypedDocumentString<TrafficFragment, unknown>;
export const AccountChoicesDocument = new TypedDocumentString(`
    query AccountChoices($search: String!, $first: Int!) {
  users(first: $first, filter: {search: $search}) {
    nodes {
      username
      displayName
      wallet {
        id
        available
      }
    }
  }
  pools(first: $first, filter: {search: $search}) {
    nodes {
      id
      name
      account {
        available
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccountChoicesQuery, AccountChoicesQueryVariables>;
export const AccountsDocument = new TypedDocumentString(`
    query Accounts($first: Int, $after: String, $filter: LedgerAccountFilter, $sort: LedgerAccountSort) {
  ledgerAccounts(first: $first, after: $after, filter: $filter, sort: $sort) {
    nodes {
      id
      kind
      state
      name
      balance
      held
      available
      createdAt
      owner {
        id
        username
        displayName
      }
      course {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<AccountsQuery, AccountsQueryVariables>;
export const LedgerAccountDocument = new TypedDocumentString(`
    query LedgerAccount($accountId: ID) {
  ledgerAccount(accountId: $accountId) {
    id
    kind
    state
    name
    balance
    held
    available
    createdAt
    owner {
      id
      username
      displayName
      state
    }
    course {
      id
      name
    }
    holds {
      id
      amount
      state
      keyName
      nodeId
      since
      expiresAt
    }
    limits {
      id
      kind
      name
      period
      amount
      spent
      held
      endsAt
    }
    forecast {
      perDay
      basedOnDays
      daysLeft
      emptyOn
    }
  }
}
    `) as unknown as TypedDocumentString<LedgerAccountQuery, LedgerAccountQueryVariables>;
export const AlertsDocument = new TypedDocumentString(`
    query Alerts($first: Int, $after: String, $filter: AlertFilter) {
  alerts(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      kind
      subjectId
      limitName
      openedAt
      seenAt
      closedAt
      account {
        id
        kind
        name
        owner {
          username
        }
      }
      facts {
        name
        value
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<AlertsQuery, AlertsQueryVariables>;
export const AuditDocument = new TypedDocumentString(`
    query Audit($first: Int, $after: String, $filter: AuditFilter) {
  auditLog(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      at
      actorKind
      action
      targetKind
      targetId
      targetName
      before
      after
      reason
      address
      actor {
        id
        username
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<AuditQuery, AuditQueryVariables>;
export const CatalogDocument = new TypedDocumentString(`
    query Catalog($first: Int, $after: String, $filter: ModelFilter) {
  models(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      name
      provider
      abilities
      contextTokens
      maxOutputTokens
      isActive
      version
      groups {
        id
        name
      }
      price {
        id
        inputPerMillion
        outputPerMillion
        cacheReadPerMillion
        perRequest
        validFrom
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CatalogQuery, CatalogQueryVariables>;
export const ModelDetailDocument = new TypedDocumentString(`
    query ModelDetail($name: String!) {
  model(name: $name) {
    id
    name
    provider
    description
    abilities
    contextTokens
    maxOutputTokens
    isActive
    version
    groups {
      id
      name
    }
    traits {
      maxOutputTokens
      defaultMaxOutputTokens
      outputLimitField
      takesSampling
      takesTemperatureWithTopP
      isTopPBelowOne
      takesTopK
      thinking
      thinkingBudgetMin
      thinkingBudgetMax
      mayDisableThinking
      reasoningField
      takesParallelToolCallsFlag
      takesJsonSchema
      takesJsonWithTools
      takesPlainJsonSchema
      takesMediaInToolResults
      takesMediaUrls
      takesDeveloperRole
      takesSystemAmidMessages
      takesStreamOptions
      takesServiceFields
    }
    price {
      id
    }
    prices {
      id
      validFrom
      createdAt
      inputPerMillion
      outputPerMillion
      cacheReadPerMillion
      cacheWritePerMillion
      reasoningPerMillion
      perRequest
    }
  }
}
    `) as unknown as TypedDocumentString<ModelDetailQuery, ModelDetailQueryVariables>;
export const SetPriceDocument = new TypedDocumentString(`
    mutation SetPrice($input: SetPriceInput!) {
  setPrice(input: $input) {
    model {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetPriceMutation, SetPriceMutationVariables>;
export const UpdateModelDocument = new TypedDocumentString(`
    mutation UpdateModel($input: UpdateModelInput!) {
  updateModel(input: $input) {
    model {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateModelMutation, UpdateModelMutationVariables>;
export const ChannelTestsDocument = new TypedDocumentString(`
    query ChannelTests($id: ID!, $first: Int, $after: String) {
  channelTests(channelId: $id, first: $first, after: $after) {
    nodes {
      ...ChannelTestRun
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    fragment ChannelTestRun on ChannelTest {
  id
  channelId
  channelKeyId
  at
  cause
  isOk
  isAccessDenied
  status
  latencyMs
  text
  code
  blockedHostPort
  modelName
  inputTokens
  outputTokens
}`) as unknown as TypedDocumentString<ChannelTestsQuery, ChannelTestsQueryVariables>;
export const TestChannelDocument = new TypedDocumentString(`
    mutation TestChannel($input: TestChannelInput!) {
  testChannel(input: $input) {
    test {
      ...ChannelTestRun
    }
    problems {
      code
      message
      path
    }
  }
}
    fragment ChannelTestRun on ChannelTest {
  id
  channelId
  channelKeyId
  at
  cause
  isOk
  isAccessDenied
  status
  latencyMs
  text
  code
  blockedHostPort
  modelName
  inputTokens
  outputTokens
}`) as unknown as TypedDocumentString<TestChannelMutation, TestChannelMutationVariables>;
export const ProbeCapabilitiesDocument = new TypedDocumentString(`
    mutation ProbeCapabilities($input: ProbeCapabilitiesInput!) {
  probeCapabilities(input: $input) {
    test {
      ...ChannelTestRun
    }
    facts {
      capability
      verdict
      note
    }
    problems {
      code
      message
      path
    }
  }
}
    fragment ChannelTestRun on ChannelTest {
  id
  channelId
  channelKeyId
  at
  cause
  isOk
  isAccessDenied
  status
  latencyMs
  text
  code
  blockedHostPort
  modelName
  inputTokens
  outputTokens
}`) as unknown as TypedDocumentString<ProbeCapabilitiesMutation, ProbeCapabilitiesMutationVariables>;
export const PullModelsDocument = new TypedDocumentString(`
    mutation PullModels($input: PullModelsInput!) {
  pullModels(input: $input) {
    models {
      name
      state
      publicNames
    }
    blockedHostPort
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<PullModelsMutation, PullModelsMutationVariables>;
export const AddChannelKeysDocument = new TypedDocumentString(`
    mutation AddChannelKeys($input: AddChannelKeysInput!) {
  addChannelKeys(input: $input) {
    addedCount
    repeatedLines
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<AddChannelKeysMutation, AddChannelKeysMutationVariables>;
export const ChangeChannelKeysDocument = new TypedDocumentString(`
    mutation ChangeChannelKeys($input: ChangeChannelKeysInput!) {
  changeChannelKeys(input: $input) {
    channel {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeChannelKeysMutation, ChangeChannelKeysMutationVariables>;
export const LimitChannelKeysDocument = new TypedDocumentString(`
    mutation LimitChannelKeys($input: LimitChannelKeysInput!) {
  limitChannelKeys(input: $input) {
    channel {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<LimitChannelKeysMutation, LimitChannelKeysMutationVariables>;
export const UpdateTaggedChannelsDocument = new TypedDocumentString(`
    mutation UpdateTaggedChannels($input: UpdateTaggedChannelsInput!) {
  updateTaggedChannels(input: $input) {
    changes {
      channelId
      name
      details
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateTaggedChannelsMutation, UpdateTaggedChannelsMutationVariables>;
export const ChannelsDocument = new TypedDocumentString(`
    query Channels($first: Int, $after: String, $filter: ChannelFilter, $sort: ChannelSort) {
  channels(first: $first, after: $after, filter: $filter, sort: $sort) {
    nodes {
      id
      name
      description
      type
      baseUrl
      settings {
        apiVersion
      }
      models
      modelMapping {
        publicName
        upstreamName
      }
      priority
      weight
      tags
      isActive
      schedulable
      version
      deniedModels
      keys {
        id
        lastFour
        isActive
        health
        healthNote
        healthUntil
      }
      groups {
        id
        name
      }
      lastTest {
        ...ChannelTestRun
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
  channelTags
}
    fragment ChannelTestRun on ChannelTest {
  id
  channelId
  channelKeyId
  at
  cause
  isOk
  isAccessDenied
  status
  latencyMs
  text
  code
  blockedHostPort
  modelName
  inputTokens
  outputTokens
}`) as unknown as TypedDocumentString<ChannelsQuery, ChannelsQueryVariables>;
export const ChannelDocument = new TypedDocumentString(`
    query Channel($id: ID!) {
  channel(id: $id) {
    id
    name
    description
    type
    baseUrl
    models
    modelMapping {
      publicName
      upstreamName
    }
    priority
    weight
    tags
    isActive
    schedulable
    version
    deniedModels
    settings {
      limits {
        rpm
        tpm
        concurrency
      }
      keyLimits {
        rpm
        tpm
      }
      queueLength
      queueTimeoutMs
      onClientAbort
      headerTimeoutMs
      idleTimeoutMs
      timeoutMs
      dialects
      apiVersion
      headers {
        name
        value
      }
      parameters
      proxyUrl
      traits {
        outputLimitField
        defaultMaxOutputTokens
        maxOutputTokens
        takesStreamOptions
        takesDeveloperRole
        takesSystemAmidMessages
        takesSampling
        takesTemperatureWithTopP
        isTopPBelowOne
        takesTopK
        takesParallelToolCallsFlag
        takesServiceFields
        takesJsonSchema
        takesPlainJsonSchema
        takesJsonWithTools
        takesMediaUrls
        takesMediaInToolResults
        thinking
        thinkingBudgetMin
        thinkingBudgetMax
        mayDisableThinking
        reasoningField
      }
    }
    lacks {
      modelName
      abilities
    }
    keys {
      id
      lastFour
      isActive
      rpm
      tpm
      health
      healthNote
      healthUntil
    }
    costs {
      modelName
      currency
      exchangeRate
      inputPerMillion
      outputPerMillion
      cacheReadPerMillion
      perRequest
    }
    groups {
      id
      name
    }
    lastTest {
      ...ChannelTestRun
    }
  }
}
    fragment ChannelTestRun on ChannelTest {
  id
  channelId
  channelKeyId
  at
  cause
  isOk
  isAccessDenied
  status
  latencyMs
  text
  code
  blockedHostPort
  modelName
  inputTokens
  outputTokens
}`) as unknown as TypedDocumentString<ChannelQuery, ChannelQueryVariables>;
export const AddChannelWithModelsDocument = new TypedDocumentString(`
    mutation AddChannelWithModels($input: AddChannelWithModelsInput!) {
  addChannelWithModels(input: $input) {
    channel {
      id
    }
    test {
      ...ChannelTestRun
    }
    problems {
      code
      message
      path
    }
  }
}
    fragment ChannelTestRun on ChannelTest {
  id
  channelId
  channelKeyId
  at
  cause
  isOk
  isAccessDenied
  status
  latencyMs
  text
  code
  blockedHostPort
  modelName
  inputTokens
  outputTokens
}`) as unknown as TypedDocumentString<AddChannelWithModelsMutation, AddChannelWithModelsMutationVariables>;
export const UpdateChannelDocument = new TypedDocumentString(`
    mutation UpdateChannel($input: UpdateChannelInput!) {
  updateChannel(input: $input) {
    channel {
      id
    }
    test {
      ...ChannelTestRun
    }
    problems {
      code
      message
      path
    }
  }
}
    fragment ChannelTestRun on ChannelTest {
  id
  channelId
  channelKeyId
  at
  cause
  isOk
  isAccessDenied
  status
  latencyMs
  text
  code
  blockedHostPort
  modelName
  inputTokens
  outputTokens
}`) as unknown as TypedDocumentString<UpdateChannelMutation, UpdateChannelMutationVariables>;
export const VendorsDocument = new TypedDocumentString(`
    query Vendors {
  vendors {
    type
    label
    defaultBaseUrl
    hasDeployments
  }
}
    `) as unknown as TypedDocumentString<VendorsQuery, VendorsQueryVariables>;
export const CorrectionsDocument = new TypedDocumentString(`
    query Corrections($first: Int, $after: String, $filter: CorrectionFilter) {
  corrections(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      kind
      state
      amount
      reason
      requestId
      createdAt
      decidedAt
      decisionNote
      canDecide
      account {
        id
        kind
        name
        owner {
          username
        }
      }
      toAccount {
        id
        kind
        name
        owner {
          username
        }
      }
      actor {
        id
        username
      }
      secondPerson {
        id
        username
      }
      decidedBy {
        id
        username
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CorrectionsQuery, CorrectionsQueryVariables>;
export const SecondPeopleDocument = new TypedDocumentString(`
    query SecondPeople {
  admins: users(first: 100, filter: {role: ADMIN, state: ACTIVE}) {
    nodes {
      id
      username
      displayName
    }
  }
  roots: users(first: 100, filter: {role: ROOT, state: ACTIVE}) {
    nodes {
      id
      username
      displayName
    }
  }
}
    `) as unknown as TypedDocumentString<SecondPeopleQuery, SecondPeopleQueryVariables>;
export const AdjustAccountDocument = new TypedDocumentString(`
    mutation AdjustAccount($input: AdjustAccountInput!) {
  adjustAccount(input: $input) {
    correction {
      state
    }
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<AdjustAccountMutation, AdjustAccountMutationVariables>;
export const RefundCallDocument = new TypedDocumentString(`
    mutation RefundCall($input: RefundCallInput!) {
  refundCall(input: $input) {
    correction {
      state
    }
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RefundCallMutation, RefundCallMutationVariables>;
export const MoveMoneyDocument = new TypedDocumentString(`
    mutation MoveMoney($input: MoveMoneyInput!) {
  moveMoney(input: $input) {
    correction {
      state
    }
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<MoveMoneyMutation, MoveMoneyMutationVariables>;
export const DecideCorrectionDocument = new TypedDocumentString(`
    mutation DecideCorrection($input: DecideCorrectionInput!) {
  decideCorrection(input: $input) {
    correction {
      state
    }
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DecideCorrectionMutation, DecideCorrectionMutationVariables>;
export const MarginsDocument = new TypedDocumentString(`
    query Margins($from: Date!, $to: Date!, $channelId: ID) {
  margins(from: $from, to: $to, channelId: $channelId) {
    channelId
    channelName
    modelName
    calls
    uncostedCalls
    charged
    cost
    margin
  }
}
    `) as unknown as TypedDocumentString<MarginsQuery, MarginsQueryVariables>;
export const SetChannelCostDocument = new TypedDocumentString(`
    mutation SetChannelCost($input: SetChannelCostInput!) {
  setChannelCost(input: $input) {
    cost {
      modelName
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetChannelCostMutation, SetChannelCostMutationVariables>;
export const CourseDocument = new TypedDocumentString(`
    query Course($id: ID!) {
  course(id: $id) {
    id
    name
    joinCode
    startsOn
    endsOn
    memberCount
    poolAccountId
    allowance
    costCentre
    endedAt
    myRole
    version
  }
}
    `) as unknown as TypedDocumentString<CourseQuery, CourseQueryVariables>;
export const CoursePoolDocument = new TypedDocumentString(`
    query CoursePool($id: ID!) {
  pool(id: $id) {
    id
    name
    state
    account {
      balance
      held
      available
    }
  }
}
    `) as unknown as TypedDocumentString<CoursePoolQuery, CoursePoolQueryVariables>;
export const CourseMembersDocument = new TypedDocumentString(`
    query CourseMembers($courseId: ID!, $first: Int, $after: String, $filter: CourseMemberFilter) {
  courseMembers(
    courseId: $courseId
    first: $first
    after: $after
    filter: $filter
  ) {
    nodes {
      userId
      username
      displayName
      state
      role
      section
      granted
      spent
      isNew
      codeExpiresAt
      joinedAt
      leftAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CourseMembersQuery, CourseMembersQueryVariables>;
export const GrantCourseMembersDocument = new TypedDocumentString(`
    mutation GrantCourseMembers($input: GrantCourseMembersInput!) {
  grantCourseMembers(input: $input) {
    outcomes {
      userId
      isGranted
      problem {
        code
        message
        path
      }
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<GrantCourseMembersMutation, GrantCourseMembersMutationVariables>;
export const RemoveCourseMembersDocument = new TypedDocumentString(`
    mutation RemoveCourseMembers($input: RemoveCourseMembersInput!) {
  removeCourseMembers(input: $input) {
    count
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveCourseMembersMutation, RemoveCourseMembersMutationVariables>;
export const CreateCourseMemberCodeDocument = new TypedDocumentString(`
    mutation CreateCourseMemberCode($courseId: ID!, $userId: ID!) {
  createCourseMemberCode(courseId: $courseId, userId: $userId) {
    code
    expiresAt
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateCourseMemberCodeMutation, CreateCourseMemberCodeMutationVariables>;
export const RotateJoinCodeDocument = new TypedDocumentString(`
    mutation RotateJoinCode($input: RotateJoinCodeInput!) {
  rotateJoinCode(input: $input) {
    course {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RotateJoinCodeMutation, RotateJoinCodeMutationVariables>;
export const EndCoursesDocument = new TypedDocumentString(`
    mutation EndCourses($courseIds: [ID!]!) {
  endCourses(courseIds: $courseIds) {
    courseIds
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<EndCoursesMutation, EndCoursesMutationVariables>;
export const PreviewRosterDocument = new TypedDocumentString(`
    mutation PreviewRoster($input: PreviewRosterInput!) {
  previewRoster(input: $input) {
    encoding
    token
    counts {
      create
      activate
      join
      update
      none
      leave
      refuse
    }
    rows {
      line
      username
      displayName
      section
      action
      problem {
        code
        message
        path
      }
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<PreviewRosterMutation, PreviewRosterMutationVariables>;
export const ImportRosterDocument = new TypedDocumentString(`
    mutation ImportRoster($input: ImportRosterInput!) {
  importRoster(input: $input) {
    import {
      id
      state
      rowCount
      doneCount
    }
    codes {
      username
      code
      expiresAt
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ImportRosterMutation, ImportRosterMutationVariables>;
export const RosterImportDocument = new TypedDocumentString(`
    query RosterImport($id: ID!) {
  rosterImport(id: $id) {
    id
    state
    rowCount
    doneCount
    rows {
      username
      grant
      problem {
        code
        message
        path
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RosterImportQuery, RosterImportQueryVariables>;
export const CoursesDocument = new TypedDocumentString(`
    query Courses($first: Int, $after: String) {
  courses(first: $first, after: $after) {
    nodes {
      id
      name
      joinCode
      startsOn
      endsOn
      memberCount
      poolAccountId
      allowance
      costCentre
      endedAt
      version
      recordingEnabled
      recordingTextVersion
      recordingText
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<CoursesQuery, CoursesQueryVariables>;
export const CreateCourseDocument = new TypedDocumentString(`
    mutation CreateCourse($input: CreateCourseInput!) {
  createCourse(input: $input) {
    course {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateCourseMutation, CreateCourseMutationVariables>;
export const UpdateCourseDocument = new TypedDocumentString(`
    mutation UpdateCourse($input: UpdateCourseInput!) {
  updateCourse(input: $input) {
    course {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateCourseMutation, UpdateCourseMutationVariables>;
export const DeadLettersDocument = new TypedDocumentString(`
    query DeadLetters($first: Int, $after: String, $filter: DeadLetterFilter) {
  deadLetters(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      kind
      reason
      requestId
      stream
      sequence
      text
      attempts
      createdAt
      resolvedAt
      replayedAt
      replayedBy {
        id
        username
      }
      call {
        modelName
        admittedAt
        inputTokens
        outputTokens
        user {
          id
          username
        }
        apiKey {
          id
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<DeadLettersQuery, DeadLettersQueryVariables>;
export const ReplayDeadLetterDocument = new TypedDocumentString(`
    mutation ReplayDeadLetter($input: ReplayDeadLetterInput!) {
  replayDeadLetter(input: $input) {
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ReplayDeadLetterMutation, ReplayDeadLetterMutationVariables>;
export const GatewayNodesDocument = new TypedDocumentString(`
    query GatewayNodes {
  gatewayNodes {
    id
    startedAt
    leases
    expiredLeases
    held
  }
}
    `) as unknown as TypedDocumentString<GatewayNodesQuery, GatewayNodesQueryVariables>;
export const ForceCloseGatewayNodeDocument = new TypedDocumentString(`
    mutation ForceCloseGatewayNode($input: ForceCloseGatewayNodeInput!) {
  forceCloseGatewayNode(input: $input) {
    gatewayNode {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ForceCloseGatewayNodeMutation, ForceCloseGatewayNodeMutationVariables>;
export const GroupsDocument = new TypedDocumentString(`
    query Groups($first: Int, $after: String) {
  groups(first: $first, after: $after) {
    nodes {
      id
      name
      description
      ratio
      isDefault
      recordingEnabled
      recordingTextVersion
      recordingText
      version
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<GroupsQuery, GroupsQueryVariables>;
export const CreateGroupDocument = new TypedDocumentString(`
    mutation CreateGroup($input: CreateGroupInput!) {
  createGroup(input: $input) {
    group {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateGroupMutation, CreateGroupMutationVariables>;
export const UpdateGroupDocument = new TypedDocumentString(`
    mutation UpdateGroup($input: UpdateGroupInput!) {
  updateGroup(input: $input) {
    group {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateGroupMutation, UpdateGroupMutationVariables>;
export const DeleteGroupDocument = new TypedDocumentString(`
    mutation DeleteGroup($id: ID!, $version: Int!) {
  deleteGroup(id: $id, version: $version) {
    group {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteGroupMutation, DeleteGroupMutationVariables>;
export const LogInDocument = new TypedDocumentString(`
    mutation LogIn($input: LogInInput!) {
  logIn(input: $input) {
    user {
      id
      locale
    }
    obstacle
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<LogInMutation, LogInMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    user {
      id
      state
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const LogOutDocument = new TypedDocumentString(`
    mutation LogOut {
  logOut
}
    `) as unknown as TypedDocumentString<LogOutMutation, LogOutMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    user {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const UpdateMyAccountDocument = new TypedDocumentString(`
    mutation UpdateMyAccount($input: UpdateMyAccountInput!) {
  updateMyAccount(input: $input) {
    user {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateMyAccountMutation, UpdateMyAccountMutationVariables>;
export const MySessionsDocument = new TypedDocumentString(`
    query MySessions {
  mySessions {
    id
    createdAt
    lastSeenAt
    address
    userAgent
    isCurrent
  }
}
    `) as unknown as TypedDocumentString<MySessionsQuery, MySessionsQueryVariables>;
export const RevokeSessionDocument = new TypedDocumentString(`
    mutation RevokeSession($id: ID!) {
  revokeSession(id: $id)
}
    `) as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const JumpDocument = new TypedDocumentString(`
    query Jump($text: String!, $withUsers: Boolean!, $withChannels: Boolean!) {
  models(first: 5, filter: {search: $text}) {
    nodes {
      id
      name
      provider
    }
  }
  users(first: 5, filter: {search: $text}) @include(if: $withUsers) {
    nodes {
      id
      username
      displayName
      wallet {
        id
      }
    }
  }
  channels(first: 5, filter: {search: $text}) @include(if: $withChannels) {
    nodes {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<JumpQuery, JumpQueryVariables>;
export const KeysDocument = new TypedDocumentString(`
    query Keys($first: Int, $after: String, $userId: ID) {
  apiKeys(first: $first, after: $after, filter: {kind: SECRET, userId: $userId}) {
    nodes {
      id
      name
      prefix
      lastFour
      state
      stateReason
      modelNames
      allowedAddresses
      expiresAt
      lastUsedAt
      createdAt
      version
      caps {
        id
        period
        amount
        spent
        held
        endsAt
      }
      limits {
        rpm
        tpm
        concurrency
      }
      recordingEnabled
      recordingTextVersion
      recordingText
      group {
        id
        name
        ratio
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<KeysQuery, KeysQueryVariables>;
export const CreateKeyDocument = new TypedDocumentString(`
    mutation CreateKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    apiKey {
      id
    }
    secret
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateKeyMutation, CreateKeyMutationVariables>;
export const RevokeKeyDocument = new TypedDocumentString(`
    mutation RevokeKey($input: RevokeApiKeyInput!) {
  revokeApiKey(input: $input) {
    apiKey {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeKeyMutation, RevokeKeyMutationVariables>;
export const UpdateKeyDocument = new TypedDocumentString(`
    mutation UpdateKey($input: UpdateApiKeyInput!) {
  updateApiKey(input: $input) {
    apiKey {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateKeyMutation, UpdateKeyMutationVariables>;
export const SetKeyCapDocument = new TypedDocumentString(`
    mutation SetKeyCap($input: SetSpendLimitInput!) {
  setSpendLimit(input: $input) {
    limitId
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetKeyCapMutation, SetKeyCapMutationVariables>;
export const AccountHistoryDocument = new TypedDocumentString(`
    query AccountHistory($first: Int, $after: String, $accountId: ID, $kind: String) {
  accountHistory(first: $first, after: $after, accountId: $accountId, kind: $kind) {
    nodes {
      id
      transactionId
      kind
      amount
      balanceAfter
      requestId
      correctedRequestId
      reason
      occurredOn
      period
      createdAt
      actor {
        id
        username
      }
      secondPerson {
        id
        username
      }
      counterpart {
        id
        kind
        name
        owner {
          username
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<AccountHistoryQuery, AccountHistoryQueryVariables>;
export const AccountLotsDocument = new TypedDocumentString(`
    query AccountLots($accountId: ID) {
  accountLots(accountId: $accountId) {
    id
    kind
    reason
    amount
    rest
    expired
    expiresAt
    createdAt
  }
}
    `) as unknown as TypedDocumentString<AccountLotsQuery, AccountLotsQueryVariables>;
export const RedeemCodeDocument = new TypedDocumentString(`
    mutation RedeemCode($input: RedeemCodeInput!) {
  redeemCode(input: $input) {
    amount
    isRepeat
    account {
      balance
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RedeemCodeMutation, RedeemCodeMutationVariables>;
export const MyLimitsDocument = new TypedDocumentString(`
    query MyLimits {
  myLimits {
    isEnabled
    tier
    limits {
      modelName
      rpm
      tpm
      concurrency
    }
  }
}
    `) as unknown as TypedDocumentString<MyLimitsQuery, MyLimitsQueryVariables>;
export const LogInsDocument = new TypedDocumentString(`
    query LogIns($userId: ID!, $first: Int, $after: String) {
  logIns(userId: $userId, first: $first, after: $after) {
    nodes {
      id
      at
      method
      hasSecondFactor
      address
      userAgent
      lastSeenAt
      isOpen
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<LogInsQuery, LogInsQueryVariables>;
export const MarketDocument = new TypedDocumentString(`
    query Market($first: Int, $after: String, $filter: ModelFilter, $sort: ModelSort, $groupId: ID) {
  models(first: $first, after: $after, filter: $filter, sort: $sort) {
    nodes {
      id
      name
      provider
      description
      abilities
      contextTokens
      maxOutputTokens
      groups {
        id
        name
      }
      price {
        inputPerMillion
        outputPerMillion
      }
      myPrice(groupId: $groupId) {
        group {
          id
          name
          ratio
        }
        inputPerMillion
        outputPerMillion
        cacheReadPerMillion
        perRequest
      }
      measured {
        at
        facts {
          capability
          verdict
        }
      }
      activity {
        calls
        completedCalls
        firstByte {
          samples
          p50Ms
          p95Ms
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
  modelProviders(filter: {usable: true})
}
    `) as unknown as TypedDocumentString<MarketQuery, MarketQueryVariables>;
export const MarketModelDocument = new TypedDocumentString(`
    query MarketModel($name: String!) {
  model(name: $name) {
    id
    name
    provider
    description
    abilities
    contextTokens
    maxOutputTokens
    isActive
    groups {
      id
      name
      ratio
    }
    price {
      id
    }
    prices {
      id
      validFrom
      createdAt
      inputPerMillion
      outputPerMillion
      cacheReadPerMillion
      cacheWritePerMillion
      reasoningPerMillion
      perRequest
    }
    measured {
      at
      facts {
        capability
        verdict
      }
    }
    activity {
      calls
      completedCalls
      duration {
        samples
        p50Ms
        p95Ms
      }
      firstByte {
        samples
        p50Ms
        p95Ms
      }
    }
    activityDays {
      date
      calls
      completedCalls
    }
  }
}
    `) as unknown as TypedDocumentString<MarketModelQuery, MarketModelQueryVariables>;
export const GroupPriceDocument = new TypedDocumentString(`
    query GroupPrice($name: String!, $groupId: ID!) {
  model(name: $name) {
    myPrice(groupId: $groupId) {
      inputPerMillion
      outputPerMillion
      cacheReadPerMillion
      perRequest
    }
  }
}
    `) as unknown as TypedDocumentString<GroupPriceQuery, GroupPriceQueryVariables>;
export const UsableModelsDocument = new TypedDocumentString(`
    query UsableModels($first: Int, $after: String, $groupId: ID) {
  models(first: $first, after: $after, filter: {usable: true}) {
    nodes {
      id
      name
      provider
      description
      abilities
      contextTokens
      maxOutputTokens
      groups {
        id
        name
      }
      price {
        inputPerMillion
        outputPerMillion
        cacheReadPerMillion
        perRequest
      }
      myPrice(groupId: $groupId) {
        group {
          id
          name
          ratio
        }
        inputPerMillion
        outputPerMillion
        cacheReadPerMillion
        perRequest
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<UsableModelsQuery, UsableModelsQueryVariables>;
export const LogInProviderDocument = new TypedDocumentString(`
    query LogInProvider {
  installation {
    logInProvider
  }
}
    `) as unknown as TypedDocumentString<LogInProviderQuery, LogInProviderQueryVariables>;
export const BeginOidcLogInDocument = new TypedDocumentString(`
    mutation BeginOidcLogIn($input: BeginOidcLogInInput!) {
  beginOidcLogIn(input: $input) {
    url
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<BeginOidcLogInMutation, BeginOidcLogInMutationVariables>;
export const CompleteOidcLogInDocument = new TypedDocumentString(`
    mutation CompleteOidcLogIn($input: CompleteOidcLogInInput!) {
  completeOidcLogIn(input: $input) {
    user {
      id
      locale
    }
    obstacle
    next
    isConnected
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteOidcLogInMutation, CompleteOidcLogInMutationVariables>;
export const MyWaysInDocument = new TypedDocumentString(`
    query MyWaysIn {
  installation {
    logInProvider
  }
  myWaysIn {
    hasPassword
    connectedAt
    lastLogInAt
  }
}
    `) as unknown as TypedDocumentString<MyWaysInQuery, MyWaysInQueryVariables>;
export const WaysInOfDocument = new TypedDocumentString(`
    query WaysInOf($userId: ID!) {
  installation {
    logInProvider
  }
  waysInOf(userId: $userId) {
    hasPassword
    connectedAt
    lastLogInAt
  }
}
    `) as unknown as TypedDocumentString<WaysInOfQuery, WaysInOfQueryVariables>;
export const BeginOidcConnectionDocument = new TypedDocumentString(`
    mutation BeginOidcConnection($password: String!) {
  beginOidcConnection(password: $password) {
    url
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<BeginOidcConnectionMutation, BeginOidcConnectionMutationVariables>;
export const RemoveOidcConnectionDocument = new TypedDocumentString(`
    mutation RemoveOidcConnection($password: String!) {
  removeOidcConnection(password: $password) {
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveOidcConnectionMutation, RemoveOidcConnectionMutationVariables>;
export const ResetOidcConnectionDocument = new TypedDocumentString(`
    mutation ResetOidcConnection($userId: ID!, $reason: String!) {
  resetOidcConnection(userId: $userId, reason: $reason) {
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ResetOidcConnectionMutation, ResetOidcConnectionMutationVariables>;
export const ProviderLogOutUrlDocument = new TypedDocumentString(`
    query ProviderLogOutUrl {
  providerLogOutUrl
}
    `) as unknown as TypedDocumentString<ProviderLogOutUrlQuery, ProviderLogOutUrlQueryVariables>;
export const OperationsDocument = new TypedDocumentString(`
    query Operations {
  operations {
    at
    isBusConnected
    deadLetters
    ledgerOutbox
    openAlerts
    isRecovering
    gateways {
      nodeId
      state
      startedAt
      inflightCalls
      streams
      queuedCalls
      gossipPeers
      leases
      journalPending
      journalOldestSeconds
      journalUnsettled
      journalsAdopted
      projectionStaleSeconds
    }
  }
}
    `) as unknown as TypedDocumentString<OperationsQuery, OperationsQueryVariables>;
export const CreatePlaygroundTicketDocument = new TypedDocumentString(`
    mutation CreatePlaygroundTicket {
  createPlaygroundTicket {
    ticket
    expiresAt
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePlaygroundTicketMutation, CreatePlaygroundTicketMutationVariables>;
export const CallCostDocument = new TypedDocumentString(`
    query CallCost($requestId: ID!) {
  receipt(requestId: $requestId) {
    amount
  }
  me {
    wallet {
      balance
    }
  }
}
    `) as unknown as TypedDocumentString<CallCostQuery, CallCostQueryVariables>;
export const PoolsDocument = new TypedDocumentString(`
    query Pools($first: Int, $after: String, $filter: PoolFilter) {
  pools(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      name
      state
      keyCount
      createdAt
      account {
        balance
        held
        available
        owner {
          id
          username
        }
        course {
          id
          name
          memberCount
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<PoolsQuery, PoolsQueryVariables>;
export const OpenPoolDocument = new TypedDocumentString(`
    mutation OpenPool($input: OpenPoolInput!) {
  openPool(input: $input) {
    pool {
      id
    }
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<OpenPoolMutation, OpenPoolMutationVariables>;
export const SetPoolStateDocument = new TypedDocumentString(`
    mutation SetPoolState($input: SetPoolStateInput!) {
  setPoolState(input: $input) {
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetPoolStateMutation, SetPoolStateMutationVariables>;
export const PriceListDocument = new TypedDocumentString(`
    query PriceList($first: Int, $after: String, $filter: ModelFilter) {
  models(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      name
      provider
      price {
        id
      }
      prices {
        id
        validFrom
        createdAt
        inputPerMillion
        outputPerMillion
        cacheReadPerMillion
        cacheWritePerMillion
        reasoningPerMillion
        perRequest
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<PriceListQuery, PriceListQueryVariables>;
export const ReconciliationDocument = new TypedDocumentString(`
    query Reconciliation {
  reconciliation {
    checks {
      id
      says
      state
      brokenIds
      checkedAt
      failedAt
    }
    openLeaseCount
    overdueLeaseCount
    poisonCount
    unresolvedCount
  }
}
    `) as unknown as TypedDocumentString<ReconciliationQuery, ReconciliationQueryVariables>;
export const ReconcileDocument = new TypedDocumentString(`
    mutation Reconcile {
  reconcile {
    reconciliation {
      checks {
        id
        state
      }
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ReconcileMutation, ReconcileMutationVariables>;
export const MyRecordingDocument = new TypedDocumentString(`
    query MyRecording {
  myRecording {
    kind
    id
    name
    isAsked
    textVersion
    text
    isConsenting
    consent {
      textVersion
      consentedAt
      withdrawnAt
    }
  }
}
    `) as unknown as TypedDocumentString<MyRecordingQuery, MyRecordingQueryVariables>;
export const ConsentToRecordingDocument = new TypedDocumentString(`
    mutation ConsentToRecording($input: ConsentToRecordingInput!) {
  consentToRecording(input: $input) {
    scope {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ConsentToRecordingMutation, ConsentToRecordingMutationVariables>;
export const WithdrawRecordingConsentDocument = new TypedDocumentString(`
    mutation WithdrawRecordingConsent($input: WithdrawRecordingConsentInput!) {
  withdrawRecordingConsent(input: $input) {
    scope {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawRecordingConsentMutation, WithdrawRecordingConsentMutationVariables>;
export const RedeemBatchesDocument = new TypedDocumentString(`
    query RedeemBatches($first: Int, $after: String) {
  redeemBatches(first: $first, after: $after) {
    nodes {
      id
      name
      amount
      expiresAt
      moneyExpiresAt
      revokedAt
      createdAt
      codeCount
      redeemedCount
      unusedCount
      redeemedAmount
      createdBy {
        id
        username
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<RedeemBatchesQuery, RedeemBatchesQueryVariables>;
export const RedeemBatchDocument = new TypedDocumentString(`
    query RedeemBatch($id: ID!) {
  redeemBatch(id: $id) {
    id
    name
    amount
    expiresAt
    moneyExpiresAt
    revokedAt
    createdAt
    codeCount
    redeemedCount
    unusedCount
    redeemedAmount
    createdBy {
      id
      username
    }
  }
}
    `) as unknown as TypedDocumentString<RedeemBatchQuery, RedeemBatchQueryVariables>;
export const RedeemCodesDocument = new TypedDocumentString(`
    query RedeemCodes($batchId: ID!, $first: Int, $after: String, $state: RedeemCodeState) {
  redeemCodes(batchId: $batchId, first: $first, after: $after, state: $state) {
    nodes {
      id
      lastFour
      state
      redeemedAt
      redeemedBy {
        id
        username
        wallet {
          id
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<RedeemCodesQuery, RedeemCodesQueryVariables>;
export const CreateRedeemBatchDocument = new TypedDocumentString(`
    mutation CreateRedeemBatch($input: CreateRedeemBatchInput!) {
  createRedeemBatch(input: $input) {
    codes
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateRedeemBatchMutation, CreateRedeemBatchMutationVariables>;
export const RevokeRedeemBatchDocument = new TypedDocumentString(`
    mutation RevokeRedeemBatch($input: RevokeRedeemBatchInput!) {
  revokeRedeemBatch(input: $input) {
    isRepeat
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RevokeRedeemBatchMutation, RevokeRedeemBatchMutationVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session {
  installation {
    currency
    timeZone
    usernamePattern
    publicUrl
    notice
    noticeVersion
    contact
    isInsecureHttp
  }
  signInState {
    obstacle
  }
  me {
    id
    username
    displayName
    role
    locale
    acceptsUnpriced
    mustChangePassword
    state
    noticeClosed
    termsVersion
    termsAcceptedAt
    hasSecondFactor
    wallet {
      id
      balance
      held
      available
    }
    groups {
      id
      name
      ratio
      isDefault
    }
    courses {
      role
      course {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const SettingsDocument = new TypedDocumentString(`
    query Settings {
  settings {
    currency
    timeZone
    usernamePattern
    maxRetries
    cooldown
    autoDisable
    routingStrategy
    affinity
    limitsEnabled
    tiers {
      name
      isDefault
      limits {
        modelName
        rpm
        tpm
        concurrency
      }
    }
    egressAllow
    probeMinutes
    notice
    contact
    termsText
    termsVersion
    secondFactorRequired
    version
  }
}
    `) as unknown as TypedDocumentString<SettingsQuery, SettingsQueryVariables>;
export const UpdateSettingsDocument = new TypedDocumentString(`
    mutation UpdateSettings($input: UpdateSettingsInput!) {
  updateSettings(input: $input) {
    settings {
      version
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const AllowEgressDocument = new TypedDocumentString(`
    mutation AllowEgress($input: EgressEntryInput!) {
  allowEgress(input: $input) {
    settings {
      version
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<AllowEgressMutation, AllowEgressMutationVariables>;
export const DisallowEgressDocument = new TypedDocumentString(`
    mutation DisallowEgress($input: EgressEntryInput!) {
  disallowEgress(input: $input) {
    settings {
      version
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DisallowEgressMutation, DisallowEgressMutationVariables>;
export const SetPasswordWithCodeDocument = new TypedDocumentString(`
    mutation SetPasswordWithCode($input: SetPasswordWithCodeInput!) {
  setPasswordWithCode(input: $input) {
    user {
      id
      locale
    }
    obstacle
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<SetPasswordWithCodeMutation, SetPasswordWithCodeMutationVariables>;
export const VerifySecondFactorDocument = new TypedDocumentString(`
    mutation VerifySecondFactor($code: String!) {
  verifySecondFactor(code: $code) {
    user {
      id
      locale
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<VerifySecondFactorMutation, VerifySecondFactorMutationVariables>;
export const SignInStateDocument = new TypedDocumentString(`
    query SignInState {
  signInState {
    obstacle
  }
}
    `) as unknown as TypedDocumentString<SignInStateQuery, SignInStateQueryVariables>;
export const MySecondFactorDocument = new TypedDocumentString(`
    query MySecondFactor {
  mySecondFactor {
    isEnabled
    recoveryCodesLeft
  }
}
    `) as unknown as TypedDocumentString<MySecondFactorQuery, MySecondFactorQueryVariables>;
export const BeginSecondFactorDocument = new TypedDocumentString(`
    mutation BeginSecondFactor($password: String!) {
  beginSecondFactor(password: $password) {
    secret
    uri
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<BeginSecondFactorMutation, BeginSecondFactorMutationVariables>;
export const ConfirmSecondFactorDocument = new TypedDocumentString(`
    mutation ConfirmSecondFactor($code: String!) {
  confirmSecondFactor(code: $code) {
    recoveryCodes
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ConfirmSecondFactorMutation, ConfirmSecondFactorMutationVariables>;
export const RemoveSecondFactorDocument = new TypedDocumentString(`
    mutation RemoveSecondFactor($password: String!, $code: String!) {
  removeSecondFactor(password: $password, code: $code) {
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveSecondFactorMutation, RemoveSecondFactorMutationVariables>;
export const RenewRecoveryCodesDocument = new TypedDocumentString(`
    mutation RenewRecoveryCodes($password: String!, $code: String!) {
  renewRecoveryCodes(password: $password, code: $code) {
    recoveryCodes
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<RenewRecoveryCodesMutation, RenewRecoveryCodesMutationVariables>;
export const TermsDocument = new TypedDocumentString(`
    query Terms {
  installation {
    contact
    terms {
      text
      version
    }
  }
}
    `) as unknown as TypedDocumentString<TermsQuery, TermsQueryVariables>;
export const AcceptTermsDocument = new TypedDocumentString(`
    mutation AcceptTerms($version: String!) {
  acceptTerms(version: $version) {
    user {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptTermsMutation, AcceptTermsMutationVariables>;
export const CreateOneTimeCodeDocument = new TypedDocumentString(`
    mutation CreateOneTimeCode($userId: ID!) {
  createOneTimeCode(userId: $userId) {
    code
    expiresAt
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateOneTimeCodeMutation, CreateOneTimeCodeMutationVariables>;
export const ResetSecondFactorDocument = new TypedDocumentString(`
    mutation ResetSecondFactor($userId: ID!, $reason: String!) {
  resetSecondFactor(userId: $userId, reason: $reason) {
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ResetSecondFactorMutation, ResetSecondFactorMutationVariables>;
export const StatementDocument = new TypedDocumentString(`
    query Statement($period: String!) {
  statement(period: $period) {
    period
    isOpen
    calls
    amount
    sections {
      courseId
      courseName
      costCentre
      calls
      amount
      lines {
        modelName
        calls
        inputTokens
        outputTokens
        amount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StatementQuery, StatementQueryVariables>;
export const LedgerAmountDocument = new TypedDocumentString(`
    query LedgerAmount($period: String!) {
  statement(period: $period) {
    amount
    ledgerAmount
  }
}
    `) as unknown as TypedDocumentString<LedgerAmountQuery, LedgerAmountQueryVariables>;
export const AccountStatementDocument = new TypedDocumentString(`
    query AccountStatement($period: String!, $accountId: ID!) {
  accountStatement(period: $period, accountId: $accountId) {
    period
    isOpen
    opening
    closing
    lines {
      kind
      count
      amount
    }
    account {
      id
      kind
      name
      owner {
        id
        username
        displayName
      }
      course {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AccountStatementQuery, AccountStatementQueryVariables>;
export const NewestStatementPeriodDocument = new TypedDocumentString(`
    query NewestStatementPeriod {
  newestStatementPeriod
}
    `) as unknown as TypedDocumentString<NewestStatementPeriodQuery, NewestStatementPeriodQueryVariables>;
export const TrafficDocument = new TypedDocumentString(`
    query Traffic($filter: TrafficFilter!, $interval: TrafficInterval!) {
  traffic(filter: $filter, interval: $interval) {
    ...Traffic
  }
}
    fragment Traffic on Traffic {
  calls
  failedCalls
  inputTokens
  cachedTokens
  outputTokens
  reasoningTokens
  amount
  duration {
    samples
    p50Ms
    p95Ms
  }
  firstByte {
    samples
    p50Ms
    p95Ms
  }
  outcomes {
    code
    calls
  }
  points {
    startsAt
    date
    calls
    failedCalls
    inputTokens
    outputTokens
    amount
    duration {
      samples
      p50Ms
      p95Ms
    }
    firstByte {
      samples
      p50Ms
      p95Ms
    }
  }
}`) as unknown as TypedDocumentString<TrafficQuery, TrafficQueryVariables>;
export const TrafficBesideDocument = new TypedDocumentString(`
    query TrafficBeside($filter: TrafficFilter!, $before: TrafficFilter!, $interval: TrafficInterval!) {
  traffic(filter: $filter, interval: $interval) {
    ...Traffic
  }
  before: traffic(filter: $before, interval: $interval) {
    calls
    amount
  }
}
    fragment Traffic on Traffic {
  calls
  failedCalls
  inputTokens
  cachedTokens
  outputTokens
  reasoningTokens
  amount
  duration {
    samples
    p50Ms
    p95Ms
  }
  firstByte {
    samples
    p50Ms
    p95Ms
  }
  outcomes {
    code
    calls
  }
  points {
    startsAt
    date
    calls
    failedCalls
    inputTokens
    outputTokens
    amount
    duration {
      samples
      p50Ms
      p95Ms
    }
    firstByte {
      samples
      p50Ms
      p95Ms
    }
  }
}`) as unknown as TypedDocumentString<TrafficBesideQuery, TrafficBesideQueryVariables>;
export const TrafficByDocument = new TypedDocumentString(`
    query TrafficBy($dimension: TrafficDimension!, $filter: TrafficFilter!, $first: Int, $after: String, $search: String, $sort: TrafficSort) {
  trafficBy(
    dimension: $dimension
    filter: $filter
    first: $first
    after: $after
    search: $search
    sort: $sort
  ) {
    nodes {
      id
      name
      detail
      calls
      failedCalls
      inputTokens
      cachedTokens
      outputTokens
      reasoningTokens
      amount
      duration {
        samples
        p50Ms
        p95Ms
      }
      firstByte {
        samples
        p50Ms
        p95Ms
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<TrafficByQuery, TrafficByQueryVariables>;
export const ImportCatalogDocument = new TypedDocumentString(`
    mutation ImportCatalog($input: ImportCatalogInput!) {
  importCatalog(input: $input) {
    format
    changes {
      action
      kind
      name
      row
      details
      waitsFor
    }
    faults {
      row
      line
      name
      field
      message
    }
    notes {
      message
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ImportCatalogMutation, ImportCatalogMutationVariables>;
export const ExportCatalogDocument = new TypedDocumentString(`
    query ExportCatalog($input: ExportCatalogInput!) {
  exportCatalog(input: $input) {
    text
    fileName
  }
}
    `) as unknown as TypedDocumentString<ExportCatalogQuery, ExportCatalogQueryVariables>;
export const UsageCallsDocument = new TypedDocumentString(`
    query UsageCalls($first: Int, $after: String, $filter: UsageFilter) {
  usage(first: $first, after: $after, filter: $filter) {
    nodes {
      requestId
      admittedAt
      modelName
      inputTokens
      cachedTokens
      outputTokens
      reasoningTokens
      amount
      status
      provenance
      durationMs
      firstByteMs
      errorCode
      user {
        id
        username
      }
      apiKey {
        id
        name
        kind
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<UsageCallsQuery, UsageCallsQueryVariables>;
export const UsageOverviewDocument = new TypedDocumentString(`
    query UsageOverview($filter: UsageFilter, $firstKeys: Int) {
  usageSummary(filter: $filter) {
    calls
    failedCalls
    inputTokens
    outputTokens
    amount
    days {
      date
      modelName
      calls
      failedCalls
      inputTokens
      outputTokens
      amount
    }
    models {
      modelName
      calls
      failedCalls
      inputTokens
      outputTokens
      amount
    }
    keys(first: $firstKeys) {
      keyId
      calls
      failedCalls
      inputTokens
      outputTokens
      amount
      apiKey {
        id
        name
        kind
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UsageOverviewQuery, UsageOverviewQueryVariables>;
export const ReceiptDocument = new TypedDocumentString(`
    query Receipt($requestId: ID!) {
  receipt(requestId: $requestId) {
    requestId
    admittedAt
    occurredOn
    modelName
    channelName
    ratio
    formula
    reserved
    amount
    refunded
    provenance
    provenanceReason
    leaseId
    nodeId
    status
    errorCode
    isOverrun
    isStreamed
    attempts
    durationMs
    firstByteMs
    refusal {
      httpStatus
      sentence
      message
    }
    user {
      id
      username
      displayName
    }
    apiKey {
      id
      name
      kind
      prefix
      lastFour
    }
    payer {
      id
      kind
      name
      owner {
        username
      }
    }
    priceVersion {
      id
      validFrom
      inputPerMillion
      outputPerMillion
      perRequest
    }
    lines {
      class
      tokens
      perMillion
      amount
    }
    route {
      chosen {
        channelId
        channelName
        keyLastFour
      }
      best {
        channelId
        channelName
        keyLastFour
      }
      excluded {
        reason
        sentence
        count
      }
    }
    steps {
      name
      ms
    }
    transactions {
      id
      kind
      occurredOn
      period
      createdAt
      reason
      actor {
        id
        username
      }
      secondPerson {
        id
        username
      }
      entries {
        accountId
        isRevenue
        amount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReceiptQuery, ReceiptQueryVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($first: Int, $after: String, $filter: UserFilter, $sort: UserSort) {
  users(first: $first, after: $after, filter: $filter, sort: $sort) {
    nodes {
      id
      username
      displayName
      role
      state
      createdAt
      version
      groups {
        id
        name
      }
      wallet {
        id
        balance
        held
        available
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
    `) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($id: ID!) {
  user(id: $id) {
    id
    username
    displayName
    role
    state
    tier
    createdAt
    version
    locale
    acceptsUnpriced
    hasSecondFactor
    groups {
      id
      name
    }
    courses {
      role
      joinedAt
      course {
        id
        name
      }
    }
    wallet {
      id
      balance
      held
      available
    }
  }
}
    `) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const UserByNameDocument = new TypedDocumentString(`
    query UserByName($search: String!) {
  users(first: 100, filter: {search: $search}) {
    nodes {
      id
      username
    }
  }
}
    `) as unknown as TypedDocumentString<UserByNameQuery, UserByNameQueryVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const UpdateUserDocument = new TypedDocumentString(`
    mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user {
      id
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateUserMutation, UpdateUserMutationVariables>;
export const ChangeUsersDocument = new TypedDocumentString(`
    mutation ChangeUsers($input: ChangeUsersInput!) {
  changeUsers(input: $input) {
    rows {
      userId
      username
      outcome
      problems {
        message
      }
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeUsersMutation, ChangeUsersMutationVariables>;
export const GrantDocument = new TypedDocumentString(`
    mutation Grant($input: GrantInput!) {
  grant(input: $input) {
    isRepeat
    account {
      balance
    }
    problems {
      code
      message
      path
    }
  }
}
    `) as unknown as TypedDocumentString<GrantMutation, GrantMutationVariables>;
export const WhyModelDocument = new TypedDocumentString(`
    query WhyModel($input: WhyModelInput!) {
  whyModel(input: $input) {
    at
    modelName
    groupName
    isScheduled
    callerReason
    callerSentence
    callerUntil
    candidateCount
    counts {
      reason
      sentence
      count
    }
    candidates {
      channelId
      channelName
      channelKeyId
      keyLastFour
      upstreamModel
      priority
      reason
      sentence
      detail
      until
      usedShare
      rank
    }
  }
}
    `) as unknown as TypedDocumentString<WhyModelQuery, WhyModelQueryVariables>;
export const FindUserDocument = new TypedDocumentString(`
    query FindUser($search: String!) {
  users(first: 20, filter: {search: $search}) {
    nodes {
      id
      username
    }
  }
}
    `) as unknown as TypedDocumentString<FindUserQuery, FindUserQueryVariables>;