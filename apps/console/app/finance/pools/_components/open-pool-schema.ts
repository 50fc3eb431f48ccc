import * as z from 'zod/mini'

/** The sentences of the form's own checks. */
export type OpenPoolWords = Record<'nameMissing' | 'nameLong' | 'nobody', string>

const LONGEST_NAME = 200
const LONGEST_USERNAME = 64

/** A pool belongs to a course, to a person, or to both. */
export const createOpenPoolSchema = (words: OpenPoolWords) =>
  z
    .object({
      name: z.string().check(z.trim(), z.minLength(1, words.nameMissing), z.maxLength(LONGEST_NAME, words.nameLong)),
      courseId: z.string(),
      /** A user name; '' for none. */
      owner: z.string().check(z.trim(), z.maxLength(LONGEST_USERNAME)),
    })
    .check(
      z.refine(({ courseId, owner }) => courseId !== '' || owner !== '', {
        message: words.nobody,
        path: ['courseId'],
      }),
    )

export type OpenPoolValues = z.infer<ReturnType<typeof createOpenPoolSchema>>
