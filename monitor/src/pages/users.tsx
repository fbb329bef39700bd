import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { useState } from 'react'
import { get, queryOf, send } from '../api.ts'
import type { Page } from '../model.ts'
import { ChangeUser } from '../parts/change-user.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { ReasonButton } from '../parts/reason-button.tsx'
import { ReasonField, reasonGiven } from '../parts/reason-field.tsx'
import { allRoles, type Role, RoleChoice, roleNames } from '../parts/role-choice.tsx'
import { TextField } from '../parts/text-field.tsx'
import { t } from '../words.ts'

interface User {
  name: string
  roles: Role[]
  way: 'settings' | 'local'
  isDisabled: boolean
  createdAt?: string
  createdBy?: string
}

const nobody = { name: '', password: '', roles: ['viewer'] as Role[], reason: '' }

/** Who may sign in with a password, and what they may do. */
export function Users() {
  const { data, error } = useQuery({ queryKey: ['users'], queryFn: () => get<Page<User>>('/users') })
  const [draft, setDraft] = useState(nobody)
  const [changing, setChanging] = useState<User>()
  const [problem, setProblem] = useState<unknown>(null)
  const queries = useQueryClient()
  const act = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) => {
    try {
      await send(method, path, body)
      setProblem(null)
      if (method === 'POST') setDraft(nobody)
    } catch (refused) {
      setProblem(refused)
    }
    await queries.invalidateQueries()
  }
  const shownProblem = problem ?? error
  const isComplete = draft.name !== '' && draft.password !== '' && draft.roles.length > 0
  return (
    <>
      <PageHead
        title={t('Users and roles')}
        note={t('Who may sign in with a password, and what they may do. Users of the settings are changed there.')}
      />
      {shownProblem !== null && <Problem error={shownProblem} />}
      {/* Who may not see it has nothing to fill in either, and what follows a list comes with it. */}
      {data !== undefined && (
        <>
          <DataTable heads={[t('Name'), t('Roles'), t('Added'), t('Actions')]}>
            {data.items.map((user) => {
              const { name, roles, way, isDisabled, createdAt, createdBy } = user
              const path = `/users/${encodeURIComponent(name)}`
              return (
                <tr key={`${way} ${name}`}>
                  <th scope="row">
                    {name} {isDisabled && <Tag design="Negative">{t('disabled')}</Tag>}
                  </th>
                  <td>{roleNames(roles)}</td>
                  <td>
                    {createdAt === undefined ? (
                      t('from the settings')
                    ) : (
                      <>
                        <Moment at={createdAt} /> {createdBy && t('by {name}', { name: createdBy })}
                      </>
                    )}
                  </td>
                  <td className="does">
                    {way === 'local' && (
                      <>
                        <Button accessibleName={t('Change {name}', { name })} onClick={() => setChanging(user)}>
                          {t('Change')}
                        </Button>{' '}
                        <ReasonButton
                          isOptional
                          accessibleName={t(isDisabled ? 'Enable {name}' : 'Disable {name}', { name })}
                          title={t(isDisabled ? 'Enable {name}' : 'Disable {name}', { name })}
                          onGiven={(reason) => act('PATCH', path, { isDisabled: !isDisabled, reason })}
                        >
                          {t(isDisabled ? 'Enable' : 'Disable')}
                        </ReasonButton>{' '}
                        <ReasonButton
                          isOptional
                          design="Negative"
                          accessibleName={t('Remove {name}', { name })}
                          title={t('Remove {name}', { name })}
                          onGiven={(reason) => act('DELETE', `${path}${queryOf({ reason })}`)}
                        >
                          {t('Remove')}
                        </ReasonButton>
                      </>
                    )}
                  </td>
                </tr>
              )
            })}
          </DataTable>
          <h2>{t('Add a user')}</h2>
          <div className="inline">
            <TextField name={t('Name')} value={draft.name} onTyped={(text) => setDraft({ ...draft, name: text })} />
            <TextField
              name={t('Password, at least 12 characters')}
              type="Password"
              value={draft.password}
              onTyped={(text) => setDraft({ ...draft, password: text })}
            />
            <ReasonField reason={draft.reason} onChange={(reason) => setDraft({ ...draft, reason })} />
          </div>
          <RoleChoice offered={allRoles} chosen={draft.roles} onChosen={(roles) => setDraft({ ...draft, roles })} />
          <Button
            design="Emphasized"
            disabled={!isComplete}
            onClick={() => act('POST', '/users', { ...draft, reason: reasonGiven(draft.reason) })}
          >
            {t('Add a user')}
          </Button>
          {changing !== undefined && (
            <ChangeUser
              name={changing.name}
              roles={changing.roles}
              onClose={() => setChanging(undefined)}
              onGiven={(change) => {
                setChanging(undefined)
                void act('PATCH', `/users/${encodeURIComponent(changing.name)}`, change)
              }}
            />
          )}
        </>
      )}
    </>
  )
}
