import { getUpload } from '#files/index.ts';
import { say } from '#lib/words.ts';
import { type FoundProposal, fillIn, findPage, getRevision, mayRevise, mergeTexts, renderMarkdown } from '#wiki/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Card } from '../../../components/card/card.tsx';
import type { Ctx } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { WikiText } from '../page.tsx';
import { surroundings } from '../shared.tsx';
import { words } from '../words.ts';
import { MetAlert, ProposedMove, ProposedText } from './parts.tsx';

/** What would change, shown in the way that fits the kind of change. */
export const Preview = async (c: Ctx, found: FoundProposal) => {
  const { proposal, page: here, space } = found;
  const { db } = c.var.services;
  const actor = signedIn(c);
  if (proposal.kind === 'page') {
    const rendering = await renderMarkdown(proposal.body);
    const place = { id: space.id, spaceId: space.id, spaceKey: proposal.spaceKey };
    const html = await fillIn({ db, actor, now: c.var.now, around: await surroundings(c, place) }, place, rendering);
    const goneParent = proposal.parentId && (await findPage(db, actor, proposal.parentId))?.state !== 'live';
    return (
      <>
        {goneParent && proposal.state === 'open' ? (
          <Alert tone="info">
            <p>{say(words.parentIsGone, c.var.language)}</p>
          </Alert>
        ) : null}
        <Card title={proposal.pageTitle}>
          <p class="g-sub">
            {proposal.spaceName} › {proposal.parentTitle ?? say(words.topmost, c.var.language)}
          </p>
          <WikiText html={html} plainly={rendering.plainly} />
        </Card>
      </>
    );
  }
  if (!here) return null;
  if (proposal.kind === 'text') {
    const base = await getRevision(db, here.id, proposal.base);
    const merged = mergeTexts({ mine: proposal.body, base: base.body, theirs: here.body });
    const met = !merged.clean;
    const rendering = await renderMarkdown(proposal.state === 'open' && !met ? merged.text : proposal.body);
    const html = await fillIn({ db, actor, now: c.var.now, around: await surroundings(c, here) }, here, rendering);
    return (
      <>
        {met && proposal.state === 'open' ? <MetAlert proposal={proposal} mayRevise={mayRevise(actor, found)} /> : null}
        <Card flush>
          <ProposedText proposal={proposal} here={here} base={base.body} />
        </Card>
        <details class="g-former">
          <summary>{say(words.preview, c.var.language)}</summary>
          <Card>
            <WikiText html={html} plainly={rendering.plainly} />
          </Card>
        </details>
      </>
    );
  }
  if (proposal.kind === 'move') {
    const above = here.parentId ? await findPage(db, actor, here.parentId) : null;
    return (
      <Card flush>
        <ProposedMove proposal={proposal} here={here} above={above?.title ?? ''} />
      </Card>
    );
  }
  if (proposal.kind === 'state') return null;
  const href =
    proposal.kind === 'attach' ? paths.wikiProposalFile(proposal.id) : paths.wikiFile(here.id, proposal.fileName ?? '');
  const file = proposal.uploadId ? await getUpload(db, proposal.uploadId) : null;
  return (
    <Card>
      <p>
        <a href={href}>{proposal.fileName}</a>
      </p>
      {file?.mediaType.startsWith('image/') ? <img class="g-wiki-picture" src={href} alt={proposal.fileName ?? ''} /> : null}
    </Card>
  );
};
