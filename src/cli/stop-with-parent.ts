/**
 * Calls `onGone` when the launcher (bin/landbridge.js) that started this process is gone, even killed with -9: its channel closes.
 * Without a launcher it does nothing. It does not keep the process alive.
 */
export function stopWithParent(onGone: () => void): void {
  if (!process.channel) return
  process.once('disconnect', onGone)
  process.channel.unref()
}
