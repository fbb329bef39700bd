import type { ISql as Sql } from 'postgres'

/** A channel that was paused at some time; without `pausedReason` it runs again. */
export interface ChannelState {
  channel: string
  pausedReason: string | null
  /** When it is tried again by itself; without it a person must resume it. */
  pausedUntil: Date | null
  changedAt: Date
}

/** Stops a channel for all nodes, until `until` or until somebody resumes it. */
export async function pauseChannel(sql: Sql, channel: string, reason: string, until?: Date): Promise<void> {
  await sql`
    insert into channel_state (channel, paused_reason, paused_until)
    values (${channel}, ${reason}, ${until ?? null})
    on conflict (channel) do update set
      paused_reason = excluded.paused_reason, paused_until = excluded.paused_until, changed_at = now()`
}

export async function resumeChannel(sql: Sql, channel: string): Promise<void> {
  await sql`
    update channel_state
    set paused_reason = null, paused_until = null, changed_at = now()
    where channel = ${channel} and paused_reason is not null`
}

/** Every channel that was ever paused; one that is not listed runs. */
export async function readChannels(sql: Sql): Promise<ChannelState[]> {
  return sql<ChannelState[]>`
    select
      channel, paused_reason as "pausedReason", paused_until as "pausedUntil", changed_at as "changedAt"
    from channel_state
    order by channel`
}
