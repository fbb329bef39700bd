import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { useState } from 'react'
import { Navigate, useParams } from 'react-router'
import { queryOf, send } from '../api.ts'
import { AskReason } from '../parts/ask-reason.tsx'
import { ChooseFile } from '../parts/choose-file.tsx'
import { useMayOperate } from '../parts/may.ts'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { reasonGiven } from '../parts/reason-field.tsx'
import { saveCsv } from '../save-csv.ts'
import { ChangeList } from '../value-mapping/change-list.tsx'
import { CodeForm, type Draft } from '../value-mapping/code-form.tsx'
import { CodeTable } from '../value-mapping/code-table.tsx'
import { MissingCodes } from '../value-mapping/missing-codes.tsx'
import { Readers } from '../value-mapping/readers.tsx'
import { Released } from '../value-mapping/released.tsx'
import { useList } from '../value-mapping/use-list.ts'
import { t } from '../words.ts'

/** One list: codes to find, change and add, what is held for a missing one, and who changed what. */
export function ValueMappingPage() {
  const { interface: name = '', list = '' } = useParams()
  // What was typed and said on the page of one list is not carried to that of another.
  return <ValueMapping key={`${name}/${list}`} name={name} list={list} />
}

function ValueMapping({ name, list }: { name: string; list: string }) {
  const { path, isKnown, entries, readers, changes, missing, users } = useList(name, list)
  const [draft, setDraft] = useState(nothing)
  const [file, setFile] = useState<File>()
  const mayOperate = useMayOperate()
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: ({ method = 'PUT', to, body }: { method?: 'PUT' | 'DELETE'; to: string; body?: unknown }) =>
      send<{ released: number }>(method, `${path}/${to}`, body, 'text/csv'),
    onSuccess: () => setDraft(nothing),
    // Not waited for: what is set going keeps the server busy, and that it was saved is told at once.
    onSettled: () => void queries.invalidateQueries(),
  })
  const edit = (one: { code: string; value: string }) => {
    setDraft({ ...nothing, code: one.code, value: one.value })
    document.getElementById('value')?.focus()
  }
  const all = entries.data?.items ?? []
  const error = change.error ?? entries.error
  const [owner = name] = readers
  // It has one page, however many read it.
  if (owner !== name) return <Navigate replace to={`/value-mappings/${owner}/${list}`} />
  return (
    <>
      <PageHead title={list} note={<Readers names={readers} />}>
        <Button
          disabled={all.length === 0}
          onClick={() =>
            saveCsv(
              `${list}.csv`,
              all.map(({ code, value }) => ({ code, value })),
            )
          }
        >
          {t('Export')}
        </Button>
        <ChooseFile title={t('Import CSV')} accept=".csv,text/csv" {...mayOperate()} onChosen={setFile} />
      </PageHead>
      {error !== null && <Problem error={error} />}
      {change.data !== undefined && <Released count={change.data.released} interfaceName={name} list={list} />}
      {/* All at once: what comes later would push down what is being read, or pressed. */}
      {isKnown && (
        <>
          {users.length > 0 && <p className="note">{t('Used by {columns}', { columns: users.join(', ') })}</p>}
          <MissingCodes readers={readers} list={list} missing={missing} onChosen={(code) => edit({ code, value: '' })} />
          <CodeForm
            draft={draft}
            isSaving={change.isPending}
            onChange={setDraft}
            onSave={() => change.mutate({ to: encodeURIComponent(draft.code.trim()), body: valueIn(draft) })}
          />
          <CodeTable
            entries={all}
            onChosen={edit}
            onReset={(code, reason) =>
              change.mutate({ method: 'DELETE', to: `${encodeURIComponent(code)}${queryOf({ reason })}` })
            }
          />
          <ChangeList changes={changes} />
        </>
      )}
      {file !== undefined && (
        <AskReason
          isOptional
          title={t('Import {name}', { name: file.name })}
          onClose={() => setFile(undefined)}
          onGiven={async (reason) => {
            setFile(undefined)
            change.mutate({ to: `csv${queryOf({ reason })}`, body: file })
          }}
        />
      )}
    </>
  )
}

const nothing: Draft = { code: '', value: '', reason: '' }

function valueIn({ value, reason }: Draft) {
  return { value: value.trim(), reason: reasonGiven(reason) }
}
