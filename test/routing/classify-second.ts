import type { Labelled } from "./classify-case.ts";

/** A smaller set by another hand: written before this classifier, looked at while it was made, never trained on. */
export const SECOND: Labelled[] = [
  ["simple", "Is this comment rude? Answer yes or no: 'You clearly never read the manual.'"],
  [
    "simple",
    "Urgent, normal or low priority? 'The lift has stopped between two floors with people inside.'",
  ],
  ["simple", "Say this in Spanish: 'The shop is closed on Sundays.'"],
  ["simple", "Positive or negative: I would stay at this hotel again"],
  ["simple", "Which category fits best, food, travel or money? 'Ten soups for cold evenings'"],
  ["simple", "Capitalise the names: 'anna met peter in paris'"],
  [
    "extraction",
    "Who signed the contract and when? 'Signed at Bergen on 3 July by K. Dahl and M. Roux.'",
  ],
  ["extraction", "Give me every price in this text: coffee 2.40, tea 2.10, cake 3.90."],
  [
    "extraction",
    "Sum up the report below in four sentences.\n\nThe harbour was closed for nine days after the storm.",
  ],
  [
    "extraction",
    "Extrais les numéros de téléphone : appelez le 01 23 45 67 89 ou le 09 87 65 43 21.",
  ],
  ["extraction", "Turn this recipe into JSON: two eggs, 100 g flour, bake for 20 minutes."],
  [
    "extraction",
    "What are the side effects that the leaflet mentions? 'May cause nausea, headache and, rarely, a rash.'",
  ],
  ["chat", "Why is the sky blue?"],
  ["chat", "I'm nervous about my driving test tomorrow."],
  ["chat", "Make this invitation warmer: 'Party at 8. Come.'"],
  ["chat", "Was kann man in Hamburg bei Regen machen?"],
  ["chat", "Continue the story: The lighthouse keeper heard three knocks."],
  ["code", "The build breaks since I upgraded the compiler, what changed in strict mode?"],
  ["code", "Write a query that counts orders per customer in the last 30 days."],
  ["code", '```\nfn main() { let x: i32 = "a"; }\n```\nwhat is wrong here'],
  ["code", "How do I mock a module in Jest?"],
  ["code", "Make the binary search in util.py handle empty lists."],
  [
    "reasoning",
    "Three switches, one bulb upstairs, one trip. Find out which switch belongs to the bulb.",
  ],
  [
    "reasoning",
    "Is it better to pay off a loan at 4 % or to invest at 6 % before a tax of 25 %? Work it out.",
  ],
  ["reasoning", "Why does the halting problem imply that no perfect virus scanner exists?"],
  [
    "reasoning",
    "Assign 7 nurses to 3 shifts so that nobody works two nights in a row, and explain why it is fair.",
  ],
  ["reasoning", "Démontre que la somme des n premiers entiers vaut n(n+1)/2."],
  [
    "reasoning",
    "Our revenue fell although visits and prices rose. Work out which explanations are consistent with that.",
  ],
];
