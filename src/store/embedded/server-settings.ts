/**
 * How the embedded PostgreSQL is set, all of it: enough for one Landbridge beside it on one machine.
 * Whoever needs more sets DATABASE_URL to a server of their own.
 */
export function serverSettings(port: number, sockets: string | undefined): Record<string, string> {
  return {
    port: String(port),
    // Only this machine may connect, with the password: Landbridge by a socket file, which costs a fraction of a connection over the network.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: sockets ?? '',
    max_connections: '100',
    // The promise to SAP: what was answered with 200 survives a power cut.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Holds the queue and the records in use; the operating system caches the rest.
    shared_buffers: '192MB',
    // Nobody replicates from it, so it writes no more than its own recovery needs.
    wal_level: 'minimal',
    max_wal_senders: '0',
    // A checkpoint each 5 minutes at most, and a recovery of seconds after a kill.
    max_wal_size: '1GB',
    // The queue's tables turn over all the time: tidy them often, a bit each time.
    autovacuum_naptime: '15s',
    // Statements are short and many; compiling them costs more than it gains.
    jit: 'off',
    // Disks of today read anywhere at the same speed.
    random_page_cost: '1.1',
    // One file, written by us to `postgres.log` beside the cluster.
    logging_collector: 'off',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
  }
}
