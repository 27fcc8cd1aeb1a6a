import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import {
  exampleValues,
  fillBody,
  fillIn,
  fillTitle,
  listSpaces,
  longestBody,
  mayKeepSpaces,
  mayReadTemplates,
  renderMarkdown,
  type TemplateFault,
  type TemplateKind,
  type TemplateVersion,
  templateKinds,
} from '#wiki/index.ts';
import type { Crumb } from '../../../components/breadcrumb/breadcrumb.tsx';
import type { Option } from '../../../components/field/field.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { Ctx } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView } from '../../../view.ts';
import { surroundings } from '../shared.tsx';
import { words as wikiWords } from '../words.ts';
import { words } from './words.ts';

/** Who reads templates here, and whether he or she changes them; for all others the pages are not there. */
export const templateReader = (c: Ctx) => {
  const actor = signedIn(c);
  if (!mayReadTemplates(actor)) throw new AppError('not_found', { what: c.req.path });
  return { actor, mayChange: mayKeepSpaces(actor) };
};

export const templatesCrumbs: Crumb[] = [
  { label: wikiWords.title, href: paths.wiki() },
  { label: words.title, href: paths.wikiTemplates() },
];

export const templateCrumbs = ({ templateId, name }: Pick<TemplateVersion, 'templateId' | 'name'>): Crumb[] => [
  ...templatesCrumbs,
  { label: name, href: paths.wikiTemplate(templateId) },
];

export const kindLabel = (kind: TemplateKind): Words =>
  templateKinds.find(({ value }) => value === kind)?.label ?? { id: kind, en: kind };

/** A kind as it came in an address or a form; null for none that there is. */
export const asKind = (value: string): TemplateKind | null => templateKinds.find((kind) => kind.value === value)?.value ?? null;

export const VersionState = ({ status }: Pick<TemplateVersion, 'status'>) => {
  if (status === 'active') return <Status label={words.inForce} colour="green" />;
  return status === 'draft' ? <Status label={words.draft} colour="orange" /> : <Status label={words.retired} />;
};

export const Moment = ({ at }: { at: Temporal.Instant }) => {
  const { language, timeZone } = useView();
  return <time datetime={at.toString()}>{shortMoment(at, language, timeZone)}</time>;
};

export const spaceOptions = async (c: Ctx): Promise<Option[]> =>
  (await listSpaces(c.var.services.db, signedIn(c))).map(({ id, name }) => ({ value: id, label: name }));

/** `faults`: what would be refused; null where nothing was typed yet. */
export type Shown = { title: string; html: string; plainly: boolean; faults: readonly TemplateFault[] | null };

// No page has it: what is shown here is not kept and includes nothing of its own.
const nowhere = '00000000-0000-0000-0000-000000000000';

/** What a page begun with this would look like, filled with examples. Nothing is kept. */
export const showExample = async (
  c: Ctx,
  template: { kind: TemplateKind; title: string; body: string; spaceKey: string },
): Promise<Omit<Shown, 'faults'>> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const values = exampleValues(template.kind, c.var.language);
  const rendering = await renderMarkdown(fillBody(template.body.slice(0, longestBody), values));
  const place = { id: nowhere, spaceId: nowhere, spaceKey: template.spaceKey };
  const html = await fillIn({ db, actor, now: c.var.now, around: await surroundings(c, place) }, place, rendering);
  return { title: fillTitle(template.title, values), html, plainly: rendering.plainly };
};
