import { choice, schema, tools } from "./classify-case.ts";
import type { Labelled } from "./classify-case.ts";

/*
 * Written before the training prompts, and never trained on nor tuned to. Whoever changes the classifier measures with
 * these as a whole and does not teach it what stands here; a prompt that is read one by one for its miss is spent.
 */

const MINUTES = `The meeting was opened at 18:05 by the chair, Mrs Aldous. Present were nine of eleven members.
Item 1. The accounts for last year were presented by the treasurer. Income was 48,200, spending 45,900. They were approved without objection.
Item 2. The roof of the boathouse leaks. Two offers were received, from Harker & Sons for 12,400 and from Tidewell for 10,950. Mr Osei asked whether the second includes the gutters; the secretary will find out by the 14th.
Item 3. The summer regatta is moved to the second weekend of July. Volunteers are needed for the landing stage. `;
const LEASE = `This lease is made between Northgate Estates Ltd (the Landlord) and Ms Ilse Brandt (the Tenant). The Premises are the flat on the third floor of 18 Quay Street. The term is thirty-six months from the first day of October. The rent is 1,150 per month, payable in advance on the third working day. A deposit of two months' rent is held in a separate account. The Tenant keeps the Premises in good repair, and does not sublet without written consent. Either party may end the lease with three months' notice after the first year. `;
const LOG = `2031-02-11T09:14:02Z WARN pool exhausted size=20 waiting=41
2031-02-11T09:14:07Z ERROR checkout timed out after 5000ms trace=8fa1
2031-02-11T09:14:09Z INFO retry scheduled attempt=2
`;
const TS = `export class Cart {
  #lines: Line[] = [];
  add(line: Line) {
    this.#lines.push(line);
  }
  total() {
    return this.#lines.reduce((sum, { price, count }) => sum + price * count, 0);
  }
}
`;
const REPORT = `Sales of heat pumps rose by 14 per cent in the second quarter, while boilers fell by 9. The northern region took in 3.1 million, the south 2.4. Management expects a weaker autumn because two large builders have put projects off. Staff costs rose with the new agreement. The plant in Ulm will run two shifts from September. `;

export const HELD_OUT: Labelled[] = [
  // simple: a label, a word, a choice, a small change of a small text
  [
    "simple",
    "Is the following customer message a complaint? Respond with true or false.\n\nMessage: I have been waiting for a call back for six days.",
  ],
  [
    "simple",
    "The hotel pool was lovely but the corridor smelled of smoke.",
    choice("positive", "neutral", "negative"),
    "Decide the sentiment of the guest's remark.",
  ],
  [
    "simple",
    "cancel my subscription pls",
    { max_tokens: 10 },
    "You are an intent detector. Possible intents: cancel, upgrade, refund, greeting, other. Output the intent and nothing else.",
  ],
  [
    "simple",
    'Route this request to one of SALES, SUPPORT, LEGAL: "Could you send us a quote for forty licences?"',
  ],
  [
    "simple",
    "On a scale from 1 to 5, how relevant is the passage to the query? Output only the digit.\n\nQuery: opening hours of the town library\nPassage: The library lends up to ten books for four weeks.",
  ],
  ["simple", "How do you say 'good luck' in Portuguese?"],
  [
    "simple",
    'Translate the following UI string into German, keep the placeholder: "{count} files were moved"',
  ],
  [
    "simple",
    "Give me a title of at most five words for this conversation: user asks how to descale a kettle, assistant explains vinegar.",
    { max_tokens: 20 },
  ],
  [
    "simple",
    "Does this text contain personal data? Reply Y or N.\n\nCall Martha on 555 0148 after lunch.",
  ],
  [
    "simple",
    "Detect the language of the input and return its ISO 639-1 code.\n\nHyvää huomenta kaikille",
  ],
  ["simple", "What is the past tense of 'swim'?"],
  [
    "simple",
    "Ordne die Anfrage einer der Kategorien zu: Rechnung, Versand, Technik. Anfrage: 'Mein Paket hängt seit Montag im Zentrum fest.'",
  ],
  [
    "simple",
    "Est-ce que cet avis est favorable ? Réponds uniquement par oui ou non. « Livraison rapide, produit conforme. »",
  ],
  ["simple", "¿Este mensaje es spam? Responde solo sí o no: 'Ha ganado un crucero, pulse aquí'"],
  ["simple", "请将下面的句子翻译成英文:今天下午三点开会。"],
  ["simple", "次のレビューは肯定的ですか、否定的ですか。一語で答えてください。「音がとても良い」"],
  ["simple", "Correct the grammar: 'She don't has no time for it'"],
  [
    "simple",
    "Which of these two answers is better? Reply with A or B only.\nA: The museum opens at nine.\nB: I do not know.",
  ],
  [
    "simple",
    'Flag the comment if it breaks the rules (insults, threats, advertising). Comment: "Buy followers cheap at our shop"',
    schema({ flagged: { type: "boolean" } }),
  ],
  [
    "simple",
    "Pick an emoji for the following status: 'On the train to the coast'",
    { max_tokens: 4 },
  ],
  [
    "simple",
    "Assign a priority (P1, P2, P3) to this incident: the coffee machine on floor two is leaking.",
  ],
  [
    "simple",
    "Are the two sentences paraphrases of each other?\n1. The shop shuts at six.\n2. The store closes at 6 pm.",
    choice("yes", "no"),
  ],
  [
    "simple",
    "Rewrite the user's last question as a short search query. Question: and what about parking near the old theatre on a Sunday?",
    { max_tokens: 24 },
  ],
  ["simple", "Convert to title case: the long road to the sea"],
  [
    "simple",
    LEASE.repeat(4),
    choice("lease", "invoice", "letter", "other"),
    "What kind of document is this?",
  ],
  [
    "simple",
    "Mark the tone of this mail as formal or casual: 'hey all, quick heads-up, the printer is dead again'",
  ],

  // extraction: what stands in a text, in another or a shorter form
  [
    "extraction",
    `Summarize the minutes below for members who could not come.\n\n${MINUTES.repeat(3)}`,
  ],
  [
    "extraction",
    LEASE.repeat(3),
    schema({
      landlord: { type: "string" },
      tenant: { type: "string" },
      rent: { type: "number" },
      term_months: { type: "integer" },
      notice: { type: "string" },
    }),
    "You read contracts and fill in the fields.",
  ],
  ["extraction", `${LEASE.repeat(5)}\n\nWhat is the notice period, and how much is the deposit?`],
  [
    "extraction",
    "Get the order number, SKU and quantity from this mail.\n\nHello, regarding order 88-1243 I need two more of item KX-70. Regards, P. Lund",
  ],
  [
    "extraction",
    "Identify every person, organisation and place in the text.\n\nWhen Rosa Minelli left Turin for the Halvorsen Foundation, her brother stayed behind in Asti.",
  ],
  ["extraction", "Boil this down to the essentials, max 50 words:\n\n" + REPORT.repeat(4)],
  [
    "extraction",
    'Fill the template {"date": , "amount": , "payee": } from: paid 89.90 to Stadtwerke on 12 March',
  ],
  ["extraction", `${MINUTES.repeat(2)}\n\nWho has to do what, and until when? Answer as a table.`],
  [
    "extraction",
    "Jane moved from Cork to Bonn in 2012, where she joined a bakery; since 2019 she runs her own in Trier.",
    { output: { type: "json" } },
    "Convert the biography to JSON with keys name, places, jobs.",
  ],
  ["extraction", "Read the log and tell me which trace ids had errors.\n\n" + LOG.repeat(8)],
  [
    "extraction",
    "Answer only from the context.\n\nContext:\n" +
      REPORT.repeat(3) +
      "\n\nQuestion: Which region had the larger income?",
  ],
  [
    "extraction",
    "Wer hat laut Protokoll den Kassenbericht vorgestellt? Nenne alle Namen aus dem Text.\n\nFrau Seidel begrüßte die Mitglieder, Herr Koch trug den Kassenbericht vor.",
  ],
  [
    "extraction",
    "Extrae las fechas y los importes de este correo: el 3 de mayo pagamos 1.200 € y el 9 de junio 450 €.",
  ],
  [
    "extraction",
    "Dresse la liste des ingrédients cités dans cette recette : battez trois œufs avec 100 g de sucre, ajoutez la farine et un zeste de citron.",
  ],
  ["extraction", "请从下面的新闻中找出所有公司名称和金额:昨日,远航物流以三亿元收购了北岸仓储。"],
  [
    "extraction",
    "次の議事録を三行で要約してください。会議は十時に始まり、予算案が承認された。来月の展示会は田中さんが担当する。",
  ],
  [
    "extraction",
    "Turn the following transcript into bullet points by speaker.\n\nA: I can take the stall on Saturday. B: Then I bring the cups. A: And Tom drives.",
  ],
  [
    "extraction",
    "What dates are in this letter?\n\nDear Sir, further to our call of 8 April we confirm delivery on 2 May, and inspection on 6 May.",
  ],
  [
    "extraction",
    "Receipt\n2x Latte 7.60\n1x Scone 3.20\nVAT 0.86\nTotal 10.80\n\nReturn the line items as JSON.",
  ],
  ["extraction", "Write meeting notes from this recording's transcript.\n\n" + MINUTES.repeat(2)],
  [
    "extraction",
    "Give me the gist of the thread: Ana wants to ship on Friday, Bo wants one more week of tests, Cy says the customer does not mind.",
  ],
  [
    "extraction",
    "Save the contact: Dr. Lena Voss, Praxis am Markt, Tel 06221 55510, closed on Wednesdays",
    { ...tools("save_contact"), tool_choice: { mode: "required" } } as never,
    "Read the message and call the tool with its data.",
  ],
  [
    "extraction",
    "Make a glossary of the technical terms in the chapter below, each with the definition that the author gives.\n\nA keel is the lowest beam of a ship. The stem rises from its front end.",
  ],
  [
    "extraction",
    "Compress the conversation so far into a paragraph that keeps every decision.\n\nUser: let us take the blue tiles. Assistant: Noted. User: and grout in grey, delivery in week 32.",
  ],
  [
    "extraction",
    "Parse this address into street, city, postcode and country: Rua das Flores 12, 4050-262 Porto, Portugal",
  ],
  [
    "extraction",
    "Which skills does the applicant list?\n\nI spent six years as a cook, hold a forklift licence and speak Danish and Polish.",
  ],

  // chat: talk, writing, explaining, advising
  ["chat", "good morning! slept well?"],
  ["chat", "Could you write a thank-you note to my daughter's teacher?"],
  ["chat", "What's a nice present for a colleague who retires and loves gardening?"],
  ["chat", "Explain inflation like I'm twelve."],
  [
    "chat",
    "ok thanks, that helped a lot",
    undefined,
    "You are the assistant of a phone shop. Be brief and kind.",
    [
      "My screen stays black",
      "Hold the power button for ten seconds.",
      "now it works",
      "Great! Anything else?",
    ],
  ],
  [
    "chat",
    "Where is my parcel? It should have come on Tuesday.",
    tools("find_order", "open_ticket", "refund"),
    "You are Pim, the customer service agent of a shoe shop. Greet the customer by name and stay polite.",
  ],
  ["chat", "Write a limerick about a snail who misses the bus."],
  ["chat", "Let's play: you are a grumpy innkeeper, I am a traveller who has no money."],
  [
    "chat",
    "My boyfriend and I argue about the dishes every evening. I don't know what to do any more.",
  ],
  ["chat", "What is the weather like in Oslo?", tools("get_weather")],
  [
    "chat",
    "Make the following paragraph more lively: Our club was founded in 1920. It has many members. We meet weekly.",
  ],
  ["chat", "Ich ziehe bald nach Leipzig. Worauf sollte ich bei der Wohnungssuche achten?"],
  ["chat", "Peux-tu m'écrire un message d'anniversaire pour mon grand-père ?"],
  ["chat", "¿Qué puedo visitar en Granada en dos días?"],
  ["chat", "你能给我讲一个关于月亮的故事吗?"],
  ["chat", "最近よく眠れません。何か良い習慣はありますか。"],
  ["chat", "Tell me something surprising about octopuses."],
  [
    "chat",
    "Which book should I read next? I liked long family sagas.",
    undefined,
    "You are a friendly librarian.",
  ],
  ["chat", "Write a product description for a hand-woven basket, about 80 words."],
  ["chat", "How did people keep food cold before refrigerators?"],
  [
    "chat",
    "And is it far from the station?",
    undefined,
    "You help the guests of a small hotel.",
    ["Do you know a good place for fish?", "Yes, the Blue Crab at the harbour."],
  ],
  ["chat", "I'd like a weekly meal idea list for two people who don't eat meat."],
  [
    "chat",
    "Book a table for four on Friday at eight please",
    tools("find_restaurant", "book_table"),
    "You are a helpful voice assistant. Keep your answers short.",
  ],
  ["chat", "What is the difference between weather and climate?"],
  ["chat", "Draft a LinkedIn post that announces our new bicycle repair course."],
  ["chat", "Are you able to feel lonely?"],

  // code: programs, their errors, their tools
  ["code", `Add a method that removes a line by id.\n\n\`\`\`ts\n${TS}\`\`\``],
  ["code", "Write a bash one-liner that deletes all files older than 30 days in /var/tmp"],
  ["code", "pip install fails with 'externally-managed-environment', what do I do?"],
  [
    "code",
    "Convert this callback-based function to promises: fs.readFile(path, (err, data) => { done(err, data) })",
  ],
  [
    "code",
    "please fix the failing test in packages/core",
    tools("read_file", "write_file", "run_command", "grep"),
    "You are an autonomous software engineer working in a repository. Use the tools to inspect and change files.",
  ],
  ["code", "What's the time complexity of inserting into a Python dict, and how does it resize?"],
  ["code", "Implement an LRU cache with O(1) get and put in Java."],
  [
    "code",
    "Review this diff:\n-  if (user = null) return;\n+  if (user === null) return;\n   session.close();",
  ],
  [
    "code",
    "Schreib mir ein Skript, das alle Bilder in einem Ordner auf 800 Pixel Breite verkleinert.",
  ],
  ["code", "Comment déclarer une interface générique en TypeScript ?"],
  ["code", "¿Por qué me sale 'undefined is not a function' al llamar a map?"],
  ["code", "帮我优化这条 SQL:SELECT * FROM orders WHERE YEAR(created) = 2030"],
  ["code", "Reactで入力フォームの状態を管理するにはどう書けばいいですか。"],
  ["code", `${TS}\nWhy does total() return NaN when a line has no price?`],
  ["code", "Generate a GitLab CI config that runs lint and tests on merge requests only."],
  ["code", "How do I undo the last commit but keep my changes?"],
  [
    "code",
    'Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null',
  ],
  ["code", "def f(x):\n    return x.sort()\n\nprint(f([3,1,2]))  # prints None, why"],
  ["code", "Complete the function body.\n\nfunc Reverse(s []int) []int {"],
  [
    "code",
    "I need a Postgres migration that adds a nullable column, backfills it in batches and then sets NOT NULL.",
  ],
  [
    "code",
    "same thing but with async/await please",
    undefined,
    undefined,
    [
      "write a fetch wrapper with retries in javascript",
      "```js\nfunction get(url, n = 3) {\n  return fetch(url).catch((e) => (n ? get(url, n - 1) : Promise.reject(e)));\n}\n```",
    ],
  ],
  ["code", "My pod is in CrashLoopBackOff, kubectl logs shows nothing. How can I find out why?"],
  ["code", "Document the public methods of this class with JSDoc.\n\n" + TS.repeat(3)],
  ["code", "Style a button with a gradient background and a hover effect."],
  ["code", "Write a Terraform module for an object storage bucket with versioning."],
  ["code", "Explain what this regex does: ^(?=.*[A-Z])(?=.*\\d).{8,}$"],

  // reasoning: several steps of thought, mathematics, decisions, plans
  [
    "reasoning",
    "A tank is filled by one pipe in 6 hours and by another in 4 hours; a drain empties it in 12. How long does it take with all three open?",
  ],
  [
    "reasoning",
    "Four friends each own a different pet. Ola has no cat, Per is allergic to dogs, the parrot's owner is older than Ola, and Siv is the youngest. Who owns what?",
  ],
  ["reasoning", "Prove by induction that 2^n > n^2 for all n >= 5."],
  [
    "reasoning",
    "We have 900k in the bank, burn 75k a month and could either raise at a lower valuation now or cut a third of the staff. Assess both paths and recommend one, with the assumptions that would change your mind.",
  ],
  [
    "reasoning",
    "Find the flaw in this argument: all birds lay eggs, platypuses lay eggs, hence platypuses are birds; and if they were, they would have feathers.",
  ],
  ["reasoning", "What did the change do?", { reasoning: { effort: "high" } }],
  [
    "reasoning",
    "Given a deck of 52 cards, what is the chance that a five-card hand has exactly two pairs? Derive it.",
  ],
  [
    "reasoning",
    "Plan a research trip of 9 days to four archives in three countries under a budget of 2,000, given that two of them close on Mondays and one needs a booking five days ahead.",
  ],
  [
    "reasoning",
    "Ein Händler mischt 12 kg Tee zu 18 Euro mit 8 kg zu 25 Euro. Zu welchem Preis muss er verkaufen, um 20 Prozent Gewinn zu machen?",
  ],
  [
    "reasoning",
    "Un escargot monte 3 m le jour et glisse de 2 m la nuit. Après combien de jours sort-il d'un puits de 10 m ? Justifie.",
  ],
  [
    "reasoning",
    "Si tres pintores tardan 8 horas en pintar una casa, ¿cuánto tardarán cinco? Explica el razonamiento paso a paso.",
  ],
  [
    "reasoning",
    "一个水池有两个进水管和一个排水管,分别需要3小时、5小时和7.5小时,同时打开多久能注满?",
  ],
  ["reasoning", "次の数列の一般項を求め、帰納法で証明せよ:1, 3, 7, 15, 31"],
  [
    "reasoning",
    "Design the data model and the consistency guarantees of a seat reservation service that must survive the loss of a data centre. Discuss alternatives and say why you reject them.",
  ],
  [
    "reasoning",
    "Is the following syllogism valid? No reptiles have fur. Some pets have fur. Therefore some pets are not reptiles. Explain each step.",
  ],
  ["reasoning", "Determine all real x with |x - 3| + |x + 1| = 6."],
  [
    "reasoning",
    "Our churn went up in March. Price rise was in February only for annual plans, an outage in early March hit the west, and a rival launched on 20 March. Which cause fits the figures best: west +1 %, east +6 %, annual +1 %, monthly +7 %?",
  ],
  [
    "reasoning",
    "Solve for the equilibrium price if demand is Q = 120 - 4P and supply is Q = 2P - 6, then show the effect of a tax of 3 per unit.",
  ],
  [
    "reasoning",
    "You have 8 balls, one is heavier. With a balance, what is the least number of weighings? Argue that fewer is impossible.",
  ],
  [
    "reasoning",
    "Compare these three offers over five years, including maintenance, financing at 4.1 % and resale value, and tell me which to take: 24k new, 15k used with 900 a year of repairs, or leasing at 310 a month.",
  ],
  [
    "reasoning",
    "Work through the ethical arguments for and against a four-day week in hospitals, weigh them, and reach a conclusion.",
  ],
  [
    "reasoning",
    "Two patients have fever, a rash and recent travel; only one has joint pain. List the differential diagnoses and reason which tests separate them most efficiently.",
  ],
  [
    "reasoning",
    "If today is Wednesday, what day of the week will it be in 1000 days? Show your reasoning.",
  ],
  [
    "reasoning",
    "Research the question below. First make a plan, then use the tools, check each finding against another source, and write a conclusion.\n\nDid bicycle lanes change retail turnover in mid-sized towns?",
    tools(
      "search",
      "open_page",
      "take_note",
      "list_notes",
      "calculate",
      "compare",
      "cite",
      "finish",
    ),
    "You are a careful research agent.",
  ],
  [
    "reasoning",
    "Let f be continuous on [0,1] with f(0)=f(1). Show there is a c with f(c) = f(c + 1/2).",
  ],
  [
    "reasoning",
    "What second-order effects would a ban on short-haul flights have on rail prices, regional airports and tourism? Reason about each causal chain.",
  ],
];
