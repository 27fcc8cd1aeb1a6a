import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBytes } from '#files/index.ts';
import {
  issueNow,
  keepPublicAddress,
  listLettersOf,
  registerIncoming,
  renderLetter,
  reviseLetter,
  voidLetter,
} from '#letters/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { makeClient } from '../../../../test/support/client.ts';
import { qrCodesOf } from '../../../../test/support/pdf-picture.ts';
import { haveTool } from '../../../../test/support/tools.ts';
import { content as hostingRequest } from '../../../letters/kinds/hosting-request/example.ts';
import { content as reply } from '../../../letters/kinds/reply/example.ts';

const address = 'http://griya.test';
