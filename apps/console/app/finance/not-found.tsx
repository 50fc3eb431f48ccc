export { default } from '@/components/shell/nothing-here'
