export { type SubjectKey, subjectLabels } from './subject-labels.ts';
