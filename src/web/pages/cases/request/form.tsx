import type { Child } from 'hono/jsx';
import type { Recommendation } from '#cases/index.ts';
import { longDate } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { DateField, NumberField, Radios, TextArea, TextField } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { documentFields, type RequestFieldLook, requestSections } from './fields.ts';
import { words } from './words.ts';

const Field = ({ state, look, domain }: { state: FormState; look: RequestFieldLook; domain: string }) => {
  const { kind, options, ...rest } = look;
  const shared = { ...rest, state };
  if (kind === 'text') return <TextArea {...shared} rows={3} />;
  if (kind === 'amount') return <NumberField {...shared} {...(look.unit ? { suffix: look.unit } : {})} />;
  if (kind === 'choice') return <Radios {...shared} options={options ?? []} inline />;
  if (kind === 'date') return <DateField {...shared} />;
  if (look.name === 'subdomain') return <TextField {...shared} suffix={`.${domain}`} spellcheck={false} />;
  return <TextField {...shared} />;
};

const IssuedRecommendations = ({ issued }: { issued: readonly Recommendation[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (issued.length === 0) return null;
  return (
    <div class="g-field">
      <p class="g-hint">{t(words.issued)}</p>
      <ul class="g-plain">
        {issued.map((each) => (
          <li>
            <code>{each.number}</code>{' '}
            {t(words.issuedOne, { name: each.application_name, date: longDate(each.valid_until, language, timeZone) })}
          </li>
        ))}
      </ul>
    </div>
  );
};

export type RequestFormProps = {
  state: FormState;
  action: string;
  version?: number;
  domain: string;
  /** Recommendations of the office that are still valid. */
  issued: readonly Recommendation[];
  /** What the examiner said of a document or of the entries, by requirement. */
  remarks: ReadonlyMap<string, Words>;
  cancel: string;
};

const Remark = ({ remark }: { remark: Words | undefined }): Child => {
  const t = useWords();
  return remark ? <p class="g-remark">{t(words.verdict, { reason: t(remark) })}</p> : null;
};

/** The request in its sections, in the order of the letter; every attachment stands with what it belongs to. */
export const RequestForm = (props: RequestFormProps) => {
  const { state, domain, remarks } = props;
  const version = props.version === undefined ? {} : { version: props.version };
  return (
    <ActForm action={props.action} state={state} {...version} files>
      {requestSections.map((section) => (
        <Card title={section.title} id={`section-${section.key}`}>
          <SectionLead lead={section.lead} />
          <div class={section.key === 'resources' ? 'g-pair' : 'g-section'}>
            {section.fields.map((look) => (
              <Field state={state} look={look} domain={domain} />
            ))}
          </div>
          {section.key === 'recommendation' ? <IssuedRecommendations issued={props.issued} /> : null}
          {documentFields
            .filter((document) => document.section === section.key)
            .map(({ field, kind, label, hint, accept }) => (
              <>
                <Remark remark={remarks.get(kind)} />
                <FileField
                  state={state}
                  name={field}
                  label={label}
                  hint={hint}
                  accept={accept}
                  optional={kind === 'recommendation'}
                  href={paths.file}
                />
              </>
            ))}
        </Card>
      ))}
      <div class="g-formfoot">
        <ButtonGroup cancel={props.cancel}>
          <Button label={words.check} name="then" value="check" icon="arrow-right" />
          <Button label={words.save} name="then" value="save" tone="secondary" />
        </ButtonGroup>
      </div>
    </ActForm>
  );
};

const SectionLead = ({ lead }: { lead: Words | undefined }): Child => {
  const t = useWords();
  return lead ? <p class="g-lead">{t(lead)}</p> : null;
};
