/** What all drawings share, in light. */
export const light = {
  canvas: '#ffffff',
  ink: '#1f2328',
  inkSoft: '#57606a',
  edge: '#8c959f',
  active: '#0a5dc2',
  failed: '#b3340b',
} as const

export const dark = {
  canvas: '#0d1117',
  ink: '#e6edf3',
  inkSoft: '#9aa4af',
  edge: '#6e7681',
  active: '#58a6ff',
  failed: '#ff9066',
} as const

/** A declaration of CSS: `textWidth` holds for fonts that are as wide. */
export const fontOfTexts = `font: 11px ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace;`
