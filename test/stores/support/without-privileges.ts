import { chmodSync } from 'node:fs'

/** Runs something as a user whom files can be kept from; nothing keeps them from root. */
export async function withoutPrivileges<T>(
  path: (name: string) => string,
  body: () => Promise<T>,
): Promise<T> {
  if (process.getuid?.() !== 0) return body()
  // It must find the way there.
  chmodSync(path('.'), 0o755)
  process.seteuid?.(NOBODY)
  try {
    return await body()
  } finally {
    process.seteuid?.(0)
  }
}

const NOBODY = 65_534
