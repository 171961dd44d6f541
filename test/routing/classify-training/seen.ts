import type * as Hub from "../../../generated/hub.types.ts";
import type { Labelled } from "../classify-case.ts";

const enumOnly = {
  output: {
    type: "schema",
    schema: { type: "object", properties: { label: { enum: ["a", "b"] } } },
  },
} as const satisfies Partial<Hub.Request>;
const invoice = {
  output: {
    type: "schema",
    schema: {
      type: "object",
      properties: { vendor: { type: "string" }, lines: { type: "array" } },
    },
  },
} as const satisfies Partial<Hub.Request>;

/** Prompts written one by one. */
export const SEEN: Labelled[] = [
  ["simple", "Is this review positive or negative? One word.\n\n'The battery died after a week.'"],
  ["simple", "Classify the ticket as billing, technical or other: I was charged twice in March."],
  ["simple", "My parcel is still not here.", enumOnly],
  [
    "simple",
    "The food was cold and the waiter rude.",
    { max_tokens: 5 },
    "You label reviews with their sentiment.",
  ],
  ["simple", "Translate to French: 'Where is the station?'"],
  ["simple", "Ist das Spam? Ja oder nein: 'Gewinnen Sie jetzt ein Auto!!!'"],
  ["simple", "判断下面这句话的情感,只回答正面或负面:服务太差了。"],
  ["simple", "What language is this: 'Kiitos paljon'?"],
  ["simple", "Fix the spelling: 'recieve teh pakage tommorow'"],
  ["simple", "Does the sentence mention a date? Answer with just yes or no. 'We meet on Friday.'"],
  ["simple", "Clasifica este correo como urgente o normal: 'El servidor no responde desde ayer.'"],
  ["simple", "Tag it with one of: sports, politics, science. 'New exoplanet found by telescope'"],
  [
    "extraction",
    "Extract all names and dates from the letter below.\n\nDear Ms Olsen, on 4 May Mr Pratt will call.",
  ],
  ["extraction", "Invoice 4711, Miller Ltd, 3 chairs at 40 EUR, 1 desk at 300 EUR", invoice],
  [
    "extraction",
    "Summarise this article in three bullet points: The council voted on Tuesday to close the old bridge.",
  ],
  [
    "extraction",
    "Fasse den folgenden Text zusammen: Die Sitzung begann um neun Uhr mit dem Bericht des Vorstands.",
  ],
  [
    "extraction",
    "Return JSON with the fields name, email, phone.\n\nJane Roe, jane@example.com, +44 20 7946 0000",
  ],
  ["extraction", "从以下合同中提取甲方和乙方的名称:本合同由海星公司与东山公司签订。"],
  [
    "extraction",
    "List all the companies mentioned: Acme sold its mill to Borealis, which leases it to Corvid.",
  ],
  [
    "extraction",
    "Pull out the action items from these minutes: Ann will book the room. Bob sends slides by Monday.",
  ],
  ["extraction", "Résume ce compte rendu en deux phrases : La réunion a commencé en retard."],
  ["extraction", "Convert the following notes to CSV: apples 3, pears 5, plums 12"],
  [
    "extraction",
    "Estrai tutti gli indirizzi dal testo: Via Roma 3, Torino; Corso Como 10, Milano.",
  ],
  ["chat", "Hi, how are you today?"],
  ["chat", "Write a short email to my landlord about the broken heating."],
  ["chat", "Explain how vaccines work to a ten year old."],
  ["chat", "What should I cook tonight with leeks and potatoes?"],
  ["chat", "Schreib mir ein Geburtstagsgedicht für meine Oma."],
  ["chat", "Tell me about the history of Lisbon."],
  ["chat", "Recommend some novels like 'The Remains of the Day'."],
  ["chat", "你好,请介绍一下你自己"],
  ["chat", "I had a bad day at work and feel tired."],
  ["chat", "Can you rewrite this so it sounds friendlier? 'Send me the file now.'"],
  ["chat", "How do I keep basil alive on a windowsill?"],
  ["chat", "Give me five name ideas for a bakery."],
  ["code", "Write a Python function that merges two sorted lists."],
  ["code", "Why does this fail?\n```ts\nconst xs: string[] = [1, 2].map((x) => x + 1);\n```"],
  [
    "code",
    "TypeError: Cannot read properties of undefined (reading 'id')\n    at load (src/user.ts:14:9)",
  ],
  ["code", "Refactor the handler so that it no longer blocks the event loop."],
  ["code", "SQL to get the second highest salary per department"],
  ["code", "Schreibe eine Funktion in Rust, die Primzahlen bis n zurückgibt."],
  ["code", "Add unit tests for the parser in lib/parse.go"],
  [
    "code",
    "The tests are red, look into it.",
    {
      tools: [
        { kind: "function", name: "bash" },
        { kind: "function", name: "edit_file" },
      ],
    },
  ],
  ["code", "A regex that matches ISO dates but not times"],
  ["code", "用 Python 写一个读取 CSV 的函数"],
  ["code", "How do I make a multi-stage Dockerfile for a Node.js app smaller?"],
  ["code", "error[E0502]: cannot borrow `v` as mutable because it is also borrowed as immutable"],
  ["reasoning", "Prove that the square root of 2 is irrational."],
  [
    "reasoning",
    "A train leaves at 9:40 at 80 km/h, another at 10:10 at 110 km/h. When does the second catch up?",
  ],
  [
    "reasoning",
    "Think step by step: five people sit in a row, Ann not beside Bob, Cy at an end. How many orders?",
  ],
  [
    "reasoning",
    "Design a system for 10,000 writes a second across three regions and weigh the trade-offs of its consistency.",
  ],
  ["reasoning", "What is the probability of at least two sixes in four throws?"],
  ["reasoning", "证明:任意两个奇数之和是偶数。"],
  [
    "reasoning",
    "Should we move our warehouse to Lyon? Rent falls by 12 %, transport rises by 7 %, 40 jobs are at stake. Analyse it.",
  ],
  ["reasoning", "Which of the two is right, and why?", { reasoning: { effort: "high" } }],
  ["reasoning", "Beweise, dass es unendlich viele Primzahlen gibt."],
  [
    "reasoning",
    "Find the root cause: orders doubled after the clock change, only for customers in two zones, and only retries were affected.",
  ],
  ["reasoning", "Evaluate $\\int_0^1 x e^{x^2} dx$ and justify the substitution."],
  [
    "reasoning",
    "Draw up a migration plan from the old billing to the new one without downtime, with the order of steps and how to go back.",
  ],
  ["simple", "Spam or not spam? 'Your account has been locked, click here.'"],
  [
    "simple",
    "Which department should get this: 'The projector in room 4 is broken'? HR, IT or Facilities.",
  ],
  ["simple", "Is 'quickly' an adverb? true or false"],
  ["simple", "Traduce al inglés: 'Nos vemos mañana'"],
  ["simple", "What is the plural of 'ox'?"],
  [
    "extraction",
    "Here is a CV. What are the candidate's employers and years?\n\n2010-2014 Halden AG, 2014-2020 Fjord Oy",
  ],
  ["extraction", "tl;dr of this thread please: A: shall we meet? B: Tuesday. A: fine, 10 o'clock."],
  [
    "extraction",
    "Get the total, the tax and the due date out of this bill: Total 119.00, VAT 19.00, payable by 1 June.",
  ],
  ["extraction", "Извлеки все города из текста: Мы ехали через Псков и Новгород."],
  [
    "extraction",
    "Make a table of the products and prices in this mail: the lamp is 30, the rug 120, the shelf 75.",
  ],
  ["chat", "What's the difference between jam and marmalade?"],
  ["chat", "Bonjour, peux-tu m'aider à préparer un voyage à Rome ?"],
  ["chat", "Draft a toast for my sister's wedding."],
  ["chat", "I can't sleep. Any tips?"],
  ["chat", "Who was Hypatia?"],
  ["code", "my loop never ends\n```python\ni = 0\nwhile i < 10:\n    print(i)\n```"],
  ["code", "How can I center a div with flexbox in CSS?"],
  ["code", "Port this shell pipeline to a small Go program: cat x | sort | uniq -c"],
  ["code", "Why is my React component rendering twice?"],
  ["code", "Traceback (most recent call last): KeyError: 'user'"],
  [
    "reasoning",
    "If all bloops are razzies and some razzies are lazzies, must some bloops be lazzies? Reason carefully.",
  ],
  [
    "reasoning",
    "A shop sells pens at 3 for 2 EUR and books at 7 EUR. I spent 41 EUR on 20 things. How many books?",
  ],
  [
    "reasoning",
    "Compare three ways to finance the purchase and tell which has the lowest total cost over 8 years given 3.2 % interest.",
  ],
  ["reasoning", "Show that every finite integral domain is a field."],
  [
    "reasoning",
    "Plan the order of 12 lectures so that prerequisites come first and no speaker talks twice a day.",
  ],
];
