import type { Sentence } from '../locale.js'

/** Courses and their rosters. */
export const COURSE_TEXTS = {
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
  courseOver: { en: 'This course is over.', 'zh-CN': '该课程已结束。' },
  courseNoPool: {
    en: 'The course has no pool to grant from: ask an admin for one.',
    'zh-CN': '该课程没有可供发放的资金池，请联系管理员。',
  },
  noPlainMember: {
    en: 'This is not a student of the course, or he has a password already.',
    'zh-CN': '该用户不是本课程学生，或已设置密码。',
  },
} as const satisfies Record<string, Sentence>
