import { createCell } from '../state/cell.ts'

/** Whether the sheet of keys lies on the page. */
export const keysShown = createCell(false)
