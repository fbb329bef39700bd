import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { useState } from 'react'
import { get, queryOf, send } from '../api.ts'
import type { Page } from '../model.ts'
import { DataTable } from '../parts/data-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { ReasonButton } from '../parts/reason-button.tsx'
import { ReasonField, reasonGiven } from '../parts/reason-field.tsx'
import { allRoles, type Role, RoleChoice, roleNames } from '../parts/role-choice.tsx'
import { TextField } from '../parts/text-field.tsx'
import { t } from '../words.ts'

interface Token {
  id: string
  name: string
  roles: Role[]
  createdBy: string
  expiresAt: string
  usedAt: string | null
}

const nothing = { name: '', days: '90', roles: ['viewer'] as Role[], reason: '' }
const offered = allRoles.filter((role) => role !== 'administrator')

/** The keys of programs. */
export function Tokens() {
  const { data, error } = useQuery({ queryKey: ['tokens'], queryFn: () => get<Page<Token>>('/tokens') })
  const [draft, setDraft] = useState(nothing)
  const [made, setMade] = useState<string>()
  const [problem, setProblem] = useState<unknown>(null)
  const queries = useQueryClient()
  const act = async (action: () => Promise<void>) => {
    try {
      setMade(undefined)
      await action()
      setProblem(null)
    } catch (refused) {
      setProblem(refused)
    }
    await queries.invalidateQueries()
  }
  const make = async () => {
    const { token } = await send<{ token: string }>('POST', '/tokens', {
      ...draft,
      days: Number(draft.days),
      reason: reasonGiven(draft.reason),
    })
    setMade(token)
    setDraft(nothing)
  }
  const shownProblem = problem ?? error
  const isComplete = draft.name !== '' && draft.roles.length > 0 && Number(draft.days) > 0
  return (
    <>
      <PageHead title={t('API tokens')} note={t('Keys of programs to the API. Each is shown once, when it is made.')} />
      {shownProblem !== null && <Problem error={shownProblem} />}
      {/* Who may not see it has nothing to fill in either, and what follows a list comes with it. */}
      {data !== undefined && (
        <>
          {made !== undefined && (
            <div role="status">
              <MessageStrip design="Positive" hideCloseButton>
                {t('Copy the token now; it is not shown again.')}
              </MessageStrip>
              <code className="token">{made}</code>
            </div>
          )}
          {data.items.length === 0 && <p className="empty">{t('No program has a token.')}</p>}
          <DataTable heads={[t('Name'), t('Roles'), t('Made by'), t('Expires'), t('Last used'), t('Actions')]}>
            {data.items.map(({ id, name, roles, createdBy, expiresAt, usedAt }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td>{roleNames(roles)}</td>
                <td>{createdBy}</td>
                <td>
                  <Moment at={expiresAt} /> {Date.parse(expiresAt) < Date.now() && <Tag design="Negative">{t('expired')}</Tag>}
                </td>
                <td>{usedAt === null ? t('never') : <Moment at={usedAt} />}</td>
                <td className="does">
                  <ReasonButton
                    isOptional
                    design="Negative"
                    accessibleName={t('Revoke {name}', { name })}
                    title={t('Revoke {name}', { name })}
                    onGiven={(reason) => act(() => send('DELETE', `/tokens/${id}${queryOf({ reason })}`))}
                  >
                    {t('Revoke')}
                  </ReasonButton>
                </td>
              </tr>
            ))}
          </DataTable>
          <h2>{t('Make a token')}</h2>
          <div className="inline">
            <TextField name={t('Name')} value={draft.name} onTyped={(text) => setDraft({ ...draft, name: text })} />
            <TextField
              name={t('Good for (days)')}
              type="Number"
              value={draft.days}
              onTyped={(text) => setDraft({ ...draft, days: text })}
            />
            <ReasonField reason={draft.reason} onChange={(reason) => setDraft({ ...draft, reason })} />
          </div>
          <RoleChoice offered={offered} chosen={draft.roles} onChosen={(roles) => setDraft({ ...draft, roles })} />
          <Button design="Emphasized" disabled={!isComplete} onClick={() => act(make)}>
            {t('Make a token')}
          </Button>
        </>
      )}
    </>
  )
}
