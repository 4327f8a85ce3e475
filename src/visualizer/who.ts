import { hostname, userInfo } from 'node:os'

/** Who runs this command, and where, as the history of a session names them: `ada@web-1`. */
export const who = (): string => `${userName()}@${hostname()}`

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // In a container a user may be a number that has no name.
    return String(process.getuid?.())
  }
}
