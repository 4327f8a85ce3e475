import { show } from '../../errors/show.ts'

/** What was thrown, in words. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : show(thrown))
