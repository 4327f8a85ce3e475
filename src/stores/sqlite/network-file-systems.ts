/**
 * Whether a file system, by the type that Linux gives it, is one that several machines may share.
 *
 * On those SQLite's locks and its shared memory do not hold, and two machines would damage the file. FUSE (`0x65735546`)
 * and 9p (`0x01021997`) are let pass: they are also what containers and virtual machines have their own disks on. Where
 * shared memory does not work on them, SQLite says so.
 */
export const isNetworkFileSystem = (type: number): boolean => TYPES.has(type)

/** From linux/magic.h and the sources of the file systems. */
const TYPES: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xfe534d42, // SMB 2
  0xff534d42, // CIFS
  0x5346414f, // AFS
  0x6b414653, // AFS of the kernel
  0x73757245, // Coda
  0x564c, // NCP
  0x00c36400, // Ceph
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x01161970, // GFS2
  0x7461636f, // OCFS2
])
