// Generated from schemas/wire/anthropic.schema.json by `npm run generate`. Do not edit.

/**
 * One turn, told apart by `role`; neighbours of one role are merged by the service.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Message".
 */
export type Message = UserMessage | AssistantMessage | SystemMessage;
/**
 * A block of a request's message.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContentBlock".
 */
export type ContentBlock =
  | TextBlock
  | ImageBlock
  | DocumentBlock
  | SearchResultBlock
  | ThinkingBlock
  | RedactedThinkingBlock
  | ToolUseBlock
  | ToolResultBlock
  | ServerToolUseBlock
  | WebSearchToolResultBlock
  | WebFetchToolResultBlock
  | CodeExecutionToolResultBlock
  | BashCodeExecutionToolResultBlock
  | TextEditorCodeExecutionToolResultBlock
  | ToolSearchToolResultBlock
  | AdvisorToolResultBlock
  | McpToolUseBlock
  | McpToolResultBlock
  | McpToolListingBlock
  | ContainerUploadBlock
  | CompactionBlock
  | FallbackBlock
  | ToolAdditionBlock
  | ToolRemovalBlock;
/**
 * A source of a piece of text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Citation".
 */
export type Citation =
  | CharLocation
  | PageLocation
  | ContentBlockLocation
  | WebSearchResultLocation
  | SearchResultLocation;
/**
 * Lifetime of a cached prefix.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheTtl".
 */
export type CacheTtl = "5m" | "1h";
/**
 * Where an image comes from.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageSource".
 */
export type ImageSource = Base64ImageSource | UrlSource | FileSource;
/**
 * Encoding of an image.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageMediaType".
 */
export type ImageMediaType = "image/jpeg" | "image/png" | "image/gif" | "image/webp";
/**
 * What to do with an image that is too large.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OversizedImage".
 */
export type OversizedImage = "downsize" | "error";
/**
 * Where a document comes from.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DocumentSource".
 */
export type DocumentSource =
  Base64PdfSource | PlainTextSource | ContentSource | UrlSource | FileSource;
/**
 * A block of a document made of blocks.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContentSourceBlock".
 */
export type ContentSourceBlock = TextBlock | ImageBlock;
/**
 * Who called a tool.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Caller".
 */
export type Caller = DirectCaller | CodeExecutionCaller20250825 | CodeExecutionCaller20260120;
/**
 * A block of a tool's result.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolResultContent".
 */
export type ToolResultContent =
  | TextBlock
  | ImageBlock
  | DocumentBlock
  | SearchResultBlock
  | ToolReferenceBlock
  | BrowserStateBlock;
/**
 * Something that happened in a browser.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BrowserStateChange".
 */
export type BrowserStateChange = TabOpened | DownloadStarted | DownloadCompleted | DownloadFailed;
/**
 * A tool that the service runs itself.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ServerToolName".
 */
export type ServerToolName =
  | "web_search"
  | "web_fetch"
  | "code_execution"
  | "bash_code_execution"
  | "text_editor_code_execution"
  | "tool_search_tool_regex"
  | "tool_search_tool_bm25"
  | "advisor";
/**
 * Why a web search failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebSearchErrorCode".
 */
export type WebSearchErrorCode =
  | "invalid_tool_input"
  | "unavailable"
  | "max_uses_exceeded"
  | "too_many_requests"
  | "query_too_long"
  | "request_too_large";
/**
 * A page, or why there is none.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebFetchOutcome".
 */
export type WebFetchOutcome = WebFetchResult | WebFetchError;
/**
 * Why fetching a page failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebFetchErrorCode".
 */
export type WebFetchErrorCode =
  | "invalid_tool_input"
  | "url_too_long"
  | "url_not_allowed"
  | "url_not_in_prior_context"
  | "url_not_accessible"
  | "unsupported_content_type"
  | "too_many_requests"
  | "max_uses_exceeded"
  | "unavailable"
  | "content_too_large";
/**
 * Output of code, or why there is none.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionOutcome".
 */
export type CodeExecutionOutcome =
  CodeExecutionResult | EncryptedCodeExecutionResult | CodeExecutionError;
/**
 * Why running code failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionErrorCode".
 */
export type CodeExecutionErrorCode =
  "invalid_tool_input" | "unavailable" | "too_many_requests" | "execution_time_exceeded";
/**
 * Output of a shell command, or why there is none.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BashOutcome".
 */
export type BashOutcome = BashResult | BashError;
/**
 * Why a shell command failed to run.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BashErrorCode".
 */
export type BashErrorCode =
  | "invalid_tool_input"
  | "unavailable"
  | "too_many_requests"
  | "execution_time_exceeded"
  | "output_file_too_large";
/**
 * What was viewed or changed, or why not.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextEditorOutcome".
 */
export type TextEditorOutcome =
  TextEditorViewResult | TextEditorCreateResult | TextEditorStrReplaceResult | TextEditorError;
/**
 * Kind of a viewed file.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ViewedFileType".
 */
export type ViewedFileType = "text" | "image" | "pdf";
/**
 * Why an edit failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextEditorErrorCode".
 */
export type TextEditorErrorCode =
  | "invalid_tool_input"
  | "unavailable"
  | "too_many_requests"
  | "execution_time_exceeded"
  | "file_not_found";
/**
 * Tools that were found, or why there are none.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolSearchOutcome".
 */
export type ToolSearchOutcome = ToolSearchResult | ToolSearchError;
/**
 * Why a search for tools failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolSearchErrorCode".
 */
export type ToolSearchErrorCode =
  "invalid_tool_input" | "unavailable" | "too_many_requests" | "execution_time_exceeded";
/**
 * Beta: advice, or why there is none.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvisorOutcome".
 */
export type AdvisorOutcome = AdvisorResult | AdvisorRedactedResult | AdvisorError;
/**
 * Why asking the advisor failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvisorErrorCode".
 */
export type AdvisorErrorCode =
  | "max_uses_exceeded"
  | "prompt_too_long"
  | "too_many_requests"
  | "overloaded"
  | "unavailable"
  | "execution_time_exceeded"
  | "model_not_found";
/**
 * Beta: a change of tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChangeBlock".
 */
export type ToolChangeBlock = ToolAdditionBlock | ToolRemovalBlock;
/**
 * Beta: a tool, by name or whole.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddedTool".
 */
export type AddedTool =
  ToolChangeReference | McpToolChangeReference | McpToolsetChangeReference | ToolChangeDefinition;
/**
 * A tool the model may use; those with a dated type are known to the service.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Tool".
 */
export type Tool =
  | CustomTool
  | BashTool
  | TextEditorTool
  | MemoryTool
  | ComputerTool
  | BrowserToolset
  | ComputerToolset
  | CodeExecutionTool
  | WebSearchTool
  | WebFetchTool
  | ToolSearchTool
  | AdvisorTool
  | McpToolset;
/**
 * Who may call a tool: the model itself, or code it runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AllowedCaller".
 */
export type AllowedCaller =
  "direct" | "code_execution_20250825" | "code_execution_20260120" | "code_execution_20260521";
/**
 * Whether the results of a tool are shown in the answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ResponseInclusion".
 */
export type ResponseInclusion = "full" | "excluded";
/**
 * Which addresses of a kind may be fetched.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlRule".
 */
export type UrlRule = UrlRuleAll | UrlRuleNone | UrlRuleOnly | UrlRuleExcept;
/**
 * Beta: a tool by name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RemovedTool".
 */
export type RemovedTool = ToolChangeReference | McpToolChangeReference | McpToolsetChangeReference;
/**
 * What a refusal is about.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RefusalCategory".
 */
export type RefusalCategory =
  "cyber" | "bio" | "frontier_llm" | "reasoning_extraction" | "general_harms";
/**
 * A block of a system message.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SystemBlock".
 */
export type SystemBlock = TextBlock | ToolAdditionBlock | ToolRemovalBlock;
/**
 * Amount of work put into an answer, least to most; each model takes a subset.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Effort".
 */
export type Effort = "low" | "medium" | "high" | "xhigh" | "max";
/**
 * When a system message ceases to hold.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ClearAt".
 */
export type ClearAt = "next_user_message" | "never";
/**
 * Instructions of the application, as text or as blocks that may carry cache marks.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "System".
 */
export type System = string | TextBlock[];
/**
 * Whether tools may, must or must not be used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChoice".
 */
export type ToolChoice = ToolChoiceAuto | ToolChoiceAny | ToolChoiceTool | ToolChoiceNone;
/**
 * Whether and how to think.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Thinking".
 */
export type Thinking = ThinkingEnabled | ThinkingDisabled | ThinkingAdaptive | ThinkingBetweenTools;
/**
 * How thinking is returned.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingDisplay".
 */
export type ThinkingDisplay = "summarized" | "omitted" | "updates";
/**
 * What to do with thinking that does not belong to its prefix.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PrefixMismatchBehavior".
 */
export type PrefixMismatchBehavior = "error" | "drop_block";
/**
 * Who made a skill.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SkillType".
 */
export type SkillType = "anthropic" | "custom";
/**
 * Whether reserved capacity may be used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ServiceTier".
 */
export type ServiceTier = "auto" | "standard_only";
/**
 * Pace of generation.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Speed".
 */
export type Speed = "standard" | "fast";
/**
 * Beta: an edit of the conversation.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContextEdit".
 */
export type ContextEdit = ClearToolUses | ClearThinking | CompactEdit;
/**
 * Beta: when to clear.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ClearTrigger".
 */
export type ClearTrigger = InputTokensCount | ToolUsesCount;
/**
 * Whether a token that cannot be redeemed is an error.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackCreditMode".
 */
export type FallbackCreditMode = "strict" | "best_effort";
/**
 * Who pays.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BillTo".
 */
export type BillTo = "self" | "user_profile";
/**
 * Beta: a conversation kept on the server.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Thread".
 */
export type Thread = ThreadCreate | ThreadContinue;
/**
 * Who speaks in a message.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Role".
 */
export type Role = "user" | "assistant" | "system";
/**
 * Why the answer ended.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StopReason".
 */
export type StopReason =
  | "end_turn"
  | "max_tokens"
  | "stop_sequence"
  | "tool_use"
  | "pause_turn"
  | "compaction"
  | "refusal"
  | "model_context_window_exceeded";
/**
 * Capacity that served.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UsedServiceTier".
 */
export type UsedServiceTier = "standard" | "priority" | "batch";
/**
 * Class of an error.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ErrorType".
 */
export type ErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "billing_error"
  | "permission_error"
  | "not_found_error"
  | "conflict_error"
  | "request_too_large"
  | "rate_limit_error"
  | "timeout_error"
  | "api_error"
  | "overloaded_error";
/**
 * Closer reasons that requests for messages may meet.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ErrorCode".
 */
export type ErrorCode =
  | "available_tools_limit_exceeded"
  | "image_dimensions_too_large"
  | "tool_name_conflict"
  | "tool_reference_unresolved"
  | "compaction_block_ambiguous"
  | "compaction_block_misplaced"
  | "compaction_content_mismatch"
  | "compaction_incomplete_turn"
  | "compaction_nothing_to_summarize"
  | "compaction_signature_invalid"
  | "compaction_too_many_tool_references"
  | "compaction_tool_changes_mismatch"
  | "compaction_unavailable"
  | "thread_already_continued"
  | "thread_continue_in_flight"
  | "thread_fingerprint_mismatch"
  | "thread_not_found"
  | "thread_unsupported_request"
  | "contract_spend_limit_reached"
  | "enforced_spend_limit_reached"
  | "linked_organization_billing_unavailable"
  | "linked_organization_spend_limit_reached"
  | "ramp_limit_exceeded"
  | "organization_on_hold"
  | "request_body_encoding_invalid"
  | "request_body_encoding_unsupported"
  | "request_body_too_large_after_decoding";
/**
 * Which bond of a thinking block did not hold.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BindingMismatch".
 */
export type BindingMismatch =
  | "model_binding_mismatch"
  | "prefix_binding_mismatch"
  | "organization_binding_mismatch"
  | "end_user_binding_mismatch";
/**
 * Why a token was not redeemed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackCreditReason".
 */
export type FallbackCreditReason =
  | "body_mismatch"
  | "continuation_excluded"
  | "continuation_only"
  | "expired"
  | "invalid_target_model"
  | "not_enabled"
  | "reprice_unavailable"
  | "temporarily_unavailable"
  | "variant_fields_present"
  | "wrong_organization"
  | "wrong_platform"
  | "wrong_workspace";
/**
 * A feature that server-side threads lack.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThreadUnsupportedFeature".
 */
export type ThreadUnsupportedFeature =
  "cache_control" | "context_management" | "fallbacks" | "hipaa" | "inference_hooks" | "thinking";
/**
 * A block of an answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AnswerBlock".
 */
export type AnswerBlock =
  | TextBlock
  | ThinkingBlock
  | RedactedThinkingBlock
  | ToolUseBlock
  | ServerToolUseBlock
  | WebSearchToolResultBlock
  | WebFetchToolResultBlock
  | CodeExecutionToolResultBlock
  | BashCodeExecutionToolResultBlock
  | TextEditorCodeExecutionToolResultBlock
  | ToolSearchToolResultBlock
  | AdvisorToolResultBlock
  | McpToolUseBlock
  | McpToolResultBlock
  | McpToolListingBlock
  | ContainerUploadBlock
  | CompactionBlock
  | FallbackBlock;
/**
 * Beta: tokens of one step.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Iteration".
 */
export type Iteration =
  MessageIteration | CompactionIteration | AdvisorIteration | FallbackIteration;
/**
 * Beta: whether it was redeemed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackCreditStatus".
 */
export type FallbackCreditStatus = FallbackCreditRedeemed | FallbackCreditNotApplied;
/**
 * What differs from the earlier prompt.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheMissReason".
 */
export type CacheMissReason =
  | CacheMissModel
  | CacheMissSystem
  | CacheMissTools
  | CacheMissMessages
  | CacheMissNotFound
  | CacheMissUnavailable;
/**
 * Beta: an edit that was made.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AppliedEdit".
 */
export type AppliedEdit = ClearedToolUses | ClearedThinking;
/**
 * Beta: a change in the request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InputTransformation".
 */
export type InputTransformation = ThinkingDropped | ThinkingMismatchAllowed;
/**
 * One event of a stream, told apart by `type`. Unknown events are to be ignored.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Event".
 */
export type Event =
  | MessageStart
  | ContentBlockStart
  | ContentBlockDelta
  | ContentBlockStop
  | MessageDelta
  | MessageStop
  | Ping
  | Error;
/**
 * What is added to a block.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BlockDelta".
 */
export type BlockDelta =
  TextDelta | InputJsonDelta | ThinkingDelta | SignatureDelta | CitationsDelta | CompactionDelta;

/**
 * Wire form of POST /v1/messages in versions 2023-06-01 and 2026-10-21, beta fields included: request, answer, stream events and error body.
 */
export interface Wire {
  [k: string]: unknown;
}
/**
 * Body of a message request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Request".
 */
export interface Request {
  /**
   * Id of the model that shall answer.
   */
  model: string;
  /**
   * The conversation so far, oldest first.
   */
  messages: Message[];
  /**
   * Upper bound of generated tokens, thinking included; 0 only fills the cache.
   */
  max_tokens: number;
  system?: System;
  /**
   * Tools the model may use.
   */
  tools?: Tool[];
  tool_choice?: ToolChoice;
  thinking?: Thinking;
  output_config?: OutputConfig;
  /**
   * Sequences at which generation ends.
   */
  stop_sequences?: string[];
  /**
   * Whether the answer comes as events.
   */
  stream?: boolean;
  /**
   * Version 2023-06-01 only: sampling temperature from 0 to 1; newer models take 1 alone.
   */
  temperature?: number;
  /**
   * Version 2023-06-01 only: nucleus sampling mass.
   */
  top_p?: number;
  /**
   * Version 2023-06-01 only: how many of the likeliest tokens take part.
   */
  top_k?: number;
  metadata?: Metadata;
  /**
   * Marks the last cacheable block without naming it.
   */
  cache_control?: CacheControl | null;
  /**
   * Sandbox to use again, by id, and the skills to load into it.
   */
  container?: string | ContainerParams | null;
  /**
   * Asks why the prompt cache was missed.
   */
  diagnostics?: DiagnosticsParams | null;
  /**
   * Region in which to compute.
   */
  inference_geo?: string | null;
  service_tier?: ServiceTier;
  /**
   * Faster generation at a higher price.
   */
  speed?: Speed | null;
  /**
   * Beta: servers whose tools the service calls.
   */
  mcp_servers?: McpServer[];
  /**
   * Beta: what to clear from a long conversation.
   */
  context_management?: ContextManagement | null;
  /**
   * Beta: asks for a summary of the conversation.
   */
  compaction?: Compaction | null;
  /**
   * Beta, replaced by `output_config.format`: form of the answer.
   */
  output_format?: JsonOutputFormat | null;
  /**
   * Beta: models that take over after a refusal.
   */
  fallbacks?: "default" | FallbackParams[] | null;
  /**
   * Beta: redeems the price of a refused request.
   */
  fallback_credit_token?: string | FallbackCreditToken | null;
  /**
   * Beta: who pays.
   */
  billing_policy?: BillingPolicy | null;
  /**
   * Beta: keeps the conversation on the server.
   */
  thread?: Thread | null;
  [k: string]: unknown;
}
/**
 * What the end user says, and the results of tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UserMessage".
 */
export interface UserMessage {
  /**
   * Marks the user's turn.
   */
  role: "user";
  /**
   * Text, or blocks.
   */
  content: string | ContentBlock[];
  [k: string]: unknown;
}
/**
 * Text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextBlock".
 */
export interface TextBlock {
  /**
   * Marks text.
   */
  type: "text";
  /**
   * The text.
   */
  text: string;
  /**
   * Sources of the text.
   */
  citations?: Citation[] | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Characters of a document of plain text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CharLocation".
 */
export interface CharLocation {
  /**
   * Marks characters.
   */
  type: "char_location";
  /**
   * The words cited.
   */
  cited_text: string;
  /**
   * Which document of the request.
   */
  document_index: number;
  /**
   * Its title.
   */
  document_title: string | null;
  /**
   * First character.
   */
  start_char_index: number;
  /**
   * Character after the last.
   */
  end_char_index: number;
  /**
   * Id of the document's file.
   */
  file_id?: string | null;
  [k: string]: unknown;
}
/**
 * Pages of a PDF.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PageLocation".
 */
export interface PageLocation {
  /**
   * Marks pages.
   */
  type: "page_location";
  /**
   * The words cited.
   */
  cited_text: string;
  /**
   * Which document of the request.
   */
  document_index: number;
  /**
   * Its title.
   */
  document_title: string | null;
  /**
   * First page, from 1.
   */
  start_page_number: number;
  /**
   * Page after the last.
   */
  end_page_number: number;
  /**
   * Id of the document's file.
   */
  file_id?: string | null;
  [k: string]: unknown;
}
/**
 * Blocks of a document made of blocks.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContentBlockLocation".
 */
export interface ContentBlockLocation {
  /**
   * Marks blocks.
   */
  type: "content_block_location";
  /**
   * The words cited.
   */
  cited_text: string;
  /**
   * Which document of the request.
   */
  document_index: number;
  /**
   * Its title.
   */
  document_title: string | null;
  /**
   * First block.
   */
  start_block_index: number;
  /**
   * Block after the last.
   */
  end_block_index: number;
  /**
   * Id of the document's file.
   */
  file_id?: string | null;
  [k: string]: unknown;
}
/**
 * A page that was found.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebSearchResultLocation".
 */
export interface WebSearchResultLocation {
  /**
   * Marks a page.
   */
  type: "web_search_result_location";
  /**
   * The words cited.
   */
  cited_text: string;
  /**
   * Address of the page.
   */
  url: string;
  /**
   * Its title.
   */
  title: string | null;
  /**
   * Opaque place in the page; must come back unchanged.
   */
  encrypted_index: string;
  [k: string]: unknown;
}
/**
 * Blocks of a search result given by the client.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SearchResultLocation".
 */
export interface SearchResultLocation {
  /**
   * Marks a search result.
   */
  type: "search_result_location";
  /**
   * The words cited.
   */
  cited_text: string;
  /**
   * Where the result came from.
   */
  source: string;
  /**
   * Its title.
   */
  title: string | null;
  /**
   * Which search result of the request.
   */
  search_result_index: number;
  /**
   * First block.
   */
  start_block_index: number;
  /**
   * Block after the last.
   */
  end_block_index: number;
  [k: string]: unknown;
}
/**
 * Ends a cacheable prefix at this block.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheControl".
 */
export interface CacheControl {
  /**
   * The only kind of mark.
   */
  type: "ephemeral";
  ttl?: CacheTtl;
  [k: string]: unknown;
}
/**
 * An image.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageBlock".
 */
export interface ImageBlock {
  /**
   * Marks an image.
   */
  type: "image";
  source: ImageSource;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * What may be done to it.
   */
  transformations?: ImageTransformations | null;
  [k: string]: unknown;
}
/**
 * Bytes of an image.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Base64ImageSource".
 */
export interface Base64ImageSource {
  /**
   * Marks bytes.
   */
  type: "base64";
  media_type: ImageMediaType;
  /**
   * The bytes in base64.
   */
  data: string;
  [k: string]: unknown;
}
/**
 * An address.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlSource".
 */
export interface UrlSource {
  /**
   * Marks an address.
   */
  type: "url";
  /**
   * The address.
   */
  url: string;
  [k: string]: unknown;
}
/**
 * An uploaded file.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FileSource".
 */
export interface FileSource {
  /**
   * Marks an uploaded file.
   */
  type: "file";
  /**
   * Its id.
   */
  file_id: string;
  [k: string]: unknown;
}
/**
 * What may be done to an image.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageTransformations".
 */
export interface ImageTransformations {
  oversized_image?: OversizedImage;
  [k: string]: unknown;
}
/**
 * A document.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DocumentBlock".
 */
export interface DocumentBlock {
  /**
   * Marks a document.
   */
  type: "document";
  source: DocumentSource;
  /**
   * Its title.
   */
  title?: string | null;
  /**
   * What the model shall know about it; never cited.
   */
  context?: string | null;
  /**
   * Whether it may be cited.
   */
  citations?: CitationsConfig | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Bytes of a PDF.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Base64PdfSource".
 */
export interface Base64PdfSource {
  /**
   * Marks bytes.
   */
  type: "base64";
  /**
   * The only encoding.
   */
  media_type: "application/pdf";
  /**
   * The bytes in base64.
   */
  data: string;
  [k: string]: unknown;
}
/**
 * Plain text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlainTextSource".
 */
export interface PlainTextSource {
  /**
   * Marks text.
   */
  type: "text";
  /**
   * The only encoding.
   */
  media_type: "text/plain";
  /**
   * The text.
   */
  data: string;
  [k: string]: unknown;
}
/**
 * Blocks that are cited one by one.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContentSource".
 */
export interface ContentSource {
  /**
   * Marks blocks.
   */
  type: "content";
  /**
   * Text, or blocks.
   */
  content: string | ContentSourceBlock[];
  [k: string]: unknown;
}
/**
 * Whether a document may be cited.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CitationsConfig".
 */
export interface CitationsConfig {
  /**
   * True switches citations on.
   */
  enabled?: boolean;
  [k: string]: unknown;
}
/**
 * A search result given by the client.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SearchResultBlock".
 */
export interface SearchResultBlock {
  /**
   * Marks a search result.
   */
  type: "search_result";
  /**
   * Where it came from.
   */
  source: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * Its text.
   */
  content: TextBlock[];
  citations?: CitationsConfig;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Thinking; goes back unchanged.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingBlock".
 */
export interface ThinkingBlock {
  /**
   * Marks thinking.
   */
  type: "thinking";
  /**
   * The thoughts, or a summary; may be empty.
   */
  thinking: string;
  /**
   * Proof that the thoughts are the model's own.
   */
  signature: string;
  [k: string]: unknown;
}
/**
 * Thinking that is not shown; goes back unchanged.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RedactedThinkingBlock".
 */
export interface RedactedThinkingBlock {
  /**
   * Marks hidden thinking.
   */
  type: "redacted_thinking";
  /**
   * The thoughts, encrypted.
   */
  data: string;
  [k: string]: unknown;
}
/**
 * A call of a client's tool.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolUseBlock".
 */
export interface ToolUseBlock {
  /**
   * Marks a call.
   */
  type: "tool_use";
  /**
   * Id that the result refers to.
   */
  id: string;
  /**
   * The tool.
   */
  name: string;
  /**
   * The arguments, parsed.
   */
  input: {
    [k: string]: unknown;
  };
  caller?: Caller;
  /**
   * Toolset the tool belongs to, such as `browser` or `computer`.
   */
  toolset_name?: string | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * The model itself.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DirectCaller".
 */
export interface DirectCaller {
  /**
   * Marks the model.
   */
  type: "direct";
  [k: string]: unknown;
}
/**
 * Code the model runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionCaller20250825".
 */
export interface CodeExecutionCaller20250825 {
  /**
   * Marks code.
   */
  type: "code_execution_20250825";
  /**
   * Call that runs the code.
   */
  tool_id: string;
  [k: string]: unknown;
}
/**
 * Code the model runs, newer tool.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionCaller20260120".
 */
export interface CodeExecutionCaller20260120 {
  /**
   * Marks code.
   */
  type: "code_execution_20260120";
  /**
   * Call that runs the code.
   */
  tool_id: string;
  [k: string]: unknown;
}
/**
 * The result of a client's tool; stands first in the turn after the call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolResultBlock".
 */
export interface ToolResultBlock {
  /**
   * Marks a result.
   */
  type: "tool_result";
  /**
   * The call this answers.
   */
  tool_use_id: string;
  /**
   * Text, or blocks; nothing when absent.
   */
  content?: string | ToolResultContent[] | null;
  /**
   * Whether the tool failed.
   */
  is_error?: boolean | null;
  /**
   * Toolset of the call.
   */
  toolset_name?: string | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Names a tool that a search found.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolReferenceBlock".
 */
export interface ToolReferenceBlock {
  /**
   * Marks a reference.
   */
  type: "tool_reference";
  /**
   * The tool.
   */
  tool_name: string;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * What a browser shows after an action.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BrowserStateBlock".
 */
export interface BrowserStateBlock {
  /**
   * Marks a browser's state.
   */
  type: "browser_state";
  /**
   * Open tabs.
   */
  tabs: BrowserTab[];
  /**
   * What happened meanwhile.
   */
  state_changes?: BrowserStateChange[] | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * An open tab.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BrowserTab".
 */
export interface BrowserTab {
  /**
   * Its id.
   */
  tab_id: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * Its address.
   */
  url: string;
  /**
   * Whether it is in front.
   */
  active?: boolean;
  [k: string]: unknown;
}
/**
 * A tab was opened.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TabOpened".
 */
export interface TabOpened {
  /**
   * Marks a new tab.
   */
  type: "tab_opened";
  /**
   * Its id.
   */
  tab_id: string;
  [k: string]: unknown;
}
/**
 * A download began.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DownloadStarted".
 */
export interface DownloadStarted {
  /**
   * Marks a beginning.
   */
  type: "download_started";
  /**
   * Its id.
   */
  download_id: string;
  /**
   * Its address.
   */
  url: string;
  [k: string]: unknown;
}
/**
 * A download is done.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DownloadCompleted".
 */
export interface DownloadCompleted {
  /**
   * Marks a success.
   */
  type: "download_completed";
  /**
   * Its id.
   */
  download_id: string;
  /**
   * Its address.
   */
  url: string;
  /**
   * Where the file is.
   */
  path?: string | null;
  /**
   * Its size.
   */
  size_bytes?: number | null;
  [k: string]: unknown;
}
/**
 * A download failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DownloadFailed".
 */
export interface DownloadFailed {
  /**
   * Marks a failure.
   */
  type: "download_failed";
  /**
   * Its id.
   */
  download_id: string;
  /**
   * Its address.
   */
  url: string;
  /**
   * Why.
   */
  error?: string | null;
  [k: string]: unknown;
}
/**
 * A call of a tool that the service runs itself.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ServerToolUseBlock".
 */
export interface ServerToolUseBlock {
  /**
   * Marks such a call.
   */
  type: "server_tool_use";
  /**
   * Id that the result refers to.
   */
  id: string;
  name: ServerToolName;
  /**
   * The arguments, parsed.
   */
  input: {
    [k: string]: unknown;
  };
  caller?: Caller;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * What a web search gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebSearchToolResultBlock".
 */
export interface WebSearchToolResultBlock {
  /**
   * Marks the result of a web search.
   */
  type: "web_search_tool_result";
  /**
   * The call.
   */
  tool_use_id: string;
  /**
   * Pages, or why there are none.
   */
  content: WebSearchError | WebSearchResult[];
  caller?: Caller;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Why a web search failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebSearchError".
 */
export interface WebSearchError {
  /**
   * Marks a failure.
   */
  type: "web_search_tool_result_error";
  error_code: WebSearchErrorCode;
  [k: string]: unknown;
}
/**
 * A page that was found.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebSearchResult".
 */
export interface WebSearchResult {
  /**
   * Marks a page.
   */
  type: "web_search_result";
  /**
   * Its address.
   */
  url: string;
  /**
   * Its title.
   */
  title: string;
  /**
   * Its content, opaque; must come back unchanged.
   */
  encrypted_content: string;
  /**
   * How old it is, in words.
   */
  page_age?: string | null;
  [k: string]: unknown;
}
/**
 * What fetching a page gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebFetchToolResultBlock".
 */
export interface WebFetchToolResultBlock {
  /**
   * Marks the result of a fetch.
   */
  type: "web_fetch_tool_result";
  /**
   * The call.
   */
  tool_use_id: string;
  content: WebFetchOutcome;
  caller?: Caller;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * A page that was fetched.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebFetchResult".
 */
export interface WebFetchResult {
  /**
   * Marks a page.
   */
  type: "web_fetch_result";
  /**
   * Its address.
   */
  url: string;
  content: DocumentBlock;
  /**
   * When it was fetched.
   */
  retrieved_at?: string | null;
  [k: string]: unknown;
}
/**
 * Why fetching a page failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebFetchError".
 */
export interface WebFetchError {
  /**
   * Marks a failure.
   */
  type: "web_fetch_tool_result_error";
  error_code: WebFetchErrorCode;
  [k: string]: unknown;
}
/**
 * What running code gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionToolResultBlock".
 */
export interface CodeExecutionToolResultBlock {
  /**
   * Marks the result of code.
   */
  type: "code_execution_tool_result";
  /**
   * The call.
   */
  tool_use_id: string;
  content: CodeExecutionOutcome;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Output of code.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionResult".
 */
export interface CodeExecutionResult {
  /**
   * Marks output.
   */
  type: "code_execution_result";
  /**
   * What it printed.
   */
  stdout: string;
  /**
   * What it printed as errors.
   */
  stderr: string;
  /**
   * Its exit code.
   */
  return_code: number;
  /**
   * Files it made.
   */
  content: CodeExecutionOutput[];
  [k: string]: unknown;
}
/**
 * A file that code made.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionOutput".
 */
export interface CodeExecutionOutput {
  /**
   * Marks a file.
   */
  type: "code_execution_output";
  /**
   * Its id.
   */
  file_id: string;
  [k: string]: unknown;
}
/**
 * Output of code that is not shown.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EncryptedCodeExecutionResult".
 */
export interface EncryptedCodeExecutionResult {
  /**
   * Marks hidden output.
   */
  type: "encrypted_code_execution_result";
  /**
   * What it printed, encrypted.
   */
  encrypted_stdout: string;
  /**
   * What it printed as errors.
   */
  stderr: string;
  /**
   * Its exit code.
   */
  return_code: number;
  /**
   * Files it made.
   */
  content: CodeExecutionOutput[];
  [k: string]: unknown;
}
/**
 * Why running code failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionError".
 */
export interface CodeExecutionError {
  /**
   * Marks a failure.
   */
  type: "code_execution_tool_result_error";
  error_code: CodeExecutionErrorCode;
  [k: string]: unknown;
}
/**
 * What a shell command gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BashCodeExecutionToolResultBlock".
 */
export interface BashCodeExecutionToolResultBlock {
  /**
   * Marks the result of a shell command.
   */
  type: "bash_code_execution_tool_result";
  /**
   * The call.
   */
  tool_use_id: string;
  content: BashOutcome;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Output of a shell command.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BashResult".
 */
export interface BashResult {
  /**
   * Marks output.
   */
  type: "bash_code_execution_result";
  /**
   * What it printed.
   */
  stdout: string;
  /**
   * What it printed as errors.
   */
  stderr: string;
  /**
   * Its exit code.
   */
  return_code: number;
  /**
   * Files it made.
   */
  content: BashOutput[];
  [k: string]: unknown;
}
/**
 * A file that a shell command made.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BashOutput".
 */
export interface BashOutput {
  /**
   * Marks a file.
   */
  type: "bash_code_execution_output";
  /**
   * Its id.
   */
  file_id: string;
  [k: string]: unknown;
}
/**
 * Why a shell command failed to run.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BashError".
 */
export interface BashError {
  /**
   * Marks a failure.
   */
  type: "bash_code_execution_tool_result_error";
  error_code: BashErrorCode;
  [k: string]: unknown;
}
/**
 * What an edit in the sandbox gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextEditorCodeExecutionToolResultBlock".
 */
export interface TextEditorCodeExecutionToolResultBlock {
  /**
   * Marks the result of an edit.
   */
  type: "text_editor_code_execution_tool_result";
  /**
   * The call.
   */
  tool_use_id: string;
  content: TextEditorOutcome;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * A file that was viewed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextEditorViewResult".
 */
export interface TextEditorViewResult {
  /**
   * Marks a view.
   */
  type: "text_editor_code_execution_view_result";
  /**
   * What it holds.
   */
  content: string;
  file_type: ViewedFileType;
  /**
   * How many lines are shown.
   */
  num_lines?: number | null;
  /**
   * First line shown.
   */
  start_line?: number | null;
  /**
   * How many lines it has.
   */
  total_lines?: number | null;
  [k: string]: unknown;
}
/**
 * A file that was written.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextEditorCreateResult".
 */
export interface TextEditorCreateResult {
  /**
   * Marks a new file.
   */
  type: "text_editor_code_execution_create_result";
  /**
   * Whether it existed before.
   */
  is_file_update: boolean;
  [k: string]: unknown;
}
/**
 * A file that was changed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextEditorStrReplaceResult".
 */
export interface TextEditorStrReplaceResult {
  /**
   * Marks a change.
   */
  type: "text_editor_code_execution_str_replace_result";
  /**
   * The difference, line by line.
   */
  lines?: string[] | null;
  /**
   * First line that went.
   */
  old_start?: number | null;
  /**
   * How many lines went.
   */
  old_lines?: number | null;
  /**
   * First line that came.
   */
  new_start?: number | null;
  /**
   * How many lines came.
   */
  new_lines?: number | null;
  [k: string]: unknown;
}
/**
 * Why an edit failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextEditorError".
 */
export interface TextEditorError {
  /**
   * Marks a failure.
   */
  type: "text_editor_code_execution_tool_result_error";
  error_code: TextEditorErrorCode;
  /**
   * In words.
   */
  error_message?: string | null;
  [k: string]: unknown;
}
/**
 * What a search for tools gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolSearchToolResultBlock".
 */
export interface ToolSearchToolResultBlock {
  /**
   * Marks the result of a search for tools.
   */
  type: "tool_search_tool_result";
  /**
   * The call.
   */
  tool_use_id: string;
  content: ToolSearchOutcome;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Tools that were found.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolSearchResult".
 */
export interface ToolSearchResult {
  /**
   * Marks found tools.
   */
  type: "tool_search_tool_search_result";
  /**
   * The tools.
   */
  tool_references: ToolReferenceBlock[];
  [k: string]: unknown;
}
/**
 * Why a search for tools failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolSearchError".
 */
export interface ToolSearchError {
  /**
   * Marks a failure.
   */
  type: "tool_search_tool_result_error";
  error_code: ToolSearchErrorCode;
  /**
   * In words.
   */
  error_message?: string | null;
  [k: string]: unknown;
}
/**
 * Beta: what the advising model said.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvisorToolResultBlock".
 */
export interface AdvisorToolResultBlock {
  /**
   * Marks advice.
   */
  type: "advisor_tool_result";
  /**
   * The call.
   */
  tool_use_id: string;
  content: AdvisorOutcome;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Beta: advice.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvisorResult".
 */
export interface AdvisorResult {
  /**
   * Marks advice.
   */
  type: "advisor_result";
  /**
   * The advice.
   */
  text: string;
  /**
   * Why the advisor ended.
   */
  stop_reason?: string | null;
  [k: string]: unknown;
}
/**
 * Beta: advice that is not shown.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvisorRedactedResult".
 */
export interface AdvisorRedactedResult {
  /**
   * Marks hidden advice.
   */
  type: "advisor_redacted_result";
  /**
   * The advice, encrypted.
   */
  encrypted_content: string;
  /**
   * Why the advisor ended.
   */
  stop_reason?: string | null;
  [k: string]: unknown;
}
/**
 * Beta: why asking the advisor failed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvisorError".
 */
export interface AdvisorError {
  /**
   * Marks a failure.
   */
  type: "advisor_tool_result_error";
  error_code: AdvisorErrorCode;
  [k: string]: unknown;
}
/**
 * Beta: a call that the service makes to an MCP server.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpToolUseBlock".
 */
export interface McpToolUseBlock {
  /**
   * Marks such a call.
   */
  type: "mcp_tool_use";
  /**
   * Id that the result refers to.
   */
  id: string;
  /**
   * The tool.
   */
  name: string;
  /**
   * The server.
   */
  server_name: string;
  /**
   * The arguments, parsed.
   */
  input: {
    [k: string]: unknown;
  };
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Beta: what an MCP server gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpToolResultBlock".
 */
export interface McpToolResultBlock {
  /**
   * Marks its result.
   */
  type: "mcp_tool_result";
  /**
   * The call.
   */
  tool_use_id: string;
  /**
   * Text, or blocks.
   */
  content?: string | TextBlock[];
  /**
   * Whether the tool failed.
   */
  is_error?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Beta: tools that an MCP server offers.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpToolListingBlock".
 */
export interface McpToolListingBlock {
  /**
   * Marks a list of tools.
   */
  type: "mcp_tool_listing";
  /**
   * The server.
   */
  mcp_server_name: string;
  /**
   * Its tools.
   */
  tools: McpTool[];
  [k: string]: unknown;
}
/**
 * Beta: a tool of an MCP server.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpTool".
 */
export interface McpTool {
  /**
   * Its name.
   */
  name: string;
  /**
   * When and how to call it.
   */
  description?: string | null;
  /**
   * JSON Schema of the arguments.
   */
  input_schema: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A file for, or from, the sandbox.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContainerUploadBlock".
 */
export interface ContainerUploadBlock {
  /**
   * Marks a file of the sandbox.
   */
  type: "container_upload";
  /**
   * Its id.
   */
  file_id: string;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Beta: a summary that stands for all that came before.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CompactionBlock".
 */
export interface CompactionBlock {
  /**
   * Marks a summary.
   */
  type: "compaction";
  /**
   * The summary.
   */
  content?: string | null;
  /**
   * The summary, encrypted.
   */
  encrypted_content?: string | null;
  /**
   * Proof that it is the model's own.
   */
  signature?: string | null;
  /**
   * Changes of tools that still hold.
   */
  tool_changes?: ToolChangeBlock[] | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Beta: gives the model a tool from here on.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolAdditionBlock".
 */
export interface ToolAdditionBlock {
  /**
   * Marks a gain.
   */
  type: "tool_addition";
  tool: AddedTool;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Beta: a tool of the request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChangeReference".
 */
export interface ToolChangeReference {
  /**
   * Marks a tool.
   */
  type: "tool_reference";
  /**
   * Its name.
   */
  name: string;
  [k: string]: unknown;
}
/**
 * Beta: a tool of an MCP server.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpToolChangeReference".
 */
export interface McpToolChangeReference {
  /**
   * Marks a server's tool.
   */
  type: "mcp_tool_reference";
  /**
   * Its name.
   */
  name: string;
  /**
   * The server.
   */
  server_name: string;
  [k: string]: unknown;
}
/**
 * Beta: all tools of an MCP server.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpToolsetChangeReference".
 */
export interface McpToolsetChangeReference {
  /**
   * Marks a server's tools.
   */
  type: "mcp_toolset_reference";
  /**
   * The server.
   */
  server_name: string;
  [k: string]: unknown;
}
/**
 * Beta: a tool that the request did not declare.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChangeDefinition".
 */
export interface ToolChangeDefinition {
  /**
   * Marks a whole tool.
   */
  type: "tool_definition";
  definition: Tool;
  [k: string]: unknown;
}
/**
 * A tool of the client.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomTool".
 */
export interface CustomTool {
  /**
   * Marks a client's tool; mostly left out.
   */
  type?: "custom" | null;
  /**
   * Its name.
   */
  name: string;
  /**
   * When and how to call it.
   */
  description?: string;
  input_schema: InputSchema;
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Arguments to learn from.
   */
  input_examples?: {
    [k: string]: unknown;
  }[];
  /**
   * Whether arguments stream before they are checked.
   */
  eager_input_streaming?: boolean | null;
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * JSON Schema of a tool's arguments.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InputSchema".
 */
export interface InputSchema {
  /**
   * Arguments are always an object.
   */
  type: "object";
  /**
   * Schemas of the arguments by name.
   */
  properties?: {
    [k: string]: unknown;
  } | null;
  /**
   * Arguments that must be given.
   */
  required?: string[] | null;
  [k: string]: unknown;
}
/**
 * A shell that the client runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BashTool".
 */
export interface BashTool {
  /**
   * Version of the tool.
   */
  type: "bash_20241022" | "bash_20250124";
  /**
   * Its fixed name.
   */
  name: "bash";
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Arguments to learn from.
   */
  input_examples?: {
    [k: string]: unknown;
  }[];
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * A text editor that the client runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextEditorTool".
 */
export interface TextEditorTool {
  /**
   * Version of the tool.
   */
  type:
    | "text_editor_20241022"
    | "text_editor_20250124"
    | "text_editor_20250429"
    | "text_editor_20250728";
  /**
   * Its name, fixed by the version.
   */
  name: "str_replace_editor" | "str_replace_based_edit_tool";
  /**
   * Most characters of a view; newest version only.
   */
  max_characters?: number | null;
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Arguments to learn from.
   */
  input_examples?: {
    [k: string]: unknown;
  }[];
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * A memory that the client keeps.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MemoryTool".
 */
export interface MemoryTool {
  /**
   * Version of the tool.
   */
  type: "memory_20250818";
  /**
   * Its fixed name.
   */
  name: "memory";
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Arguments to learn from.
   */
  input_examples?: {
    [k: string]: unknown;
  }[];
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * Beta: a screen that the client operates.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ComputerTool".
 */
export interface ComputerTool {
  /**
   * Version of the tool.
   */
  type: "computer_20241022" | "computer_20250124" | "computer_20251124";
  /**
   * Its fixed name.
   */
  name: "computer";
  /**
   * Width of the screen.
   */
  display_width_px: number;
  /**
   * Height of the screen.
   */
  display_height_px: number;
  /**
   * Which X11 display.
   */
  display_number?: number | null;
  /**
   * Whether the model may look closer; newest version only.
   */
  enable_zoom?: boolean;
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Arguments to learn from.
   */
  input_examples?: {
    [k: string]: unknown;
  }[];
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * Tools for a browser that the client runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BrowserToolset".
 */
export interface BrowserToolset {
  /**
   * Version of the toolset.
   */
  type: "browser_toolset_20260801";
  /**
   * Settings by tool.
   */
  configs?: {
    [k: string]: ToolsetMember | null;
  } | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Settings of one tool of a toolset.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolsetMember".
 */
export interface ToolsetMember {
  /**
   * Whether it may be used.
   */
  enabled?: boolean | null;
  /**
   * Whether it is shown only after a search.
   */
  defer_loading?: boolean | null;
  [k: string]: unknown;
}
/**
 * Tools for a screen that the client operates.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ComputerToolset".
 */
export interface ComputerToolset {
  /**
   * Version of the toolset.
   */
  type: "computer_toolset_20260801";
  /**
   * Settings by tool.
   */
  configs?: {
    [k: string]: ToolsetMember | null;
  } | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * A sandbox that the service runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionTool".
 */
export interface CodeExecutionTool {
  /**
   * Version of the tool.
   */
  type:
    | "code_execution_20250522"
    | "code_execution_20250825"
    | "code_execution_20260120"
    | "code_execution_20260521";
  /**
   * Its fixed name.
   */
  name: "code_execution";
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * A web search that the service runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebSearchTool".
 */
export interface WebSearchTool {
  /**
   * Version of the tool.
   */
  type: "web_search_20250305" | "web_search_20260209" | "web_search_20260318";
  /**
   * Its fixed name.
   */
  name: "web_search";
  /**
   * Most searches in an answer.
   */
  max_uses?: number | null;
  /**
   * The only sites to search.
   */
  allowed_domains?: string[] | null;
  /**
   * Sites to leave out.
   */
  blocked_domains?: string[] | null;
  /**
   * Where the user roughly is.
   */
  user_location?: UserLocation | null;
  response_inclusion?: ResponseInclusion;
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * A location, told approximately.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UserLocation".
 */
export interface UserLocation {
  /**
   * The only kind of location.
   */
  type: "approximate";
  /**
   * City.
   */
  city?: string | null;
  /**
   * Region.
   */
  region?: string | null;
  /**
   * Two letters of ISO 3166.
   */
  country?: string | null;
  /**
   * IANA time zone.
   */
  timezone?: string | null;
  [k: string]: unknown;
}
/**
 * Fetching of pages by the service.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebFetchTool".
 */
export interface WebFetchTool {
  /**
   * Version of the tool.
   */
  type: "web_fetch_20250910" | "web_fetch_20260209" | "web_fetch_20260309" | "web_fetch_20260318";
  /**
   * Its fixed name.
   */
  name: "web_fetch";
  /**
   * Most fetches in an answer.
   */
  max_uses?: number | null;
  /**
   * Where a page is cut.
   */
  max_content_tokens?: number | null;
  /**
   * The only sites to fetch from.
   */
  allowed_domains?: string[] | null;
  /**
   * Sites to leave out.
   */
  blocked_domains?: string[] | null;
  /**
   * Whether pages may be cited.
   */
  citations?: CitationsConfig | null;
  /**
   * Whose addresses may be fetched.
   */
  url_sources?: UrlSources | null;
  /**
   * Whether a stored copy will do.
   */
  use_cache?: boolean;
  response_inclusion?: ResponseInclusion;
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * Whose addresses may be fetched.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlSources".
 */
export interface UrlSources {
  user_input?: UrlRule;
  client_tool_results?: UrlRule;
  server_tool_results?: UrlRule;
  [k: string]: unknown;
}
/**
 * Every one.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlRuleAll".
 */
export interface UrlRuleAll {
  /**
   * Marks every one.
   */
  type: "all";
  [k: string]: unknown;
}
/**
 * Not one.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlRuleNone".
 */
export interface UrlRuleNone {
  /**
   * Marks not one.
   */
  type: "none";
  [k: string]: unknown;
}
/**
 * Those from some tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlRuleOnly".
 */
export interface UrlRuleOnly {
  /**
   * Marks some tools.
   */
  type: "only";
  /**
   * The tools.
   */
  tools: UrlRuleTool[];
  [k: string]: unknown;
}
/**
 * A tool by name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlRuleTool".
 */
export interface UrlRuleTool {
  /**
   * Marks a tool.
   */
  type: "tool_reference";
  /**
   * Its name.
   */
  name: string;
  [k: string]: unknown;
}
/**
 * Those from all but some tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlRuleExcept".
 */
export interface UrlRuleExcept {
  /**
   * Marks all but some tools.
   */
  type: "except";
  /**
   * The tools.
   */
  tools: UrlRuleTool[];
  [k: string]: unknown;
}
/**
 * A search for tools that the service runs, by words or by regular expression.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolSearchTool".
 */
export interface ToolSearchTool {
  /**
   * Kind and version of the tool.
   */
  type:
    | "tool_search_tool_bm25_20251119"
    | "tool_search_tool_bm25"
    | "tool_search_tool_regex_20251119"
    | "tool_search_tool_regex";
  /**
   * Its name, fixed by the kind.
   */
  name: "tool_search_tool_bm25" | "tool_search_tool_regex";
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * Beta: a second model that the first may ask.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvisorTool".
 */
export interface AdvisorTool {
  /**
   * Version of the tool.
   */
  type: "advisor_20260301";
  /**
   * Its fixed name.
   */
  name: "advisor";
  /**
   * Id of the advising model.
   */
  model: string;
  /**
   * Most questions in an answer.
   */
  max_uses?: number | null;
  /**
   * Upper bound of tokens an advice.
   */
  max_tokens?: number | null;
  /**
   * Whether the advisor's prompt is cached.
   */
  caching?: CacheControl | null;
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  /**
   * Whether the tool is shown only after a search.
   */
  defer_loading?: boolean;
  /**
   * Who may call it.
   */
  allowed_callers?: AllowedCaller[];
  [k: string]: unknown;
}
/**
 * Beta: tools of an MCP server.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpToolset".
 */
export interface McpToolset {
  /**
   * Marks a server's tools.
   */
  type: "mcp_toolset";
  /**
   * The server, one of `mcp_servers`.
   */
  mcp_server_name: string;
  default_config?: McpToolConfig;
  /**
   * Settings by tool.
   */
  configs?: {
    [k: string]: McpToolConfig;
  } | null;
  /**
   * The server's tools as they were listed.
   */
  tools?: McpTool[] | null;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Beta: settings of an MCP server's tool.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpToolConfig".
 */
export interface McpToolConfig {
  /**
   * Whether it may be used.
   */
  enabled?: boolean;
  /**
   * Whether it is shown only after a search.
   */
  defer_loading?: boolean;
  [k: string]: unknown;
}
/**
 * Beta: takes a tool away from here on.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolRemovalBlock".
 */
export interface ToolRemovalBlock {
  /**
   * Marks a loss.
   */
  type: "tool_removal";
  tool: RemovedTool;
  /**
   * Ends a cacheable prefix.
   */
  cache_control?: CacheControl | null;
  [k: string]: unknown;
}
/**
 * Beta: another model took over here.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackBlock".
 */
export interface FallbackBlock {
  /**
   * Marks the change.
   */
  type: "fallback";
  from: FallbackModel;
  to: FallbackModel;
  /**
   * Why.
   */
  trigger?: FallbackTrigger | null;
  [k: string]: unknown;
}
/**
 * Beta: a model before or after a change.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackModel".
 */
export interface FallbackModel {
  /**
   * Its id.
   */
  model: string;
  [k: string]: unknown;
}
/**
 * Beta: the refusal that caused a change.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackTrigger".
 */
export interface FallbackTrigger {
  /**
   * The only cause.
   */
  type: "refusal";
  /**
   * What it was about.
   */
  category?: RefusalCategory | null;
  [k: string]: unknown;
}
/**
 * An earlier answer of the model, or the beginning of the next one.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AssistantMessage".
 */
export interface AssistantMessage {
  /**
   * Marks the model's turn.
   */
  role: "assistant";
  /**
   * Text, or blocks.
   */
  content: string | ContentBlock[];
  [k: string]: unknown;
}
/**
 * Instructions in mid-conversation, on recent models.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SystemMessage".
 */
export interface SystemMessage {
  /**
   * Marks instructions.
   */
  role: "system";
  /**
   * Text, or blocks.
   */
  content?: string | SystemBlock[];
  /**
   * Beta: effort from here on.
   */
  output_config?: SystemOutputConfig | null;
  /**
   * Beta: when the instructions cease to hold.
   */
  clear_at?: ClearAt | null;
  [k: string]: unknown;
}
/**
 * Beta: effort from a message on.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SystemOutputConfig".
 */
export interface SystemOutputConfig {
  /**
   * The effort.
   */
  effort?: Effort | null;
  [k: string]: unknown;
}
/**
 * The model decides.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChoiceAuto".
 */
export interface ToolChoiceAuto {
  /**
   * Marks a free choice.
   */
  type: "auto";
  /**
   * Whether at most one call is made.
   */
  disable_parallel_tool_use?: boolean;
  [k: string]: unknown;
}
/**
 * Some tool must be used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChoiceAny".
 */
export interface ToolChoiceAny {
  /**
   * Marks a forced call.
   */
  type: "any";
  /**
   * Whether exactly one call is made.
   */
  disable_parallel_tool_use?: boolean;
  [k: string]: unknown;
}
/**
 * A named tool must be used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChoiceTool".
 */
export interface ToolChoiceTool {
  /**
   * Marks a forced tool.
   */
  type: "tool";
  /**
   * The tool.
   */
  name: string;
  /**
   * Whether exactly one call is made.
   */
  disable_parallel_tool_use?: boolean;
  [k: string]: unknown;
}
/**
 * No tool may be used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChoiceNone".
 */
export interface ToolChoiceNone {
  /**
   * Marks that there is no choice.
   */
  type: "none";
  [k: string]: unknown;
}
/**
 * Thinks within a budget; older models.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingEnabled".
 */
export interface ThinkingEnabled {
  /**
   * Marks a budget.
   */
  type: "enabled";
  /**
   * Tokens to think with; at least 1024 and below `max_tokens`.
   */
  budget_tokens: number;
  /**
   * How thinking is returned.
   */
  display?: ThinkingDisplay | null;
  /**
   * Beta: how strictly thinking belongs to its place.
   */
  block_binding?: ThinkingBinding | null;
  [k: string]: unknown;
}
/**
 * Beta: how strictly thinking belongs to its place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingBinding".
 */
export interface ThinkingBinding {
  /**
   * What to do when it does not.
   */
  prefix_mismatch_behavior?: PrefixMismatchBehavior | null;
  [k: string]: unknown;
}
/**
 * Does not think.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingDisabled".
 */
export interface ThinkingDisabled {
  /**
   * Marks no thinking.
   */
  type: "disabled";
  [k: string]: unknown;
}
/**
 * The model decides how much to think.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingAdaptive".
 */
export interface ThinkingAdaptive {
  /**
   * Marks free thinking.
   */
  type: "adaptive";
  /**
   * How thinking is returned.
   */
  display?: ThinkingDisplay | null;
  /**
   * Beta: how strictly thinking belongs to its place.
   */
  block_binding?: ThinkingBinding | null;
  [k: string]: unknown;
}
/**
 * Thinks only between calls of tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingBetweenTools".
 */
export interface ThinkingBetweenTools {
  /**
   * Marks thinking between calls.
   */
  type: "between_tools";
  [k: string]: unknown;
}
/**
 * How the answer shall be.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OutputConfig".
 */
export interface OutputConfig {
  /**
   * How much work to put into it.
   */
  effort?: Effort | null;
  /**
   * Its form.
   */
  format?: JsonOutputFormat | null;
  /**
   * Beta: tokens for a whole task.
   */
  task_budget?: TaskBudget | null;
  [k: string]: unknown;
}
/**
 * JSON of a given schema.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "JsonOutputFormat".
 */
export interface JsonOutputFormat {
  /**
   * The only form.
   */
  type: "json_schema";
  /**
   * The JSON Schema.
   */
  schema: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * Beta: tokens for a whole task of several requests.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TaskBudget".
 */
export interface TaskBudget {
  /**
   * The only measure.
   */
  type: "tokens";
  /**
   * Tokens of the task.
   */
  total: number;
  /**
   * Tokens that are left.
   */
  remaining?: number | null;
  [k: string]: unknown;
}
/**
 * Data about the request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Metadata".
 */
export interface Metadata {
  /**
   * Stable pseudonym of the end user, for abuse detection.
   */
  user_id?: string | null;
  [k: string]: unknown;
}
/**
 * Which sandbox to use.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContainerParams".
 */
export interface ContainerParams {
  /**
   * Sandbox to use again.
   */
  id?: string | null;
  /**
   * Skills to load.
   */
  skills?: SkillParams[] | null;
  [k: string]: unknown;
}
/**
 * A skill to load.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SkillParams".
 */
export interface SkillParams {
  type: SkillType;
  /**
   * Its id.
   */
  skill_id: string;
  /**
   * Its version; the latest when absent.
   */
  version?: string;
  [k: string]: unknown;
}
/**
 * Asks why the prompt cache was missed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DiagnosticsParams".
 */
export interface DiagnosticsParams {
  /**
   * Message whose prompt is compared with this one.
   */
  previous_message_id?: string | null;
  [k: string]: unknown;
}
/**
 * Beta: an MCP server.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpServer".
 */
export interface McpServer {
  /**
   * The only kind of server.
   */
  type: "url";
  /**
   * Name to refer to it.
   */
  name: string;
  /**
   * Its address.
   */
  url: string;
  /**
   * Token to send.
   */
  authorization_token?: string | null;
  /**
   * Older way to choose its tools.
   */
  tool_configuration?: McpServerTools | null;
  [k: string]: unknown;
}
/**
 * Beta: older way to choose a server's tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpServerTools".
 */
export interface McpServerTools {
  /**
   * Whether they may be used.
   */
  enabled?: boolean | null;
  /**
   * The only tools allowed.
   */
  allowed_tools?: string[] | null;
  [k: string]: unknown;
}
/**
 * Beta: what to clear from a long conversation.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContextManagement".
 */
export interface ContextManagement {
  /**
   * Edits in order.
   */
  edits?: ContextEdit[];
  [k: string]: unknown;
}
/**
 * Beta: clears old results of tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ClearToolUses".
 */
export interface ClearToolUses {
  /**
   * Version of the edit.
   */
  type: "clear_tool_uses_20250919";
  trigger?: ClearTrigger;
  keep?: ToolUsesCount;
  /**
   * Least gain worth the loss of the cache.
   */
  clear_at_least?: InputTokensCount | null;
  /**
   * Whether arguments are cleared as well, or of which tools.
   */
  clear_tool_inputs?: boolean | string[] | null;
  /**
   * Tools to spare.
   */
  exclude_tools?: string[] | null;
  [k: string]: unknown;
}
/**
 * Beta: a number of input tokens.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InputTokensCount".
 */
export interface InputTokensCount {
  /**
   * Marks tokens.
   */
  type: "input_tokens";
  /**
   * The number.
   */
  value: number;
  [k: string]: unknown;
}
/**
 * Beta: a number of calls.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolUsesCount".
 */
export interface ToolUsesCount {
  /**
   * Marks calls.
   */
  type: "tool_uses";
  /**
   * The number.
   */
  value: number;
  [k: string]: unknown;
}
/**
 * Beta: clears old thinking.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ClearThinking".
 */
export interface ClearThinking {
  /**
   * Version of the edit.
   */
  type: "clear_thinking_20251015";
  /**
   * Turns whose thinking stays.
   */
  keep?: "all" | ThinkingTurnsCount | AllThinkingTurns;
  [k: string]: unknown;
}
/**
 * Beta: a number of turns.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingTurnsCount".
 */
export interface ThinkingTurnsCount {
  /**
   * Marks turns.
   */
  type: "thinking_turns";
  /**
   * The number.
   */
  value: number;
  [k: string]: unknown;
}
/**
 * Beta: all turns.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AllThinkingTurns".
 */
export interface AllThinkingTurns {
  /**
   * Marks all turns.
   */
  type: "all";
  [k: string]: unknown;
}
/**
 * Beta: puts a summary in the place of old turns.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CompactEdit".
 */
export interface CompactEdit {
  /**
   * Version of the edit.
   */
  type: "compact_20260112";
  /**
   * When to do it.
   */
  trigger?: InputTokensCount | null;
  /**
   * How to summarise.
   */
  instructions?: string | null;
  /**
   * Whether the answer ends after the summary.
   */
  pause_after_compaction?: boolean;
  [k: string]: unknown;
}
/**
 * Beta: asks for a summary of the conversation.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Compaction".
 */
export interface Compaction {
  /**
   * The only kind.
   */
  type: "summarize";
  /**
   * How to summarise.
   */
  instructions?: string | null;
  [k: string]: unknown;
}
/**
 * Beta: a model that takes over after a refusal, and what differs for it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackParams".
 */
export interface FallbackParams {
  /**
   * Its id.
   */
  model: string;
  /**
   * Its token limit.
   */
  max_tokens?: number | null;
  /**
   * How its answer shall be.
   */
  output_config?: OutputConfig | null;
  /**
   * Its pace.
   */
  speed?: Speed | null;
  /**
   * How it shall think.
   */
  thinking?: Thinking | null;
  [k: string]: unknown;
}
/**
 * Beta: a token with its mode.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackCreditToken".
 */
export interface FallbackCreditToken {
  /**
   * The token of the refused answer.
   */
  token: string;
  mode?: FallbackCreditMode;
  [k: string]: unknown;
}
/**
 * Beta: who pays.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BillingPolicy".
 */
export interface BillingPolicy {
  /**
   * The only kind.
   */
  type: "billing_policy";
  bill_to?: BillTo;
  [k: string]: unknown;
}
/**
 * Beta: begins one.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThreadCreate".
 */
export interface ThreadCreate {
  /**
   * Marks a beginning.
   */
  type: "create";
  [k: string]: unknown;
}
/**
 * Beta: goes on with one.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThreadContinue".
 */
export interface ThreadContinue {
  /**
   * Marks that it goes on.
   */
  type: "continue";
  /**
   * The last message.
   */
  previous_message_id: string;
  [k: string]: unknown;
}
/**
 * A whole answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Answer".
 */
export interface Answer {
  /**
   * Its id.
   */
  id: string;
  /**
   * Kind of this object.
   */
  type: "message";
  /**
   * Always the model.
   */
  role: "assistant";
  /**
   * Model that served.
   */
  model: string;
  /**
   * What the model said.
   */
  content: AnswerBlock[];
  /**
   * Why it ended; null at the start of a stream.
   */
  stop_reason: StopReason | null;
  /**
   * The stop sequence that was met.
   */
  stop_sequence: string | null;
  /**
   * More about a refusal.
   */
  stop_details?: StopDetails | null;
  usage: Usage;
  /**
   * Sandbox that was used.
   */
  container?: Container | null;
  /**
   * Why the cache was missed, when asked.
   */
  diagnostics?: Diagnostics | null;
  /**
   * Beta: what was cleared.
   */
  context_management?: ContextManagementResult | null;
  /**
   * Beta: what was changed in the request.
   */
  input_transformations?: InputTransformation[] | null;
  [k: string]: unknown;
}
/**
 * More about a refusal.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StopDetails".
 */
export interface StopDetails {
  /**
   * The only kind.
   */
  type: "refusal";
  /**
   * What it is about.
   */
  category?: RefusalCategory | null;
  /**
   * In words.
   */
  explanation?: string | null;
  /**
   * Beta: a model that may answer.
   */
  recommended_model?: string | null;
  /**
   * Beta: redeems the price in a second request.
   */
  fallback_credit_token?: string | null;
  /**
   * Beta: whether the second request may go on with the text.
   */
  fallback_has_prefill_claim?: boolean | null;
  [k: string]: unknown;
}
/**
 * Tokens spent; the three input counters do not overlap.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Usage".
 */
export interface Usage {
  /**
   * Input neither read from nor written to the cache.
   */
  input_tokens: number;
  /**
   * Output, thinking included.
   */
  output_tokens: number;
  /**
   * Input written to the cache.
   */
  cache_creation_input_tokens?: number | null;
  /**
   * Input read from the cache.
   */
  cache_read_input_tokens?: number | null;
  /**
   * Written input by lifetime.
   */
  cache_creation?: CacheCreation | null;
  /**
   * Parts of the output.
   */
  output_tokens_details?: OutputTokensDetails | null;
  /**
   * Uses of the service's tools.
   */
  server_tool_use?: ServerToolUsage | null;
  /**
   * Capacity that served.
   */
  service_tier?: UsedServiceTier | null;
  /**
   * Region that computed.
   */
  inference_geo?: string | null;
  /**
   * Pace that was used.
   */
  speed?: Speed | null;
  /**
   * Beta: tokens by step of the answer.
   */
  iterations?: Iteration[] | null;
  /**
   * Beta: what became of the token.
   */
  fallback_credit?: FallbackCredit | null;
  [k: string]: unknown;
}
/**
 * Input written to the cache, by lifetime.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheCreation".
 */
export interface CacheCreation {
  /**
   * For five minutes.
   */
  ephemeral_5m_input_tokens: number;
  /**
   * For an hour.
   */
  ephemeral_1h_input_tokens: number;
  [k: string]: unknown;
}
/**
 * Parts of the output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OutputTokensDetails".
 */
export interface OutputTokensDetails {
  /**
   * Thinking.
   */
  thinking_tokens: number;
  [k: string]: unknown;
}
/**
 * Uses of the service's tools, which are billed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ServerToolUsage".
 */
export interface ServerToolUsage {
  /**
   * Web searches.
   */
  web_search_requests?: number;
  /**
   * Pages fetched.
   */
  web_fetch_requests?: number;
  [k: string]: unknown;
}
/**
 * Beta: a step of the model itself.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MessageIteration".
 */
export interface MessageIteration {
  /**
   * Marks the model.
   */
  type: "message";
  /**
   * The model.
   */
  model?: string | null;
  /**
   * Input neither read from nor written to the cache.
   */
  input_tokens: number;
  /**
   * Output.
   */
  output_tokens: number;
  /**
   * Input written to the cache.
   */
  cache_creation_input_tokens: number;
  /**
   * Input read from the cache.
   */
  cache_read_input_tokens: number;
  /**
   * Written input by lifetime.
   */
  cache_creation?: CacheCreation | null;
  [k: string]: unknown;
}
/**
 * Beta: a summary.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CompactionIteration".
 */
export interface CompactionIteration {
  /**
   * Marks a summary.
   */
  type: "compaction";
  /**
   * Input neither read from nor written to the cache.
   */
  input_tokens: number;
  /**
   * Output.
   */
  output_tokens: number;
  /**
   * Input written to the cache.
   */
  cache_creation_input_tokens: number;
  /**
   * Input read from the cache.
   */
  cache_read_input_tokens: number;
  /**
   * Written input by lifetime.
   */
  cache_creation?: CacheCreation | null;
  [k: string]: unknown;
}
/**
 * Beta: an advice; billed apart.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AdvisorIteration".
 */
export interface AdvisorIteration {
  /**
   * Marks an advice.
   */
  type: "advisor_message";
  /**
   * The advising model.
   */
  model?: string | null;
  /**
   * Input neither read from nor written to the cache.
   */
  input_tokens: number;
  /**
   * Output.
   */
  output_tokens: number;
  /**
   * Input written to the cache.
   */
  cache_creation_input_tokens: number;
  /**
   * Input read from the cache.
   */
  cache_read_input_tokens: number;
  /**
   * Written input by lifetime.
   */
  cache_creation?: CacheCreation | null;
  [k: string]: unknown;
}
/**
 * Beta: a step of the model that took over.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackIteration".
 */
export interface FallbackIteration {
  /**
   * Marks that model.
   */
  type: "fallback_message";
  /**
   * The model.
   */
  model?: string | null;
  /**
   * Input neither read from nor written to the cache.
   */
  input_tokens: number;
  /**
   * Output.
   */
  output_tokens: number;
  /**
   * Input written to the cache.
   */
  cache_creation_input_tokens: number;
  /**
   * Input read from the cache.
   */
  cache_read_input_tokens: number;
  /**
   * Written input by lifetime.
   */
  cache_creation?: CacheCreation | null;
  [k: string]: unknown;
}
/**
 * Beta: what became of a fallback credit token.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackCredit".
 */
export interface FallbackCredit {
  status: FallbackCreditStatus;
  [k: string]: unknown;
}
/**
 * Beta: it was.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackCreditRedeemed".
 */
export interface FallbackCreditRedeemed {
  /**
   * Marks success.
   */
  type: "redeemed";
  [k: string]: unknown;
}
/**
 * Beta: it was not.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FallbackCreditNotApplied".
 */
export interface FallbackCreditNotApplied {
  /**
   * Marks failure.
   */
  type: "not_applied";
  reason: FallbackCreditReason;
  /**
   * Fields that stood in the way.
   */
  remove_to_redeem?: string[] | null;
  [k: string]: unknown;
}
/**
 * A sandbox.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Container".
 */
export interface Container {
  /**
   * Its id.
   */
  id: string;
  /**
   * When it goes, in RFC 3339.
   */
  expires_at: string;
  /**
   * Skills loaded.
   */
  skills?: ContainerSkill[] | null;
  [k: string]: unknown;
}
/**
 * A skill that was loaded.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContainerSkill".
 */
export interface ContainerSkill {
  type: SkillType;
  /**
   * Its id.
   */
  skill_id: string;
  /**
   * Its version.
   */
  version: string;
  [k: string]: unknown;
}
/**
 * Why the cache was missed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Diagnostics".
 */
export interface Diagnostics {
  /**
   * The reason; null when it was not missed.
   */
  cache_miss_reason: CacheMissReason | null;
  [k: string]: unknown;
}
/**
 * The model.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheMissModel".
 */
export interface CacheMissModel {
  /**
   * Marks the model.
   */
  type: "model_changed";
  /**
   * Tokens lost.
   */
  cache_missed_input_tokens: number;
  [k: string]: unknown;
}
/**
 * The system prompt.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheMissSystem".
 */
export interface CacheMissSystem {
  /**
   * Marks the system prompt.
   */
  type: "system_changed";
  /**
   * Tokens lost.
   */
  cache_missed_input_tokens: number;
  [k: string]: unknown;
}
/**
 * The tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheMissTools".
 */
export interface CacheMissTools {
  /**
   * Marks the tools.
   */
  type: "tools_changed";
  /**
   * Tokens lost.
   */
  cache_missed_input_tokens: number;
  [k: string]: unknown;
}
/**
 * The messages.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheMissMessages".
 */
export interface CacheMissMessages {
  /**
   * Marks the messages.
   */
  type: "messages_changed";
  /**
   * Tokens lost.
   */
  cache_missed_input_tokens: number;
  [k: string]: unknown;
}
/**
 * The earlier message is not known.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheMissNotFound".
 */
export interface CacheMissNotFound {
  /**
   * Marks a missing message.
   */
  type: "previous_message_not_found";
  [k: string]: unknown;
}
/**
 * It cannot be told.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheMissUnavailable".
 */
export interface CacheMissUnavailable {
  /**
   * Marks no finding.
   */
  type: "unavailable";
  [k: string]: unknown;
}
/**
 * Beta: what was cleared.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContextManagementResult".
 */
export interface ContextManagementResult {
  /**
   * The edits.
   */
  applied_edits: AppliedEdit[];
  [k: string]: unknown;
}
/**
 * Beta: results of tools that went.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ClearedToolUses".
 */
export interface ClearedToolUses {
  /**
   * Version of the edit.
   */
  type: "clear_tool_uses_20250919";
  /**
   * How many calls.
   */
  cleared_tool_uses: number;
  /**
   * How many tokens.
   */
  cleared_input_tokens: number;
  [k: string]: unknown;
}
/**
 * Beta: thinking that went.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ClearedThinking".
 */
export interface ClearedThinking {
  /**
   * Version of the edit.
   */
  type: "clear_thinking_20251015";
  /**
   * How many turns.
   */
  cleared_thinking_turns: number;
  /**
   * How many tokens.
   */
  cleared_input_tokens: number;
  [k: string]: unknown;
}
/**
 * Beta: a thinking block was left out.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingDropped".
 */
export interface ThinkingDropped {
  /**
   * Marks a block that was left out.
   */
  type: "thinking_dropped";
  /**
   * Where it stood.
   */
  path: string;
  reason: BindingMismatch;
  [k: string]: unknown;
}
/**
 * Beta: a thinking block was let pass.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingMismatchAllowed".
 */
export interface ThinkingMismatchAllowed {
  /**
   * Marks a block that was let pass.
   */
  type: "thinking_mismatch_allowed";
  /**
   * Where it stands.
   */
  path: string;
  reason: BindingMismatch;
  [k: string]: unknown;
}
/**
 * Begins the answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MessageStart".
 */
export interface MessageStart {
  /**
   * Name of the event.
   */
  type: "message_start";
  message: Answer;
  [k: string]: unknown;
}
/**
 * Begins a block.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContentBlockStart".
 */
export interface ContentBlockStart {
  /**
   * Name of the event.
   */
  type: "content_block_start";
  /**
   * Which block.
   */
  index: number;
  content_block: AnswerBlock;
  [k: string]: unknown;
}
/**
 * Adds to a block.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContentBlockDelta".
 */
export interface ContentBlockDelta {
  /**
   * Name of the event.
   */
  type: "content_block_delta";
  /**
   * Which block.
   */
  index: number;
  delta: BlockDelta;
  [k: string]: unknown;
}
/**
 * More text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextDelta".
 */
export interface TextDelta {
  /**
   * Marks text.
   */
  type: "text_delta";
  /**
   * Text to append.
   */
  text: string;
  [k: string]: unknown;
}
/**
 * More of a call's arguments.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InputJsonDelta".
 */
export interface InputJsonDelta {
  /**
   * Marks arguments.
   */
  type: "input_json_delta";
  /**
   * JSON text to append; nothing at all means an empty object.
   */
  partial_json: string;
  [k: string]: unknown;
}
/**
 * More thinking.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingDelta".
 */
export interface ThinkingDelta {
  /**
   * Marks thinking.
   */
  type: "thinking_delta";
  /**
   * Thoughts to append.
   */
  thinking: string;
  /**
   * Beta: tokens of thinking so far, when it is not shown.
   */
  estimated_tokens?: number | null;
  [k: string]: unknown;
}
/**
 * The signature of a thinking block, just before its end.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SignatureDelta".
 */
export interface SignatureDelta {
  /**
   * Marks a signature.
   */
  type: "signature_delta";
  /**
   * The signature.
   */
  signature: string;
  [k: string]: unknown;
}
/**
 * One more source.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CitationsDelta".
 */
export interface CitationsDelta {
  /**
   * Marks a source.
   */
  type: "citations_delta";
  citation: Citation;
  [k: string]: unknown;
}
/**
 * Beta: the summary, whole.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CompactionDelta".
 */
export interface CompactionDelta {
  /**
   * Marks a summary.
   */
  type: "compaction_delta";
  /**
   * The summary.
   */
  content?: string | null;
  /**
   * The summary, encrypted.
   */
  encrypted_content?: string | null;
  [k: string]: unknown;
}
/**
 * Ends a block.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContentBlockStop".
 */
export interface ContentBlockStop {
  /**
   * Name of the event.
   */
  type: "content_block_stop";
  /**
   * Which block.
   */
  index: number;
  [k: string]: unknown;
}
/**
 * What became known at the end.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MessageDelta".
 */
export interface MessageDelta {
  /**
   * Name of the event.
   */
  type: "message_delta";
  delta: MessageChanges;
  usage: DeltaUsage;
  /**
   * Beta: what was cleared.
   */
  context_management?: ContextManagementResult | null;
  /**
   * Beta: what was changed in the request.
   */
  input_transformations?: InputTransformation[] | null;
  [k: string]: unknown;
}
/**
 * Fields of the answer that became known.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MessageChanges".
 */
export interface MessageChanges {
  /**
   * Why it ended.
   */
  stop_reason: StopReason | null;
  /**
   * The stop sequence that was met.
   */
  stop_sequence?: string | null;
  /**
   * More about a refusal.
   */
  stop_details?: StopDetails | null;
  /**
   * Sandbox that was used.
   */
  container?: Container | null;
  [k: string]: unknown;
}
/**
 * Tokens spent so far; takes the place of earlier counts.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DeltaUsage".
 */
export interface DeltaUsage {
  /**
   * Output, thinking included.
   */
  output_tokens: number;
  /**
   * Input neither read from nor written to the cache.
   */
  input_tokens?: number | null;
  /**
   * Input written to the cache.
   */
  cache_creation_input_tokens?: number | null;
  /**
   * Input read from the cache.
   */
  cache_read_input_tokens?: number | null;
  /**
   * Parts of the output.
   */
  output_tokens_details?: OutputTokensDetails | null;
  /**
   * Uses of the service's tools.
   */
  server_tool_use?: ServerToolUsage | null;
  /**
   * Beta: tokens by step of the answer.
   */
  iterations?: Iteration[] | null;
  /**
   * Beta: what became of the token.
   */
  fallback_credit?: FallbackCredit | null;
  [k: string]: unknown;
}
/**
 * Ends the answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MessageStop".
 */
export interface MessageStop {
  /**
   * Name of the event.
   */
  type: "message_stop";
  [k: string]: unknown;
}
/**
 * Keeps the connection alive.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Ping".
 */
export interface Ping {
  /**
   * Name of the event.
   */
  type: "ping";
  [k: string]: unknown;
}
/**
 * Body of a failed request, and the event that breaks a stream off.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Error".
 */
export interface Error {
  /**
   * Kind of this object.
   */
  type: "error";
  error: ErrorObject;
  /**
   * Id of the request.
   */
  request_id?: string | null;
  [k: string]: unknown;
}
/**
 * What went wrong.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ErrorObject".
 */
export interface ErrorObject {
  /**
   * Class of the error; words beyond the known ones occur.
   */
  type: ErrorType | string;
  /**
   * In words; not to be matched on.
   */
  message: string;
  /**
   * More, for some errors.
   */
  details?: ErrorDetails | null;
  [k: string]: unknown;
}
/**
 * A closer reason and its data.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ErrorDetails".
 */
export interface ErrorDetails {
  /**
   * The reason; words beyond the known ones occur.
   */
  error_code?: ErrorCode | string;
  /**
   * With image_dimensions_too_large: the limit.
   */
  max_side_length_pixels?: number;
  /**
   * With image_dimensions_too_large: the images.
   */
  paths?: string[];
  /**
   * With thread_unsupported_request: the features.
   */
  unsupported?: ThreadUnsupportedFeature[] | null;
  /**
   * With organization_on_hold: where to appeal.
   */
  appeal_url?: string | null;
  [k: string]: unknown;
}
