import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { Interface, ListOfValues, Page } from '../model.ts'

export interface Entry {
  code: string
  value: string
  isChanged: boolean
}

type Entries = Page<Entry> & Pick<ListOfValues, 'interface' | 'alsoReadBy'>

export interface Change {
  at: string
  who: string
  code: string
  before: string | null
  after: string | null
}

export interface Missing {
  code: string
  messages: number
}

/** A list: its codes, what they are changed from and to, what is held for a missing one, and which columns read it. */
export function useList(name: string, list: string) {
  const path = `/value-mappings/${name}/${list}`
  const entries = useQuery({ queryKey: ['value-mapping', path], queryFn: () => get<Entries>(path), refetchInterval: false })
  const changes = useQuery({
    queryKey: ['changes', path],
    queryFn: () => get<Page<Change>>(`${path}/changes`),
    refetchInterval: false,
  })
  const missing = useQuery({ queryKey: ['missing', path], queryFn: () => get<Page<Missing>>(`${path}/missing`) })
  const interfaces = useQuery({
    queryKey: ['interfaces'],
    queryFn: () => get<Page<Interface>>('/interfaces'),
    staleTime: 60_000,
    refetchInterval: false,
  })
  const readers = [entries.data?.interface ?? name, ...(entries.data?.alsoReadBy ?? [])]
  const users = interfaces.data?.items.filter((one) => readers.includes(one.name)).flatMap((one) => columnsWith(one, list)) ?? []
  const isKnown = ![entries, missing, interfaces].some(({ isPending }) => isPending)
  return { path, isKnown, entries, readers, changes: changes.data?.items, missing: missing.data?.items ?? [], users }
}

/** The columns that are filled by a list, such as `account.address1_country`. */
function columnsWith({ rows }: Interface, list: string): string[] {
  const found = rows.flatMap(({ table, columns }) =>
    columns.filter(({ valueMappings }) => valueMappings.includes(list)).map(({ column }) => `${table}.${column}`),
  )
  return [...new Set(found)]
}
