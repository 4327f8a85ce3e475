/** Whether a key goes into a field, or to a dialog. */
export function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  return target.closest('input, textarea, select, [contenteditable], dialog') !== null
}
