import { getZone, listRecordsById, needRecordChanger, proposeChange, recordTypes, toShown } from '#dns/index.ts';
import { doerOf } from '#identity/index.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Checkboxes, FieldSet, NumberField, Select, TextArea, TextField } from '../../components/field/field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, texts } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { words } from './change-words.ts';
import { OwnerFields, ownerOf, readOwners } from './owner-fields.tsx';
import { words as nameWords } from './words.ts';

const types = recordTypes.map((value) => ({ value, label: { id: value, en: value } }));
const idOf = (c: Ctx): string => c.req.param('id') ?? '';

/** The form as the address asks for it: empty, taking a record out, or with a record to be changed. */
const begin = async (c: Ctx): Promise<FormState> => {
  const { db } = c.var.services;
  const { edit = '', remove = '' } = c.req.query();
  const id = isId(edit) ? edit : isId(remove) ? remove : null;
  const [record] = id ? await listRecordsById(db, idOf(c), [id]) : [];
  if (!record) return freshForm(c, { type: 'A' });
  if (!isId(edit)) return freshForm(c, { type: 'A', 'remove[]': [record.id] });
  const { label, type, value, ttl, comment, officeId, applicationId, reference } = record;
  const owner = { office: applicationId ? '' : officeId, application: applicationId, reference };
  return freshForm(c, { label, type, value, ttl, comment, ...owner, 'remove[]': [record.id] });
};

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  needRecordChanger(signedIn(c));
  const { db } = c.var.services;
  const zone = await getZone(db, idOf(c));
  const state = posted ?? (await begin(c));
  const owners = await readOwners(c);
  const going = await listRecordsById(db, zone.id, texts(state.values, 'remove[]').filter(isId));
  const line = ({ label, type, value }: (typeof going)[number]) => `${toShown(label)} ${type} ${value.slice(0, 100)}`;
  return page(
    c,
    {
      title: words.propose,
      section: 'names',
      breadcrumbs: [
        { label: nameWords.title, href: paths.names() },
        { label: toShown(zone.name), href: paths.zoneRecords(zone.id) },
      ],
      lead: say(words.proposeLead, c.var.language),
      state,
    },
    <Card>
      <ActForm action={paths.zoneChanges(zone.id)} state={state}>
        {going.length > 0 ? (
          <Checkboxes
            state={state}
            name="remove[]"
            label={words.remove}
            options={going.map((record) => ({ value: record.id, label: { id: line(record), en: line(record) } }))}
          />
        ) : null}
        <FieldSet legend={words.added}>
          <TextField
            state={state}
            name="label"
            label={words.name}
            hint={say(words.nameHint, c.var.language, { zone: toShown(zone.name) })}
            width="medium"
            spellcheck={false}
            optional
          />
          <Select state={state} name="type" label={words.type} options={types} width="short" empty={false} />
          <TextField state={state} name="value" label={words.value} hint={words.valueHint} spellcheck={false} optional />
          <NumberField state={state} name="ttl" label={words.ttl} hint={words.ttlHint} optional />
          <TextField state={state} name="comment" label={words.comment} maxlength={200} optional />
        </FieldSet>
        <TextArea state={state} name="lines" label={words.lines} hint={words.linesHint} rows={3} mono optional />
        <OwnerFields state={state} owners={owners} />
        <TextField state={state} name="reason" label={words.reason} maxlength={500} />
        <ButtonGroup cancel={paths.zoneRecords(zone.id)}>
          <Button label={words.preview} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** Proposes a change of a zone; it leads to the preview. */
export const newChangePage: Page = (app) => {
  app.get(paths.newZoneChange(':id'), (c) => show(c, null));

  app.post(paths.zoneChanges(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needRecordChanger(actor);
        const { changeId } = await proposeChange(tx, {
          zoneId: idOf(c),
          typed: {
            label: text(values, 'label'),
            type: text(values, 'type'),
            value: values.get('value')?.[0] ?? '',
            ttl: text(values, 'ttl'),
            comment: text(values, 'comment'),
            lines: values.get('lines')?.[0] ?? '',
            reason: text(values, 'reason'),
            owner: ownerOf(values),
          },
          remove: texts(values, 'remove[]'),
          now,
          doer: doerOf(actor),
        });
        return { to: paths.zoneChange(idOf(c), changeId), said: words.proposed };
      },
      again: (state) => show(c, state),
    }),
  );
};
