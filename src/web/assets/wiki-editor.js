// Comfort only: the form saves and shows a preview without any of these.
import './wiki-tools.js';
// Before the lines: an open list takes the keys first.
import './wiki-complete.js';
import './wiki-lines.js';
import './wiki-drafts.js';
