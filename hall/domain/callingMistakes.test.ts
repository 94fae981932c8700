import { describe, expect, it } from 'vitest';
import { callingMistakes } from './callingMistakes.ts';
import { callingRulesSchema } from './callingRules.ts';

const text = { zh: '名', ug: null, en: null };
const elder = { id: 'elder', name: text, reason: text, level: 1, givenBy: 'citizen' };
const skills = [{ id: 'signing', name: text }];
const mistakes = (calling: object) =>
  callingMistakes({
    queues: [{ id: 'household' }],
    counters: [{ id: 'c1' }],
    calling: callingRulesSchema.parse(calling),
  }).map(({ message }) => message);

describe('calling rules', () => {
  it('may name what the hall has', () => {
    const desks = { c1: { shares: { household: 3 }, secondary: ['household'], skills: ['signing'] } };
    const needs = { queueNeeds: { household: ['signing'] }, clerkSkills: { zhang: ['signing'] } };
    expect(mistakes({})).toEqual([]);
    expect(mistakes({ desks, skills, ...needs, classes: [{ ...elder, needs: ['signing'] }] })).toEqual([]);
  });

  it('may not name anything else, and nothing twice', () => {
    expect(mistakes({ desks: { c9: {} } })).toEqual(['no such counter: c9']);
    expect(mistakes({ desks: { c1: { shares: { tax: 1 } } } })).toEqual(['no such queue: tax']);
    expect(mistakes({ desks: { c1: { secondary: ['tax'] } } })).toEqual(['no such queue: tax']);
    expect(mistakes({ queueNeeds: { tax: [] } })).toEqual(['no such queue: tax']);
    const needs = ['signing'];
    const asking = [
      { clerkSkills: { li: needs } },
      { classes: [{ ...elder, needs }] },
      { desks: { c1: { skills: needs } } },
    ];
    for (const one of asking) expect(mistakes(one)).toEqual(['no such skill: signing']);
    expect(mistakes({ classes: [elder, elder], skills: [...skills, ...skills] })).toEqual([
      'this id of classes is used twice',
      'this id of skills is used twice',
    ]);
  });
});
