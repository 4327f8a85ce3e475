import { parseSync } from 'vite'

/** The names that a module's text exports, types too, in order; `export *` is an error, for it names nothing. */
export function exportedNames(text: string): string[] {
  const { staticExports } = parseSync('module.ts', text).module
  return staticExports
    .flatMap(({ entries }) => entries)
    .map(({ exportName: { name } }) => {
      if (name === null) throw new Error('An entry lists its names one by one, without export *')
      return name
    })
}
