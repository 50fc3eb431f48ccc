import { z } from 'zod'

/** The sentences of the form's own checks. */
export type OpenPoolWords = Record<'nameMissing' | 'nameLong' | 'nobody', string>

const LONGEST_NAME = 200
const LONGEST_USERNAME = 64

/** A pool belongs to a course, to a person, or to both. */
export const createOpenPoolSchema = (words: OpenPoolWords) =>
  z
    .object({
      name: z.string().trim().min(1, words.nameMissing).max(LONGEST_NAME, words.nameLong),
      courseId: z.string(),
      /** A user name; '' for none. */
      owner: z.string().trim().max(LONGEST_USERNAME),
    })
    .refine(({ courseId, owner }) => courseId !== '' || owner !== '', { message: words.nobody, path: ['courseId'] })

export type OpenPoolValues = z.infer<ReturnType<typeof createOpenPoolSchema>>
