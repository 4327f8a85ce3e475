import { basename } from 'node:path'

/** What a person knows this program by: `node app.js`. */
export function programTitle(): { readonly title: string; readonly pid: number } {
  const { execPath, argv, pid } = process
  return { title: argv.slice(0, 2).map(...).join(' '), pid }
}
