-- Whether a person gave an answer up that SAP does not take: `sent_at` then says when that was, so that nobody sends it any more
-- (docs/operate.md, "Answers").
alter table answer add column given_up boolean not null default false;

-- What SAP refuses is looked for each second, also while very many others wait.
create index answer_refused on answer (system, kind, message_id) where sent_at is null and refused;
