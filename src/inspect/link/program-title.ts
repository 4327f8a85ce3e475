/** What a person knows this process by: `node app.js`, and its number. */
export function programTitle(): { readonly title: string; readonly pid: number } {
  const { argv, pid } = process
  // Arguments may hold secrets.
  return { title: argv.slice(0, 2).map(nameOf).join(' '), pid }
}

const nameOf = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\.exe$/, '')
