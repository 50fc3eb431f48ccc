'use server'
import { revalidatePath } from 'next/cache'
import type { CreateCourseInput, UpdateCourseInput } from '@/gql/graphql'
import { act } from '@/lib/admin-api/act'
import { createCourse, updateCourse } from '@/lib/admin-api/courses'

export async function submitCreateCourse(input: CreateCourseInput) {
  const result = await act(() => createCourse(input))
  revalidatePath('/admin/courses')
  return result
}

export async function submitUpdateCourse(input: UpdateCourseInput) {
  const result = await act(() => updateCourse(input))
  revalidatePath('/admin/courses')
  return result
}
