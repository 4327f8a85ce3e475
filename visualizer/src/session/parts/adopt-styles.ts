import { chartStyle, timelineStyle } from 'holdfast/drawing'

let isDone = false

/** Gives the page the styles of drawings, which files of drawings have within them. */
export function adoptStyles(): void {
  if (isDone) return
  isDone = true
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(chartStyle + timelineStyle)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
