/**
 * The attempt after which a stop strategy stops at the latest, by its label: `stopAfterAttempt(5)`, alone or as a part of
 * `stopAny` and `.or`.
 *
 * @returns undefined where the label does not say
 */
export function attemptLimit(label: string): number | undefined {
  if (label.length > LONGEST_LABEL) return undefined
  const { callee, args } = readCall(label)
  if (callee === 'stopAfterAttempt') return aLimit(args)
  if (callee === 'stopAny') return smallest(splitArguments(args))
  if (callee.endsWith('.or')) return smallest([callee.slice(0, -'.or'.length), args])
  return undefined
}

/** Characters: it is read level by level, and a stack has an end. */
const LONGEST_LABEL = 2000

const aLimit = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : undefined)

function smallest(labels: readonly string[]): number | undefined {
  const limits = labels.map(attemptLimit).filter((limit) => limit !== undefined)
  return limits.length === 0 ? undefined : Math.min(...limits)
}

/** The last call of a label, such as `b(c)` of `a(x).b(c)`; an empty callee where it ends with none. */
function readCall(label: string): { readonly callee: string; readonly args: string } {
  let depth = 0
  for (let index = label.length - 1; index >= 0; index--) {
    if (label[index] === ')') depth++
    if (label[index] === '(') depth--
    if (depth === 0) return { callee: label.slice(0, index), args: label.slice(index + 1, -1) }
  }
  return { callee: '', args: '' }
}

function splitArguments(text: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if (character === '(') depth++
    if (character === ')') depth--
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim())
}
