import { expect, test } from 'vitest';
import { renderMarkdown } from '#wiki/index.ts';
import { knownMarkdown } from './help.tsx';

test('the help promises nothing that the renderer would show as it was typed', async () => {
  for (const [typed] of knownMarkdown) {
    const { html, plainly, includes } = await renderMarkdown(typed, { patience: 60_000 });
    expect(plainly, typed).toBe(false);
    const shown = html.replace(/<pre[\s\S]*?<\/pre>/g, '').replace(/<[^>]*>/g, '');
    expect(shown, typed).not.toMatch(/[*`~|#]|\[|\]|\{\{|^> |^- |---/m);
    if (typed.startsWith('{{')) expect(includes, typed).toHaveLength(1);
  }
});
