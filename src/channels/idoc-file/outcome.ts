import { Rejected, Unavailable } from '../../message/errors.ts'

/** Why a file is refused, for whoever put it there; nothing when it is none of its fault and worth another try. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof Rejected) return error.message
  if (error instanceof Unavailable) return undefined
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === 'ELOOP') return 'It is a link; only files are taken.'
  if (code === 'EACCES' || code === 'EPERM') return `Landbridge may not read or move it (${code}); give its user the right to.`
  // A file server that is away for a moment.
  if (syscall !== undefined && code !== 'ENOENT') return undefined
  return 'It was not stored because of an error in Landbridge, whose log says more.'
}

/** Another node thought us gone and has the file now. */
export function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
