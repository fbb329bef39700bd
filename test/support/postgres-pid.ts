import { connect } from '../../src/store/connect.ts'

/** That of a PostgreSQL's first process, which the others end with. */
export async function pidOf(url: string): Promise<number> {
  const sql = connect(url, { max: 1 })
  try {
    const [note] = await sql<{ text: string }[]>`select pg_read_file('postmaster.pid') as text`
    return Number(note?.text.split('\n')[0])
  } finally {
    await sql.end()
  }
}
