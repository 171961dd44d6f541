import type { TaskClass } from "../config-types.ts";

/** A sign in the prose of a prompt: what it points to, how strongly, and what it is called in the explanation. */
export interface Sign {
  task: TaskClass;
  points: number;
  name: string;
  pattern: RegExp;
}

const LABEL = "asks for a label";
const CHOICE = "wants a word or a choice";
const CHANGE = "a small change of a text";
const PULL = "asks for what stands in a text";
const DIGEST = "asks for a summary";
const FORM = "asks for another form of a text";
const PROGRAM = "speaks of code";
const PROOF = "asks for a proof or a derivation";
const STEPS = "asks for steps of thought";
const PLAN = "asks for a decision or a plan";
const NUMBERS = "is a problem with numbers";
const TALK = "asks for a text or an explanation";

/** English first, then German, French, Spanish, Italian, Portuguese, Russian, Chinese and Japanese where it is cheap. */
export const SIGNS: readonly Sign[] = [
  stems("simple", 3, LABEL, "classif|categori[sz]|klassifizier|kategorisier|clasific|классифиц"),
  scripts("simple", 3, LABEL, /分类|分類|归类|判断|カテゴリ/u),
  words(
    "simple",
    2.5,
    LABEL,
    "sentiment|labels?|tag (?:it|this)|stimmung|spam|toxic|intent|topic of",
  ),
  words(
    "simple",
    2.5,
    LABEL,
    "(?:which|what) (?:category|class|department|team|type|kind|label|tone)|rate (?:this|the|it)",
  ),
  words(
    "simple",
    2.5,
    CHOICE,
    "yes or no|true or false|y\\/n|ja oder nein|oui ou non|vrai ou faux|sí o no|да или нет",
  ),
  words(
    "simple",
    2.5,
    CHOICE,
    "(?:one|single) (?:word|letter|number)|nur mit|one of(?: the following)?:|(?:answer|reply|respond) (?:only )?with (?:just|only|one|a|exactly)|just the (?:\\p{L}+)|only the (?:number|name|word|label|answer|code)",
  ),
  scripts("simple", 2.5, CHOICE, /是或否|是还是|はいか|どちらか|одним словом/u),
  words(
    "simple",
    2,
    CHANGE,
    "translate|translation of|übersetzen?|traduis|traduisez|traduce|traduci|traduza|переведи",
  ),
  words(
    "simple",
    2,
    CHANGE,
    "fix the (?:spelling|grammar|typos?)|correct the (?:spelling|grammar)|spell|proofread|(?:upper|lower|title) ?case|(?:what|which) language|plural|synonyms?|antonyms?|opposite of|abbreviation|adverb|adjective|capital of",
  ),
  scripts("simple", 2, CHANGE, /翻译|翻訳|译成|訳して/u),

  stems(
    "extraction",
    3,
    PULL,
    "extract|extrahier|extrai|extrae|estrai|извлек|pull (?:out|all|the|every)|parse (?!error)",
  ),
  scripts("extraction", 3, PULL, /提取|抽取|抽出|取り出/u),
  stems(
    "extraction",
    2.2,
    DIGEST,
    "summar|tl;?dr|zusammenfass|fass?e? .{0,40}zusammen|résum|resum[ae]|riassum|кратко излож|condense|key points|main points|action items|minutes of|gist",
  ),
  scripts("extraction", 2.2, DIGEST, /总结|摘要|要約|まとめて/u),
  stems(
    "extraction",
    2.2,
    PULL,
    "(?:list|find|get|collect|gather|identify|give me|note) (?:all|every|each|the) .{0,80}(?:mentioned|named|in (?:this|the|that)|from|out of|below|above)|list (?:all|every|each)",
  ),
  stems(
    "extraction",
    2,
    PULL,
    "(?:which|what|all|whose) (?:names|dates|companies|people|persons|amounts|e?mails?|addresses|phone numbers|places|cities|products|prices)|here is (?:an?|the|my|our) (?:cv|résumé|resume|letter|mail|email|contract|invoice|bill|receipt|transcript|report|article|log)",
  ),
  stems(
    "extraction",
    2,
    FORM,
    "fill (?:in|out) |(?:make|build|create) an? (?:table|list|spreadsheet) (?:of|from|with)|(?:as|into|in|return|output|to) (?:an? )?(?:valid )?(?:json|csv|yaml|xml|table|spreadsheet)(?![\\p{L}])",
  ),

  words(
    "code",
    2.5,
    PROGRAM,
    "refactor\\p{L}*|debug\\p{L}*|unit tests?|pull request|stack ?trace|compil(?:e|es|er|ation)|regexp?|regular expressions?|segfault|null pointer|endpoints?|docker\\p{L}*|kubernetes|sql|css|html|bash|shell|script|codebase|race condition|linter?|merge conflict|npm|webpack|git|flexbox|api|async|recursion|loops?|callback|json schema|database index|makefile|terraform|cli",
  ),
  words(
    "code",
    2.5,
    "names a programming language",
    "python|typescript|javascript|rust|golang|java|kotlin|swift|c\\+\\+|c#|ruby|php|react|vue|angular|django|flask|postgres(?:ql)?|mysql|node(?:\\.?js)?|haskell|pandas|numpy|pytorch|elixir|scala|perl|go (?:program|code|service|module|struct|function)",
  ),
  words(
    "code",
    2,
    "asks for a program",
    "(?:write|implement|add|create|port|build|schreib\\p{L}*|écris|escribe|напиши) (?:me )?(?:an? |the |eine? |une? |una? )?(?:\\p{L}+ ){0,3}(?:function|class|method|program|query|script|tests?|component|parser|funktion|fonction|función|функци\\p{L}*)|implement|bug",
  ),
  scripts("code", 2.5, PROGRAM, /函数|代码|関数|コード|报错|バグ/u),

  stems(
    "reasoning",
    3,
    PROOF,
    "prove |proof|derive |theorem|lemma|beweis|démontre|demuestra|dimostra|докаж|invariant|by induction|show that |contradict",
  ),
  scripts("reasoning", 3, PROOF, /证明|証明|推导|推理/u),
  stems(
    "reasoning",
    2.5,
    STEPS,
    "step[- ]by[- ]step|think (?:carefully|hard|through|deeply)|reason(?:ing)? (?:through|about|carefully)|schritt für schritt|étape par étape|paso a paso|пошагово|show your (?:work|reasoning)|puzzle|riddle|logic|if all |must (?:some|all|every)|deduce|knights? and knaves",
  ),
  scripts("reasoning", 2.5, STEPS, /一步一步|逐步|ステップ/u),
  stems(
    "reasoning",
    2,
    PLAN,
    "trade-?offs?|pros and cons|weigh |evaluate |design (?:an?|the|our) |architect|strateg|root cause|(?:develop|draw up|make|create|propose) an? (?:\\p{L}+ ){0,2}plan|plan (?:the|an?|our|how)|schedule (?:the|\\d)|so that no |constraint|abwäg",
  ),
  stems(
    "reasoning",
    2,
    PLAN,
    "optimal|optimi[sz]e|minimi[sz]e|maximi[sz]e|worst[- ]case|analy[sz]e |implications|consequences of|should we |compare .{0,80}(?:and|which|recommend|decide)|(?:which|what) (?:has|is|would be) the (?:lowest|highest|best|cheapest)|critique|counterexample|diagnos",
  ),
  stems(
    "reasoning",
    2,
    NUMBERS,
    "how (?:many|much|long|far|old|fast) |probability|expected value|equation|integral|wahrscheinlichkeit|wie ?viele?|probabilit|combien|cuánt|сколько|calculate|berechne|solve ",
  ),
  scripts("reasoning", 2, NUMBERS, /概率|方程|多少|確率|вероятност/u),

  words(
    "chat",
    1.4,
    TALK,
    "(?:write|draft|compose) (?:me )?(?:an? |the |my )?(?:\\p{L}+ ){0,2}(?:e?mail|letter|poem|story|essay|post|speech|song|haiku|toast|tweet|message|blog|invitation)|explain|tell me|what do you think|suggest|ideas?|recommend|tips|advice|help me|how (?:do|can|should) i|rewrite|brainstorm",
  ),
  words(
    "chat",
    1.4,
    TALK,
    "erkläre?|explique|explica|spiega|расскажи|schreib\\p{L}* (?:mir )?(?:einen?|eine)|aider|ayúdame|hilf mir",
  ),
  scripts("chat", 1.4, TALK, /写一|解释|介绍|推荐|教えて|説明/u),
  words(
    "chat",
    1.5,
    "small talk",
    "hi|hello|hey|thanks|thank you|hallo|danke|bonjour|merci|hola|gracias|ciao|привет",
  ),
  scripts("chat", 1.5, "small talk", /你好|谢谢|こんにちは|ありがとう/u),
];

/** Marks of mathematics in any language. */
export const MATHS =
  /\\(?:frac|sum|int|sqrt|forall|mathbb|lim)|[∫∑√∀∃≤≥≠∈→∂]|\$[^$\n]{3,80}\$|\d\s?[x^]\s?[\^²³]/u;

/** Marks of code outside a fence: a stack trace, a declaration, a call with a body, a path of a source file. */
export const CODE =
  /^\s{0,8}at .{1,80}:\d+:\d+|Traceback \(most|^\s{0,8}(?:import|from|def|class|function|const|let|public|fn|#include) [\w*{"<]|=>\s?[{(]|\bSELECT\b.{1,80}\bFROM\b|[\w/-]\.(?:ts|tsx|js|py|rs|go|java|rb|cpp|sql|sh)\b|[a-z]Error:|error\[\w+\]/mu;

/** Beginnings of words. */
function stems(task: TaskClass, points: number, name: string, source: string): Sign {
  return { task, points, name, pattern: new RegExp(`(?<!\\p{L})(?:${source})`, "iu") };
}

/** Whole words. */
function words(task: TaskClass, points: number, name: string, source: string): Sign {
  return { task, points, name, pattern: new RegExp(`(?<!\\p{L})(?:${source})(?!\\p{L})`, "iu") };
}

/** Of scripts that are written without spaces. */
function scripts(task: TaskClass, points: number, name: string, pattern: RegExp): Sign {
  return { task, points, name, pattern };
}
