import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { Input } from '@ui5/webcomponents-react/Input'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { get, send } from '../api.ts'
import type { Interface, Message, Page } from '../model.ts'
import { Field } from '../parts/field.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { saveCsv } from '../save-csv.ts'
import { t } from '../words.ts'

interface Entry {
  code: string
  value: string
  isChanged: boolean
}

interface Change {
  at: string
  who: string
  code: string
  before: string | null
  after: string | null
}

/** One list: codes to find, change and add, what is held for a missing one, and who changed what. */
export function ValueMappingPage() {
  const { interface: name = '', list = '' } = useParams()
  // What was typed and said on the page of one list is not carried to that of another.
  return <ValueMapping key={`${name}/${list}`} name={name} list={list} />
}

function ValueMapping({ name, list }: { name: string; list: string }) {
  const path = `/value-mappings/${name}/${list}`
  const entries = useQuery({ queryKey: ['value-mapping', path], queryFn: () => get<Page<Entry>>(path), refetchInterval: false })
  const changes = useQuery({
    queryKey: ['changes', path],
    queryFn: () => get<Page<Change>>(`${path}/changes`),
    refetchInterval: false,
  })
  const held = useQuery({
    queryKey: ['held', path],
    queryFn: () =>
      get<Page<Message>>(`/messages?status=held&interface=${name}&limit=20&text=${encodeURIComponent(`value mapping ${list}`)}`),
  })
  const interfaces = useQuery({
    queryKey: ['interfaces'],
    queryFn: () => get<Page<Interface>>('/interfaces'),
    staleTime: 60_000,
    refetchInterval: false,
  })
  const users = interfaces.data?.items.filter((one) => one.name === name).flatMap((one) => columnsWith(one, list)) ?? []
  const [search, setSearch] = useState('')
  const [draft, setDraft] = useState({ code: '', value: '' })
  const [said, setSaid] = useState<string>()
  const [problem, setProblem] = useState<unknown>()
  const queries = useQueryClient()
  const file = useRef<HTMLInputElement>(null)
  const act = async (method: 'PUT' | 'DELETE', code: string, body?: object) => {
    setProblem(undefined)
    try {
      const { released } = await send<{ released: number }>(method, `${path}/${encodeURIComponent(code)}`, body)
      setSaid(t('Saved; {released} messages go out.', { released }))
      setDraft({ code: '', value: '' })
    } catch (error) {
      setProblem(error)
    }
    await queries.invalidateQueries()
  }
  const takeFile = async (file: File | undefined) => {
    if (file === undefined) return
    setProblem(undefined)
    try {
      const { released } = await send<{ released: number }>('PUT', `${path}/csv`, await file.text(), 'text/csv')
      setSaid(t('Saved; {released} messages go out.', { released }))
    } catch (error) {
      setProblem(error)
    }
    await queries.invalidateQueries()
  }
  const found = (entries.data?.items ?? []).filter(({ code, value }) =>
    `${code} ${value}`.toLowerCase().includes(search.toLowerCase()),
  )
  const error = problem ?? entries.error
  return (
    <>
      <PageHead title={list} note={<Link to={`/interfaces/${name}`}>{name}</Link>}>
        <Button
          onClick={() =>
            saveCsv(
              `${list}.csv`,
              found.map(({ code, value }) => ({ code, value })),
            )
          }
        >
          {t('Export')}
        </Button>
        <Button onClick={() => file.current?.click()}>{t('Import CSV')}</Button>
        <input
          ref={file}
          type="file"
          accept=".csv,text/csv"
          hidden
          aria-label={t('Import CSV')}
          onChange={(event) => {
            void takeFile(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </PageHead>
      {error !== null && error !== undefined && <Problem error={error} />}
      {said !== undefined && <p role="status">{said}</p>}
      {(held.data?.items.length ?? 0) > 0 && (
        <p>
          <Link to={`/messages?status=held&interface=${name}&text=${encodeURIComponent(`value mapping ${list}`)}`}>
            {t('{count} messages are held for a missing code', { count: held.data?.items.length ?? 0 })}
          </Link>
        </p>
      )}
      {users.length > 0 && <p className="note">{t('Used by {columns}', { columns: users.join(', ') })}</p>}
      <div className="inline">
        <Field name={t('Find')}>
          <Input accessibleName={t('Find')} value={search} onInput={(event) => setSearch(event.target.value)} />
        </Field>
        <Field name={t('Code')}>
          <Input
            accessibleName={t('Code')}
            value={draft.code}
            onInput={(event) => setDraft({ ...draft, code: event.target.value })}
          />
        </Field>
        <Field name={t('Value')}>
          <Input
            accessibleName={t('Value')}
            value={draft.value}
            onInput={(event) => setDraft({ ...draft, value: event.target.value })}
          />
        </Field>
        <Button
          design="Emphasized"
          disabled={draft.code === '' || draft.value === ''}
          onClick={() => act('PUT', draft.code, { value: draft.value })}
        >
          {t('Save')}
        </Button>
      </div>
      <table className="data">
        <thead>
          <tr>
            <th>{t('Code')}</th>
            <th>{t('Value')}</th>
            <th>{t('Changed here')}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, 300).map(({ code, value, isChanged }) => (
            <tr key={code}>
              <th scope="row">
                <Button design="Transparent" onClick={() => setDraft({ code, value })}>
                  {code}
                </Button>
              </th>
              <td>{value}</td>
              <td>
                {isChanged && (
                  <>
                    <Tag design="Information">{t('changed')}</Tag>{' '}
                    <Button design="Transparent" onClick={() => act('DELETE', code)}>
                      {t('As delivered')}
                    </Button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > 300 && <p className="note">{t('{count} more; search to see them', { count: found.length - 300 })}</p>}
      <h2>{t('Who changed what')}</h2>
      {changes.data?.items.length === 0 && <p className="empty">{t('Nobody has changed anything; all is as delivered.')}</p>}
      <ul className="list">
        {changes.data?.items.map(({ at, who, code, before, after }) => (
          <li key={`${at} ${code}`}>
            <div>
              <b>{code}</b>: {before ?? t('as delivered')} → {after ?? t('as delivered')}
            </div>
            <div className="end">
              {who} <Moment at={at} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The columns that are filled by a list, such as `account.address1_country`. */
function columnsWith({ rows }: Interface, list: string): string[] {
  const found = rows.flatMap(({ table, columns }) =>
    columns.filter(({ valueMappings }) => valueMappings.includes(list)).map(({ column }) => `${table}.${column}`),
  )
  return [...new Set(found)]
}
