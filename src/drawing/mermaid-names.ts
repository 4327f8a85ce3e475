/**
 * Makes names that Mermaid can take of ids that it cannot: letters and digits, none twice, none of its own words.
 *
 * @param ids - those that have their names first
 */
export function mermaidNames(ids: readonly string[]): (id: string) => string {
  const names = new Map<string, string>()
  const taken = new Set<string>(RESERVED)
  const nameOf = (id: string): string => {
    const known = names.get(id)
    if (known !== undefined) return known
    const base = id.replace(/\W+/g, '_').replace(/^(?=\d|$)/, 's')
    let name = base
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}_${count}`
    taken.add(name.toLowerCase())
    names.set(id, name)
    return name
  }
  ids.forEach(nameOf)
  return nameOf
}

const RESERVED = [
  'as',
  'class',
  'classdef',
  'click',
  'default',
  'direction',
  'end',
  'fork',
  'hide',
  'href',
  'join',
].concat([
  'note',
  'root',
  'scale',
  'state',
  'statediagram',
  'style',
  'tb',
  'td',
  'bt',
  'rl',
  'lr',
  'over',
  'of',
])
