/** Languages that problems are told in. */
export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

type Texts = Record<Locale, string>

/** Every expected failure in both languages; {names} are filled in. */
export const PROBLEM_TEXTS = {
  invalid: { en: 'This value is not valid.', 'zh-CN': '该值无效。' },
  invalidBecause: { en: 'This value is not valid: {detail}.', 'zh-CN': '该值无效：{detail}。' },
  expiryTooLate: { en: 'A token lives for a year at most.', 'zh-CN': '令牌有效期最长为一年。' },
  taken: { en: 'This name is already taken.', 'zh-CN': '该名称已被占用。' },
  changedMeanwhile: {
    en: 'Somebody changed this meanwhile; the present values are shown.',
    'zh-CN': '内容已被他人修改，现显示最新值。',
  },
  unknownReference: { en: 'There is no {kind} "{name}".', 'zh-CN': '不存在的 {kind}：“{name}”。' },
  wrongCredentials: { en: 'User name or password is wrong.', 'zh-CN': '用户名或密码错误。' },
  wrongPassword: { en: 'The present password is wrong.', 'zh-CN': '当前密码错误。' },
  accountDisabled: { en: 'This account is disabled.', 'zh-CN': '该账号已停用。' },
  accountPending: {
    en: 'This account waits for an administrator.',
    'zh-CN': '该账号正在等待管理员审核。',
  },
  notPendingAgain: {
    en: 'An account does not go back to waiting: disable it instead.',
    'zh-CN': '账号不能改回待审核状态，请改为停用。',
  },
  usernamePattern: { en: 'The user name does not have the required form.', 'zh-CN': '用户名格式不符合要求。' },
  usernameTaken: { en: 'There is an account of this name already.', 'zh-CN': '该用户名已注册。' },
  unknownJoinCode: { en: 'This join code is not known.', 'zh-CN': '加入码无效。' },
  passwordTooShort: { en: 'A password has at least 8 characters.', 'zh-CN': '密码至少需要 8 个字符。' },
  passwordTooLong: { en: 'A password has at most 200 characters.', 'zh-CN': '密码最多 200 个字符。' },
  nameRequired: { en: 'A name is needed.', 'zh-CN': '请填写名称。' },
  tooLong: { en: 'This text is too long.', 'zh-CN': '文本过长。' },
  tooMany: { en: 'There are too many of these.', 'zh-CN': '数量过多。' },
  notNegative: { en: 'This must not be negative.', 'zh-CN': '该值不能为负数。' },
  mustBePositive: { en: 'This must be above 0.', 'zh-CN': '该值必须大于 0。' },
  tooLarge: { en: 'This is too large.', 'zh-CN': '该值过大。' },
  invalidRatio: {
    en: 'A ratio is a decimal such as 1.5 with at most six decimals.',
    'zh-CN': '倍率应为小数，例如 1.5，最多六位小数。',
  },
  invalidLocale: { en: 'The language must be zh-CN or en.', 'zh-CN': '语言必须是 zh-CN 或 en。' },
  invalidPattern: { en: 'This is not a usable pattern.', 'zh-CN': '该格式规则不可用。' },
  invalidTimeZone: { en: 'This time zone is not known.', 'zh-CN': '未知的时区。' },
  invalidAddressRange: {
    en: 'An address range looks like 10.0.0.0/8.',
    'zh-CN': '地址段格式例如 10.0.0.0/8。',
  },
  invalidHostPort: { en: 'An entry is an exact host:port.', 'zh-CN': '条目必须是确切的 主机:端口。' },
  egressNeedsPassword: {
    en: 'Private addresses are entered one by one, with your password.',
    'zh-CN': '内网地址须逐个添加，并输入您的密码。',
  },
  egressLocked: {
    en: 'Private addresses are fixed by the environment of this installation.',
    'zh-CN': '内网地址由部署环境固定，不能在此修改。',
  },
  invalidBaseUrl: {
    en: 'The address must be http or https, without user, query or fragment.',
    'zh-CN': '地址必须为 http 或 https，且不含用户名、查询参数或片段。',
  },
  invalidAbility: { en: 'This ability is not known.', 'zh-CN': '未知的模型能力。' },
  keysRequired: {
    en: 'The address leads to another host: enter the keys again.',
    'zh-CN': '地址指向了另一台主机，请重新填写密钥。',
  },
  duplicate: { en: 'This stands here twice.', 'zh-CN': '存在重复项。' },
  expiryInPast: { en: 'This time is already over.', 'zh-CN': '该时间已过。' },
  groupNotAllowed: { en: 'The owner may not use this group.', 'zh-CN': '该用户不能使用此分组。' },
  userNotActive: { en: 'This account is not active.', 'zh-CN': '该账号未启用。' },
  keyNotActive: { en: 'This key is not active any more.', 'zh-CN': '该密钥已失效。' },
  keepingIsOff: {
    en: 'Conversations are kept only where you chose so; switch it on first.',
    'zh-CN': '只有在你开启后才会保存对话，请先开启。',
  },
  conversationTooLarge: {
    en: 'A conversation of more than {megabytes} MB cannot be kept. Delete pictures or messages, or begin a new one.',
    'zh-CN': '超过 {megabytes} MB 的对话无法保存，请删除图片或消息，或新建对话。',
  },
  tooManyConversations: {
    en: 'At most {count} conversations can be kept; delete one first.',
    'zh-CN': '最多保存 {count} 个对话，请先删除一些。',
  },
  conversationsFull: {
    en: 'Your conversations would take more than {megabytes} MB; delete some first.',
    'zh-CN': '你的对话将超过 {megabytes} MB，请先删除一些。',
  },
  tooManyKeys: { en: 'There are too many keys; revoke one first.', 'zh-CN': '密钥数量已达上限，请先吊销一个。' },
  groupInUse: {
    en: 'This group is still used by {count} keys.',
    'zh-CN': '该分组仍被 {count} 个密钥使用。',
  },
  defaultGroup: { en: 'The default group stays.', 'zh-CN': '默认分组不能删除。' },
  endsBeforeStart: { en: 'The end is before the start.', 'zh-CN': '结束日期早于开始日期。' },
  lastRoot: { en: 'The last root account must stay.', 'zh-CN': '必须保留最后一个 root 账号。' },
  billingUnavailable: {
    en: 'Billing does not answer now. Try again: the same request is never booked twice.',
    'zh-CN': '计费服务暂时没有响应。请重试：同一请求不会重复入账。',
  },
  refusedByBilling: { en: 'Billing refused: {detail}', 'zh-CN': '计费服务拒绝：{detail}' },
  unknownAccount: { en: 'There is no such account or call.', 'zh-CN': '不存在该账户或调用。' },
  accountInactive: {
    en: 'This account is closed, or its owner is not active.',
    'zh-CN': '该账户已关闭，或其所有者未启用。',
  },
  keyUsedForElse: {
    en: 'This idempotency key was used for something else.',
    'zh-CN': '该幂等键已用于其他操作。',
  },
  moreThanThereIs: { en: 'This is more than there is.', 'zh-CN': '超出可用金额。' },
  notZero: { en: 'This must not be 0.', 'zh-CN': '该值不能为 0。' },
  notFound: { en: 'There is no such thing.', 'zh-CN': '不存在该对象。' },
  alreadyDone: { en: 'This was done before.', 'zh-CN': '该操作此前已完成。' },
  reasonRequired: { en: 'Say why.', 'zh-CN': '请填写原因。' },
  oneTarget: { en: 'Name a user or a pool, not both.', 'zh-CN': '请指定用户或资金池之一。' },
  secondPerson: {
    en: 'A second administrator is needed, who is not you.',
    'zh-CN': '需要另一位管理员作为第二经办人，且不能是您本人。',
  },
  sameAccount: { en: 'Both accounts are the same.', 'zh-CN': '转出与转入账户相同。' },
  correctionDecided: { en: 'This correction was decided before.', 'zh-CN': '该更正此前已处理。' },
  poolOfNobody: {
    en: 'A pool belongs to a course, to a person, or to both.',
    'zh-CN': '资金池须属于某门课程或某位用户，或两者兼有。',
  },
  payerNotAllowed: {
    en: 'The owner of this key may not spend from that account.',
    'zh-CN': '该密钥的所有者不能使用此账户付款。',
  },
  codeMistyped: {
    en: 'This code has a typing error: compare it with the original.',
    'zh-CN': '兑换码输入有误，请核对后重新输入。',
  },
  wrongOneTimeCode: {
    en: 'This user name and code do not belong together, or the code has ended. Ask for a new one.',
    'zh-CN': '用户名与一次性验证码不匹配，或验证码已失效。请重新申请。',
  },
  wrongSecondFactor: {
    en: 'This code is not right, or was used before. Wait for the next one.',
    'zh-CN': '验证码不正确或已使用过，请等待下一个验证码。',
  },
  secondFactorOn: {
    en: 'A second factor is set up already: remove it first.',
    'zh-CN': '已启用两步验证，请先关闭。',
  },
  secondFactorOff: { en: 'There is no second factor.', 'zh-CN': '尚未启用两步验证。' },
  secondFactorRequired: {
    en: 'This installation asks everybody of your role for a second factor.',
    'zh-CN': '本系统要求您所属角色必须启用两步验证。',
  },
  notYourself: { en: 'Nobody takes his own account away.', 'zh-CN': '不能删除自己的账号。' },
  noSuchUser: { en: 'There is no such user.', 'zh-CN': '该用户不存在。' },
  userNotManaged: {
    en: 'Only root changes administrators and roots.',
    'zh-CN': '只有超级管理员可以更改管理员账号。',
  },
  someUsersRefused: {
    en: 'Nothing was changed: {count} of these users cannot be changed so. Leave them out, or change the others only.',
    'zh-CN': '未作任何更改：所选用户中有 {count} 位无法这样更改。请取消选择这些用户，或仅更改其余用户。',
  },
  oidcNone: {
    en: 'This installation has no log-in of an organisation.',
    'zh-CN': '本系统未启用统一身份认证登录。',
  },
  oidcAway: {
    en: '{label} does not answer at the moment. Try again in a minute; whoever has a password here can use it.',
    'zh-CN': '{label} 暂时没有响应，请稍后重试；已设置本地密码的用户可改用密码登录。',
  },
  oidcFlowOver: {
    en: 'This log-in took too long, was used before or was begun in another browser. Start it again.',
    'zh-CN': '本次登录已超时、已使用过，或是在另一个浏览器中发起的。请重新登录。',
  },
  oidcCodeOver: {
    en: '{label} says that this log-in was used already or took too long. Start it again.',
    'zh-CN': '{label} 表示本次登录已使用过或已超时，请重新登录。',
  },
  oidcDenied: { en: '{label} did not let you in.', 'zh-CN': '{label} 拒绝了本次登录。' },
  oidcClock: {
    en: 'The clocks of {label} and of this server differ by more than a minute. Please tell an administrator{contact}.',
    'zh-CN': '{label} 与本服务器的时钟相差超过一分钟，请告知管理员{contact}。',
  },
  oidcMisconfigured: {
    en: 'The answer of {label} cannot be used ({detail}). Please tell an administrator{contact}.',
    'zh-CN': '{label} 的返回结果无法使用（{detail}），请告知管理员{contact}。',
  },
  oidcClaimMissing: {
    en: '{label} does not tell your user name ("{claim}"). Please tell an administrator{contact}.',
    'zh-CN': '{label} 未提供您的用户名（“{claim}”），请告知管理员{contact}。',
  },
  oidcNameForm: {
    en: 'Your user name at {label} cannot be one here: letters, digits and ._@- at most. Please ask an administrator{contact}.',
    'zh-CN': '您在 {label} 的用户名不符合本系统要求（仅限字母、数字和 ._@-），请联系管理员{contact}。',
  },
  oidcNoAccount: {
    en: 'There is no account for {name} yet. Ask the assistants of your course or an administrator{contact}.',
    'zh-CN': '尚无 {name} 的账号，请联系课程助教或管理员{contact}。',
  },
  oidcHasPassword: {
    en: 'The account {name} has a password of its own. Log in with it and connect {label} on the account page; if the account is not yours, ask an administrator{contact}.',
    'zh-CN':
      '账号 {name} 已设置本地密码。请先用密码登录，再在账号设置页绑定 {label}；若该账号不是您的，请联系管理员{contact}。',
  },
  oidcStaff: {
    en: 'The account {name} belongs to staff and is not handed over by name. Log in with its password and connect {label} on the account page, or ask an administrator{contact} for a one-time code.',
    'zh-CN':
      '账号 {name} 属于工作人员，不能仅凭用户名登录。请用密码登录后在账号设置页绑定 {label}，或向管理员{contact}索取一次性验证码。',
  },
  oidcOtherPerson: {
    en: 'The account {name} is connected to another person of {label}. Please ask an administrator{contact}.',
    'zh-CN': '账号 {name} 已绑定 {label} 的另一位用户，请联系管理员{contact}。',
  },
  oidcConnectedElsewhere: {
    en: 'You are connected to another account here already. Log out and log in with {label} to use it.',
    'zh-CN': '您在 {label} 的身份已绑定本系统的另一个账号，请退出后用它重新登录。',
  },
  oidcConnectedAlready: {
    en: 'This account is connected already.',
    'zh-CN': '该账号已绑定。',
  },
  oidcNotConnected: { en: 'This account is not connected.', 'zh-CN': '该账号未绑定。' },
  oidcOnlyWay: {
    en: 'This account has no password: set one first, or nobody could log in.',
    'zh-CN': '该账号没有密码，请先设置密码，否则将无法登录。',
  },
  otherTerms: {
    en: 'The terms have changed meanwhile: read them again.',
    'zh-CN': '使用条款已更新，请重新阅读。',
  },
  currencyIsBooked: {
    en: 'The ledger is kept in this currency already: it cannot be changed any more.',
    'zh-CN': '账本已按此货币记账，不能再更改。',
  },
  termsNeedBoth: {
    en: 'Terms need a text and a version, or neither.',
    'zh-CN': '使用条款的正文与版本须同时填写或同时留空。',
  },
  codeUnknown: { en: 'This code is not known.', 'zh-CN': '兑换码不存在。' },
  codeUsed: { en: 'This code was used or withdrawn.', 'zh-CN': '兑换码已被使用或已作废。' },
  codeExpired: { en: 'This code has expired.', 'zh-CN': '兑换码已过期。' },
  keyValueNeedsDev: {
    en: 'A given key value is only taken with --dev.',
    'zh-CN': '仅在 --dev 下才能指定密钥值。',
  },
  keyValueTaken: { en: 'This key value belongs to another key.', 'zh-CN': '该密钥值属于另一个密钥。' },
  twoDefaultTiers: { en: 'Only one tier can be the default.', 'zh-CN': '只能有一个默认等级。' },
  unknownTier: { en: 'There is no tier “{name}”.', 'zh-CN': '等级“{name}”不存在。' },
  overrideForbidden: {
    en: '“{name}” belongs to the gateway and cannot be overridden.',
    'zh-CN': '“{name}”由网关管理，不能覆盖。',
  },
  mappingCycle: {
    en: 'These names lead back to themselves: {names}.',
    'zh-CN': '模型映射形成循环：{names}。',
  },
  keysMissing: {
    en: 'This vendor serves nobody without a key: give one at least.',
    'zh-CN': '该供应商必须使用密钥，请至少填写一个。',
  },
  importUnreadable: { en: 'The file cannot be read: {detail}', 'zh-CN': '无法读取文件：{detail}' },
  importUnknownFormat: {
    en: 'This is none of the known formats: {"models": […]}, CSV with a header, a state file, a LiteLLM config.yaml.',
    'zh-CN': '无法识别文件格式。支持：{"models": […]}、带表头的 CSV、声明式 YAML、LiteLLM 的 config.yaml。',
  },
  importEmpty: { en: 'There is nothing in this file.', 'zh-CN': '文件中没有任何内容。' },
  importTooLarge: { en: 'This file has more than {max} entries.', 'zh-CN': '文件条目超过 {max} 条。' },
  importNoEntry: { en: 'This entry is no set of fields.', 'zh-CN': '该条目不是由字段组成的对象。' },
  importNoText: { en: 'This must be text.', 'zh-CN': '该值必须是文本。' },
  importNoNumber: { en: 'This must be a number.', 'zh-CN': '该值必须是数字。' },
  importNoList: { en: '"{section}" must be a list.', 'zh-CN': '“{section}”必须是列表。' },
  importMissing: { en: 'This is missing.', 'zh-CN': '缺少该字段。' },
  importVersion: { en: 'A state file begins with "version: 1".', 'zh-CN': '声明式文件须以 “version: 1” 开头。' },
  importOtherSection: {
    en: 'Here only channels and models are imported; for "{section}" use: npx tollgate apply.',
    'zh-CN': '此处只导入渠道和模型；“{section}”请使用 npx tollgate apply。',
  },
  importUnknownType: {
    en: 'There is no type "{type}"; there are: {known}.',
    'zh-CN': '未知类型“{type}”，可用：{known}。',
  },
  importUnknownProvider: {
    en: 'No type of channel stands for the provider of "{model}".',
    'zh-CN': '没有与“{model}”的供应商对应的渠道类型。',
  },
  importPattern: {
    en: 'Patterns are not served: name each model.',
    'zh-CN': '不支持通配符，请逐个写出模型名称。',
  },
  importSecretMissing: {
    en: 'The variable {name} has no value here: import with the command line where it is set, or write the key itself.',
    'zh-CN': '变量 {name} 没有值：请在设置了该变量的环境中用命令行导入，或直接填写密钥。',
  },
  importNoKeys: {
    en: 'The list of keys is empty: leave it out for a server that asks for none.',
    'zh-CN': '密钥列表为空；若该服务无需密钥，请删去此字段。',
  },
  importKeyTwice: {
    en: 'Key {number} of the list is the same as key {first}.',
    'zh-CN': '列表中第 {number} 个密钥与第 {first} 个相同。',
  },
  importNameTwice: { en: 'Entry {first} has this name already.', 'zh-CN': '第 {first} 条已使用该名称。' },
  importRefused: {
    en: 'Nothing was imported: {count} faults. The first: {detail}',
    'zh-CN': '未导入任何内容：共 {count} 处错误。第一处：{detail}',
  },
  importTypeDiffers: {
    en: 'This channel is there already, of type {before}; the type of a channel does not change.',
    'zh-CN': '已有同名渠道，类型为 {before}；渠道类型不能更改。',
  },
  importUnusedField: {
    en: '"{field}" of {count} entries is not used.',
    'zh-CN': '{count} 条中的“{field}”未被使用。',
  },
  importLimitsSkipped: {
    en: 'rpm and tpm of {count} keys are not taken over: they differ by model.',
    'zh-CN': '{count} 个密钥的 rpm 和 tpm 因模型而异，未导入。',
  },
  importPricesSkipped: {
    en: 'Costs of {count} entries are not taken over: they are no prices of yours. Set prices, or their models are not served.',
    'zh-CN': '{count} 条中的成本未导入：它们不是您的售价。请设置价格，否则模型不会提供服务。',
  },
  importUnpriced: {
    en: 'Models without a price are not served: {names}',
    'zh-CN': '以下模型没有价格，不会提供服务：{names}',
  },
  keyLineInvalid: {
    en: 'Line {line} is no key: it holds spaces or letters that no header can carry.',
    'zh-CN': '第 {line} 行不是有效密钥：包含空格或请求头不允许的字符。',
  },
  nothingToTest: { en: 'This channel serves no model that could be called.', 'zh-CN': '该渠道没有可供测试的模型。' },
  gatewayUnavailable: { en: 'No gateway answers now. Try again.', 'zh-CN': '暂无网关响应，请重试。' },
  upstreamRefused: { en: 'The upstream gave no list: {detail}', 'zh-CN': '上游未返回列表：{detail}' },
  rosterEncoding: {
    en: 'The file is neither UTF-8 nor GB18030 text. Save it as CSV (UTF-8) and try again.',
    'zh-CN': '文件既不是 UTF-8 也不是 GB18030 编码。请另存为 CSV（UTF-8）后重试。',
  },
  rosterNoId: {
    en: 'No column holds the student ID: name one 学号, student_id or username.',
    'zh-CN': '没有学号列：请将其中一列命名为“学号”。',
  },
  rosterTwice: { en: 'Line {line} names the same person.', 'zh-CN': '与第 {line} 行重复。' },
  rosterFormula: {
    en: 'A cell that begins with = + - or @ is a formula, not a name.',
    'zh-CN': '以 = + - @ 开头的单元格是公式，不能作为名册内容。',
  },
  rosterStaff: { en: 'This is a staff account.', 'zh-CN': '该账号属于工作人员。' },
  rosterAssistant: { en: 'This is an assistant of the course.', 'zh-CN': '该用户是本课程的助教。' },
  rosterPending: {
    en: 'This account waits for an admin, who has touched it already: activate it by hand.',
    'zh-CN': '该账号等待管理员审核且已被处理过，请手动启用。',
  },
  rosterHasFaults: {
    en: '{count} lines cannot be imported. Mend them, or ask to leave them out.',
    'zh-CN': '有 {count} 行无法导入。请修改，或选择跳过这些行。',
  },
  rosterChanged: {
    en: 'The file or the course changed since the preview: look at it again.',
    'zh-CN': '预览之后文件或课程有变化，请重新预览。',
  },
  rosterRunning: {
    en: 'An import of this course is under way: wait until it is done.',
    'zh-CN': '该课程正在导入名册，请稍候。',
  },
  oneSubject: {
    en: 'Name a key, a course or a budget: exactly one of them.',
    'zh-CN': '请在密钥、课程和预算中指定且仅指定一项。',
  },
  limitConflict: {
    en: 'There is an active limit for this period already, or what never changes of a limit would change.',
    'zh-CN': '该周期已有生效的限额，或试图修改限额中不可变的内容。',
  },
  courseOver: { en: 'This course is over.', 'zh-CN': '该课程已结束。' },
  courseNoPool: {
    en: 'The course has no pool to grant from: ask an admin for one.',
    'zh-CN': '该课程没有可供发放的资金池，请联系管理员。',
  },
  aboveAllowance: {
    en: 'This is more than there is in the pool, or than the course allows one student.',
    'zh-CN': '超出资金池可用余额，或超出课程允许的每人额度。',
  },
  noPlainMember: {
    en: 'This is not a student of the course, or he has a password already.',
    'zh-CN': '该用户不是本课程学生，或已设置密码。',
  },
  csvUnclosed: { en: 'A quote begins here and never ends.', 'zh-CN': '此处的引号没有结束。' },
  csvUnknownColumn: { en: 'There is no column "{column}".', 'zh-CN': '未知列“{column}”。' },
  csvColumnTwice: { en: 'The column "{column}" stands here twice.', 'zh-CN': '列“{column}”重复。' },
  csvMissingColumn: { en: 'The column "{column}" is missing.', 'zh-CN': '缺少列“{column}”。' },
  csvTooManyCells: {
    en: 'This row has {count} cells for {columns} columns.',
    'zh-CN': '该行有 {count} 个单元格，但只有 {columns} 列。',
  },
  recordingNeedsText: {
    en: 'Consent is asked for with a text and its version: enter both.',
    'zh-CN': '征求同意须同时填写说明文本及其版本。',
  },
  recordingNeedsNewVersion: {
    en: 'People are asked about this version, or have consented to it: another text needs another version.',
    'zh-CN': '该版本正在征求同意或已有用户同意，修改文本须使用新的版本号。',
  },
  recordingNotAsked: {
    en: 'Consent is not asked for here any more.',
    'zh-CN': '此处已不再征求同意。',
  },
  otherRecordingText: {
    en: 'The text was changed meanwhile: read the new one first.',
    'zh-CN': '说明文本已更新，请先阅读新版本。',
  },
  notJson: { en: 'The state is not JSON.', 'zh-CN': '内容不是 JSON。' },
} as const satisfies Record<string, Texts>

export type ProblemText = keyof typeof PROBLEM_TEXTS

/** The caller's language: his own setting, else the first that the browser names, else Chinese. */
export function selectLocale(own: string | null | undefined, acceptLanguage: string | undefined): Locale {
  if (own === 'en' || own === 'zh-CN') return own
  for (const entry of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const language = entry.trim().toLowerCase()
    if (language.startsWith('zh')) return 'zh-CN'
    if (language.startsWith('en')) return 'en'
  }
  return 'zh-CN'
}
