/** A name for a file that is downloaded: what file systems take, and no longer than they like. */
export const fileName = (name: string, what: string, extension: string): string =>
  `${name
    .replaceAll(/[^\w.]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80)}-${what}.${extension}`
