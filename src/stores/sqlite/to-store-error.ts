import { show } from '../../errors/show.ts'
import { StoreError, type StoreErrorCode } from '../../errors/store-error.ts'
import { errorCode, SQLITE } from './error-code.ts'

/**
 * What an error means for a store; a `StoreError` is itself.
 *
 * @param what - which failed: `the store …`
 */
export function toStoreError(error: unknown, what: string): StoreError {
  if (error instanceof StoreError) return error
  const [code, meaning] = MEANINGS.get(errorCode(error)) ?? [
    'HOLDFAST_STORE_FAILED',
    `failed: ${show(error)}`,
  ]
  return new StoreError(code, `${what} ${meaning}`, { cause: error })
}

type Meaning = readonly [StoreErrorCode, string]

const DAMAGED: Meaning = [
  'HOLDFAST_STORE_DAMAGED',
  'is damaged, or no database at all: put it aside, and a backup in its place',
]

const READ_ONLY: Meaning = [
  'HOLDFAST_STORE_READ_ONLY',
  'is read-only: this process must be able to write to its file and its folder',
]

const FULL: Meaning = ['HOLDFAST_STORE_FULL', 'has no room left on its disk: make some, and call again']

const MEANINGS = new Map<unknown, Meaning>([
  [
    SQLITE.BUSY,
    ['HOLDFAST_STORE_BUSY', 'was locked by others for longer than busyTimeout: call again, or wait longer'],
  ],
  [SQLITE.READONLY, READ_ONLY],
  [SQLITE.FULL, FULL],
  [SQLITE.CORRUPT, DAMAGED],
  [SQLITE.NOTADB, DAMAGED],
  ['EACCES', READ_ONLY],
  ['EPERM', READ_ONLY],
  ['EROFS', READ_ONLY],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['ENOENT', ['HOLDFAST_STORE_FAILED', 'has no folder: create it']],
])
