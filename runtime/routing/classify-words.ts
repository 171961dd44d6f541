/** Letters that a beginning of a word has: enough to tell verbs apart, few enough to join their forms. */
export const STEM = 5;

/**
 * Words that say the same thing to a router, by what they say: English first, then German, French, Spanish, Chinese and
 * Japanese. `word*` stands for all words with its first five letters, `one_two` for a pair. A word
 * that stands twice says what it says last.
 */
const WORDS: Readonly<Record<string, string>> = {
  "asks for a label":
    "classify* categorize* classification classifier label labels tag tags sentiment toxic toxicity spam ham intent intents priority severity triage moderate moderator moderation flag route router routing rate score grade rating polarity stance tone urgency duplicate relevance relevant klassifiziere* kategorie* einstufen ordne stimmung clasifica* categoría* etiqueta* catégorise* étiquette* classe classez sentiment 分类 归类 判断 情感 标签 类别 分類 判定 カテ ラベ 肯定 否定",
  "wants a word or a choice":
    "or_no or_false or_not or_b yes_or true_or one_word single_word only_the just_the with_only nothing_else one_of reply_with answer_with respond_with output_only return_only answer_only reply_only respond_only only_with only_output with_just no_explanation y_or a_or exactly_one only_one nur_mit ja_oder einem_wort par_oui ou_non oui_ou seul_mot sí_o solo_sí una_palabra o_no 只回 只输 是否 还是 一词 一个词 一語 一言 はい のみ",
  "a small change of a text":
    "translate* translation translator spelling spell typo typos grammar grammatical plural singular synonym synonyms antonym antonyms opposite uppercase lowercase capitalise* capitalize* punctuation proofread spellcheck capital_of title_case past_tense you_say übersetze* übersetzung korrigiere* rechtschreibung traduis traduisez traduire traduction traduce traduzca traducir traducción corrige corrigez ortografía orthographe 翻译 译成 翻訳 訳し 英訳 错别 改正 修改 訂正 誤字",
  "asks for what stands in a text":
    "extract* extraction pull gather identify* parse mentioned mentions named stated listed listing names cited appear appears extrahiere* nenne genannt erwähnt laut extrais extrayez relève cité cités mentionnés extrae extraiga saca enumera mencionados list_all list_every list_the all_the all_names every_name who_is_named according_to from_the 提取 抽取 找出 列出 文中 抽出 抜き 取り 本文 によ",
  "asks for a summary":
    "summarize* summary summaries condense* recap gist tldr takeaways synopsis digest abstract overview minutes shorten bullets bullet bullet_points key_points main_points key_facts action_items sum_up zusammen* zusammenfassung fasse kurzfassung stichpunkte protokoll résume résumez résumé résumer synthétise* resume resuma resumen resumir sintetiza* 总结 概括 摘要 归纳 要点 要約 まと 箇条",
  "speaks of a text that is given":
    "below following above context document documents passage passages transcript invoice invoices receipt contract article report letter excerpt paragraph text email thread memo statement lease clause chapter cv résumé resume attached dem_text folgenden folgender diesem schreiben vertrag brief ci-dessous texte contrat courrier document compte rendu texto documento contrato informe correo siguiente 以下 下面 文章 文本 合同 新闻 报告 次の 以下 文章 記事 議事 報告",
  "asks for another form of a text":
    "json csv yaml xml table spreadsheet fields columns keys template form bullet array tabelle liste tableau tabla lista 表格 列表 格式 変換 整理",
  "speaks of code":
    "function functions method methods codebase programmer developer engineer repository repo refactor* debug debugger debugging bug bugs unit_test unit_tests array arrays sql_query source_code this_code my_code the_code code_review test_suite the_tests test_case build_script css linked_list hash_map config_file schema_migration compile* compiler endpoint endpoints api apis backend frontend database sql queries regex regexp regular_expression docker dockerfile container kubernetes pod kubectl deploy deployment lint linter git merge rebase diff pull_request npm pip cargo dependency hooks css html div flexbox navbar javascript async await promise callback loop pointer thread mutex closure generics interface struct enum iterator recursion recursive binary_search sort sorting parser parse_error bash shell terminal cli linux configure install funktion funktionen skript programm klasse programmiere* kompiliert abfrage fonction requête boucle función clase consulta bucle código 函数 代码 脚本 程序 报错 接口 数据库 编程 编译 関数 コー スク プロ バグ エラ 配列 実装",
  "names a programming language":
    "python typescript javascript js ts rust golang go java kotlin swift c cpp ruby php haskell elixir scala perl lua react vue angular svelte django flask spring express node nodejs postgres postgresql mysql sqlite mongodb redis pandas numpy pytorch tensorflow terraform ansible nginx webpack vite jest pytest graphql tailwind nextjs",
  "names an error of a program":
    "exception traceback stacktrace undefined nan segfault segmentation crash crashes crashed crashing throws panic cors deadlock leak overflow oom warning fehler exception erreur plante falla error_in not_found not_defined out_of memory_leak 异常 崩溃 例外 動きません",
  "asks for a program":
    "implement* refactor* write_code add_tests write_tests implementiere* implémente* implementa* 实现 编写 重构 调试 优化",
  "asks for a proof or a derivation":
    "prove proof proofs proving theorem lemma corollary derive derivation disprove counterexample induction contradiction axiom show_that prove_that beweise beweis zeige widerlege démontre* démontrez prouve montre_que demuestra* prueba_que justifica_que 证明 求证 推导 证明 証明 示せ 帰納",
  "is a problem of mathematics":
    "probability likelihood chance expected equation equations integral derivative limit matrix eigenvalues polynomial prime primes divisible modulo remainder sequence series converge* irrational triangle circle radius area perimeter angle solve solutions roots compute calculate evaluate maximum minimum real integer integers continuous differentiable graph vector sum_of product_of square_root number_of how_many how_long how_much how_far how_old how_fast dice coin coins cards marbles km hours minutes percent per_cent percent profit interest speed average together wahrscheinlichkeit gleichung berechne bestimme löse ermittle prozent wie_viele wie_lange wie_viel zu_welchem combien probabilité équation intégrale calcule résous détermine cuántos cuántas cuánto probabilidad ecuación calcula resuelve determina halla tardan 概率 方程 极限 积分 计算 求解 多少 多久 几个 最大 数列 確率 方程 極限 積分 計算 求め 何時 何個 数列",
  "is a puzzle of logic":
    "puzzle riddle logic logical deduce deduction valid validity syllogism argument premise premises fallacy flaw conclude conclusion therefore implies imply implication liar knights knaves truth lighter balance prisoners hats suspects clue clues next_to left_of must_be if_all it_follow consistent contradiction necessarily puzzles rätsel logik raisonnement énigme lógica acertijo 推理 逻辑 結論 论证 論理 推論",
  "asks for a decision or a plan":
    "tradeoff tradeoffs trade-offs trade weigh evaluate assess* analyse* analyze* analysis compare implications consequences effects strategy strategies strategic optimal optimise* optimize* minimise* minimize* maximise* maximize* constraint constraints allocate assign schedule plan_a plan_the design architect architecture architectural propose hypothesis hypotheses root_cause causes causal feasibility risks risk recommend_one justify assumptions scenario scenarios alternatives pros cons should_we critique diagnose diagnosis investigate research evidence budget_of without_downtime guarantees consistency scalable long-term long_term vor_und nachteile folgen abwägen wäge vergleiche analysiere bewerte begründe strategie avantages inconvénients conséquences analyse évalue stratégie ventajas desventajas consecuencias analiza evalúa estrategia 分析 比较 权衡 评估 利弊 策略 影响 方案 比較 検討 影響 利点 戦略 評価",
  "asks for steps of thought":
    "by_step step_by carefully reasoning reason rigorous rigorously justify work_out think_through think_step show_your your_work your_reasoning explain_why explain_each each_step argue deeply in_depth work_through figure_out schritt_für étape_par paso_a justifie razonamiento justifica razona 一步 逐步 步骤 理由 段階 順を 途中",
  "asks for a piece of writing":
    "poem story stories letter essay post blog speech song haiku toast tweet invitation card eulogy rap tale fairy novel dialogue script_for slogan tagline caption newsletter bio announcement postcard lyrics joke jokes description gedicht geschichte brief rede einladung glückwunsch* geburtstag* poème histoire lettre discours poema cuento carta discurso invitación 诗 首诗 故事 封信 短文 祝福 散文 物語 手紙 俳句 作文",
  "wants to talk":
    "hi hello hey hiya thanks thank thx morning evening please_help how_are are_you feel feeling feels sad lonely happy tired bored nervous anxious stressed worried love miss lol ok okay haha sorry wow cool great nice hallo guten danke servus moin traurig müde bonjour salut bonsoir coucou merci hola buenas gracias ciao 你好 您好 谢谢 难过 开心 压力 睡不 こん おは あり 元気 寂し 疲れ 嬉し 眠れ",
  "asks for advice or ideas":
    "advice tips tip idea ideas recommend* suggest* suggestion suggestions recommendations should_i could_i can_i what_should where_can favourite favorite brainstorm gift gifts present recipe recipes names inspiration help_me any_good best_way worth tipps ideen vorschläge empfehlung* soll_ich kann_man worauf conseils conseilles idées puis-je consejos ideas recomiendas puedo debería 推荐 建议 怎么办 礼物 おす アド 習慣",
  "asks for an explanation":
    "explain* describe tell_me tell_us what_is what_are what's who_was who_is why_is why_are why_do how_does how_did where_does difference_between about meaning history like_i'm erkläre* erklär erzähl warum woher explique* raconte pourquoi qu'est explícame* cuéntame* háblame qué_es por_qué cómo_funciona 解释 介绍 讲讲 为什 什么 教え 説明 なぜ とは",
  "speaks of everyday life":
    "wedding birthday party holiday vacation trip travel weekend dinner lunch breakfast cook cooking bake food restaurant café hotel garden gardening plant plants dog cat pet friend friends boyfriend girlfriend husband wife mother father mum mom dad son daughter sister brother grandmother grandfather kids children boss colleague neighbour neighbor school teacher sleep weather music film films movie movies book books game games football sport sports museum beach city home house flat apartment christmas urlaub hochzeit oma opa freund kochen reise hund katze wetter wohnung vacances mariage grand-mère voyage recette chien vacaciones boda abuela viaje perro comida 奶奶 旅行 电影 朋友 周末 音楽 旅行 猫 映画 友達 料理",
  "speaks to a service":
    "parcel package delivery order booking booked book reserve reservation appointment refund return cancel ticket account card password opening_hours open table room flight taxi reminder lights play customer customers guest guests shop store bank airline clinic bestellung lieferung commande livraison pedido entrega",
  "speaks as a companion":
    "friendly polite cheerful warm helpful companion coach concierge receptionist virtual chatbot voice kind support agent persona",
};

/** What a word, a beginning (`wor-`) or a pair of words says. */
export const CONCEPTS: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([concept, words]) =>
    words.split(" ").map((word): [string, string] => [keyOf(word), concept]),
  ),
);

function keyOf(word: string): string {
  return word.endsWith("*") ? `${word.slice(0, STEM)}-` : word.replaceAll("_", " ");
}
